-- What programs told of buyers: a web site, forms, outbound tools. Rows are only ever added, and noted once they found a record.
CREATE TABLE signals (
    -- Whoever told it, and what it is called there.
    id TEXT PRIMARY KEY,
    -- By what it is to be found: a record, or an address in lower case.
    record TEXT,
    email TEXT,
    happened_at BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    -- The touch that it is, as JSON.
    touch TEXT NOT NULL,
    is_placed BOOLEAN NOT NULL
);

CREATE INDEX signals_by_record ON signals (record) WHERE is_placed = FALSE;
CREATE INDEX signals_by_email ON signals (email) WHERE is_placed = FALSE;

-- The addresses of each record's buyer, to place signals by.
CREATE TABLE record_emails (
    record TEXT NOT NULL,
    email TEXT NOT NULL,
    PRIMARY KEY (record, email)
);

CREATE INDEX record_emails_by_email ON record_emails (email);

-- The kind of a touch that a signal became; the CRM's own have none.
ALTER TABLE touches ADD COLUMN signal TEXT;
-- What rules ask of a record, as JSON. Records that were stored without are read again.
ALTER TABLE records ADD COLUMN profile TEXT NOT NULL DEFAULT '{}';
UPDATE records SET circle_read_at = NULL;
DELETE FROM cursors;

-- Whoever hands off by the agreed criteria: decisions name somebody.
INSERT INTO people (id, name, role, created_at) VALUES ('criteria', 'The agreed criteria', 'integration', 0);
