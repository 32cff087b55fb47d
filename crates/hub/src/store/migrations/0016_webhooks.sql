-- Events that webhooks told of, to know those that are told again. Forgotten when nobody tells of them any more.
CREATE TABLE webhook_events (
    crm TEXT NOT NULL,
    id TEXT NOT NULL,
    heard_at BIGINT NOT NULL,
    PRIMARY KEY (crm, id)
);

CREATE INDEX webhook_events_by_time ON webhook_events (heard_at);

-- What is still to be done about records that webhooks told of. The change tells whether more was told while it was done.
CREATE TABLE webhook_records (
    record TEXT PRIMARY KEY,
    crm TEXT NOT NULL,
    -- read, gone or erase.
    what TEXT NOT NULL,
    heard_at BIGINT NOT NULL,
    change TEXT NOT NULL
);

CREATE INDEX webhook_records_by_time ON webhook_records (crm, heard_at);
