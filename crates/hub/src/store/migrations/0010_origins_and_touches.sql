-- Where each record came from by the CRM's fields, as last read: what the next reading is compared with.
CREATE TABLE origins (
    record TEXT PRIMARY KEY,
    -- When the CRM says that the record was last edited.
    edited_at BIGINT NOT NULL,
    -- What the fields say, and what the CRM knows these values by, as JSON.
    origin TEXT NOT NULL,
    refs TEXT NOT NULL
);

-- How these fields changed. Rows are only ever added.
CREATE TABLE origin_changes (
    -- The CRM's own where it dates the change.
    id TEXT PRIMARY KEY,
    record TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    -- The change, as JSON.
    change TEXT NOT NULL
);

CREATE INDEX origin_changes_by_record ON origin_changes (record, changed_at);

-- Records that were stored without who entered them and where they came from are read again.
UPDATE records SET circle_read_at = NULL;
DELETE FROM cursors;

-- Touches that programs and files tell of are kept as signals are, and may have no kind. Reading the CRM again takes away only
-- what the CRM told of.
ALTER TABLE touches ADD COLUMN from_outside BOOLEAN NOT NULL DEFAULT FALSE;
