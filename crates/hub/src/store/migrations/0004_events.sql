-- What happened to a lead on its way to sales, as the CRM tells it: a JSON list, as complete as the last reading.
DROP INDEX records_waiting;
ALTER TABLE records DROP COLUMN handed_off_at;
ALTER TABLE records DROP COLUMN response_at;
ALTER TABLE records DROP COLUMN response_by;
ALTER TABLE records DROP COLUMN response_kind;
ALTER TABLE records ADD COLUMN events TEXT NOT NULL DEFAULT '[]';
-- When the hand-off was that nobody responded to; and that, or one whose status was never brought up to date. Both follow
-- from the events, and are kept to be found by.
ALTER TABLE records ADD COLUMN unanswered_since BIGINT;
ALTER TABLE records ADD COLUMN waits_since BIGINT;
CREATE INDEX records_unanswered ON records (crm, unanswered_since) WHERE unanswered_since IS NOT NULL;
CREATE INDEX records_waiting ON records (crm, waits_since) WHERE waits_since IS NOT NULL;
-- Facts that were stored without events are read again.
UPDATE records SET circle_read_at = NULL;
DELETE FROM cursors;

-- What people decided here about hand-offs. Rows are only ever added.
CREATE TABLE decisions (
    id TEXT PRIMARY KEY,
    record TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES people (id),
    decided_at BIGINT NOT NULL,
    -- The event that it is, as JSON.
    event TEXT NOT NULL
);

CREATE INDEX decisions_by_record ON decisions (record);
