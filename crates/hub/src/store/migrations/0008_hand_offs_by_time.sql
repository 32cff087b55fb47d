-- When a record was last handed off, to be found by. It follows from the events and the decisions. 0 is to be worked out: the
-- hub does that for what was stored before, when it starts.
ALTER TABLE records ADD COLUMN last_handed_off_at BIGINT;
CREATE INDEX records_handed_off ON records (last_handed_off_at) WHERE last_handed_off_at IS NOT NULL;
UPDATE records SET last_handed_off_at = 0 WHERE events <> '[]';
