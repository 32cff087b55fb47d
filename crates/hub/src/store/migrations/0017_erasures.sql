-- People who were erased, by the name of their record in the CRM: nothing that is read of it later is kept. A name such as
-- hs/0-1/151 says nothing of anybody once the CRM has forgotten the record, and stands with what is still counted anyway.
CREATE TABLE erasures (
    record TEXT PRIMARY KEY,
    erased_at BIGINT NOT NULL
);

-- Records that became a part of another one, so that whoever is erased is erased as what they were called before.
CREATE TABLE merges (
    record TEXT PRIMARY KEY,
    merged_into TEXT NOT NULL
);

CREATE INDEX merges_by_result ON merges (merged_into);

-- What was told of somebody who was erased. It is not told anew.
ALTER TABLE signals ADD COLUMN is_erased BOOLEAN NOT NULL DEFAULT FALSE;

-- What was told by an address or a record, also when it found its place.
CREATE INDEX signals_by_any_record ON signals (record) WHERE record IS NOT NULL;
CREATE INDEX signals_by_any_email ON signals (email) WHERE email IS NOT NULL;
