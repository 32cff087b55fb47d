-- What marketing keeps of an objection, and what became of it. Lists are JSON text.
ALTER TABLE objections ADD COLUMN phrases TEXT NOT NULL DEFAULT '[]';
ALTER TABLE objections ADD COLUMN competitors TEXT NOT NULL DEFAULT '[]';
ALTER TABLE objections ADD COLUMN segments TEXT NOT NULL DEFAULT '[]';
ALTER TABLE objections ADD COLUMN owner TEXT;
-- Where it stands as a whole, as a report's.
ALTER TABLE objections ADD COLUMN handling TEXT NOT NULL DEFAULT 'new';
ALTER TABLE objections ADD COLUMN handled_by TEXT;
ALTER TABLE objections ADD COLUMN handled_at BIGINT;
ALTER TABLE objections ADD COLUMN answer_content TEXT;
ALTER TABLE objections ADD COLUMN answer_words TEXT;
-- The objection that it was merged into, and the one that it counts as in the end: itself, where it was not.
ALTER TABLE objections ADD COLUMN merged_into TEXT;
ALTER TABLE objections ADD COLUMN counts_as TEXT;
ALTER TABLE objections ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

UPDATE objections SET counts_as = id;

-- An address may be empty where there are words to paste.
ALTER TABLE content ADD COLUMN snippet TEXT;
ALTER TABLE content ADD COLUMN language TEXT;
ALTER TABLE content ADD COLUMN segments TEXT NOT NULL DEFAULT '[]';
ALTER TABLE content ADD COLUMN verifier TEXT;
ALTER TABLE content ADD COLUMN verify_by TEXT;
ALTER TABLE content ADD COLUMN is_retired BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE content ADD COLUMN version BIGINT NOT NULL DEFAULT 1;

-- Who changed what of the two, as JSON. What is changed is named objection/id or content/id.
CREATE TABLE library_changes (
    id TEXT PRIMARY KEY,
    changed TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    change TEXT NOT NULL
);

CREATE INDEX library_changes_by_time ON library_changes (changed, changed_at);

-- A report may be of something that marketing does not know yet, and marketing may file it under another objection.
CREATE TABLE new_reports (
    id TEXT PRIMARY KEY,
    revision BIGINT NOT NULL,
    reporter TEXT NOT NULL REFERENCES people (id),
    record TEXT NOT NULL,
    objection TEXT REFERENCES objections (id),
    filed_under TEXT REFERENCES objections (id),
    -- What it counts as after all merges.
    counts_as TEXT REFERENCES objections (id),
    heard_at BIGINT NOT NULL,
    words TEXT,
    severity TEXT,
    competitor TEXT,
    segment TEXT,
    withdrawn BOOLEAN NOT NULL,
    -- new, acknowledged, in_progress, answered or declined. The words of an answer are also those of a refusal.
    handling TEXT NOT NULL,
    handled_by TEXT REFERENCES people (id),
    handled_at BIGINT,
    answer_content TEXT REFERENCES content (id),
    answer_words TEXT,
    answer_seen BOOLEAN NOT NULL
);

INSERT INTO new_reports (id, revision, reporter, record, objection, counts_as, heard_at, words, severity, competitor, withdrawn,
        handling, handled_by, handled_at, answer_content, answer_words, answer_seen)
    SELECT id, revision, reporter, record, objection, objection, heard_at, words, severity, competitor, withdrawn,
        handling, handled_by, handled_at, answer_content, answer_words, answer_seen FROM reports;

DROP TABLE reports;
ALTER TABLE new_reports RENAME TO reports;

-- Each of these holds all that one question needs: the inbox, an objection's figures, the deals that hang on it.
CREATE INDEX reports_listed ON reports (heard_at DESC, id, withdrawn, handling, counts_as, severity, competitor, segment, reporter,
    record, words) WHERE withdrawn = FALSE;
CREATE INDEX reports_heard ON reports (counts_as, handling, heard_at, withdrawn) WHERE withdrawn = FALSE;
CREATE INDEX reports_on ON reports (record, counts_as, withdrawn) WHERE withdrawn = FALSE;
CREATE INDEX reports_by_record ON reports (record);
CREATE INDEX reports_by_reporter ON reports (reporter, handling);
CREATE INDEX reports_counted ON reports (counts_as, heard_at) WHERE withdrawn = FALSE;
CREATE INDEX reports_by_handling ON reports (handling, heard_at) WHERE withdrawn = FALSE;

CREATE INDEX content_uses_by_record ON content_uses (record, content);
