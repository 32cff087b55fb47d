-- What is to be noted in a CRM: one row for each thing that happened here, by which it is noted once.
CREATE TABLE crm_notes (
    id TEXT PRIMARY KEY,
    crm TEXT NOT NULL,
    record TEXT NOT NULL,
    happened_at BIGINT NOT NULL,
    -- What to say; emptied when there is nothing more to say.
    words TEXT NOT NULL,
    -- waiting, claimed, left or given_up.
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    -- When a waiting one may be claimed.
    not_before BIGINT NOT NULL
);

CREATE INDEX crm_notes_waiting ON crm_notes (crm, happened_at, id) WHERE state = 'waiting';
CREATE INDEX crm_notes_open ON crm_notes (record, happened_at, id) WHERE state IN ('waiting', 'claimed');

-- What was taken for a response may have been a note for colleagues: everything is read again.
UPDATE records SET circle_read_at = NULL;
DELETE FROM cursors;
