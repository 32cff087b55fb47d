-- One touch can be on several records, as a call is on a contact and on a deal. Where these meet it counts once.
CREATE TABLE touches_of_records (
    crm TEXT NOT NULL,
    id TEXT NOT NULL,
    record TEXT NOT NULL,
    happened_at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    channel TEXT NOT NULL,
    source TEXT,
    medium TEXT,
    campaign TEXT,
    contact TEXT,
    summary TEXT NOT NULL,
    signal TEXT,
    from_outside BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (crm, id, record)
);

INSERT INTO touches_of_records
    (crm, id, record, happened_at, actor, channel, source, medium, campaign, contact, summary, signal, from_outside)
SELECT crm, id, record, happened_at, actor, channel, source, medium, campaign, contact, summary, signal, from_outside
FROM touches;

DROP TABLE touches;
ALTER TABLE touches_of_records RENAME TO touches;
CREATE INDEX touches_by_record ON touches (record, happened_at);
