-- Who may do what. A person has any number of devices, each with a token of its own.
CREATE TABLE people (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    role TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Which users of which CRM a person is.
CREATE TABLE crm_users (
    person TEXT NOT NULL REFERENCES people (id),
    crm TEXT NOT NULL,
    user_id TEXT NOT NULL,
    PRIMARY KEY (person, crm)
);

CREATE TABLE enrolments (
    code_hash TEXT PRIMARY KEY,
    person TEXT NOT NULL REFERENCES people (id),
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE devices (
    id TEXT PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE,
    person TEXT NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL,
    enrolled_at BIGINT NOT NULL,
    revoked_at BIGINT
);

CREATE INDEX devices_by_person ON devices (person);

-- What marketing keeps. Lists are JSON text.
CREATE TABLE objections (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    stages TEXT NOT NULL
);

CREATE TABLE content (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    url TEXT NOT NULL,
    answers TEXT NOT NULL,
    stages TEXT NOT NULL,
    competitors TEXT NOT NULL,
    verified_on TEXT
);

CREATE TABLE content_uses (
    id TEXT PRIMARY KEY,
    content TEXT NOT NULL REFERENCES content (id),
    person TEXT NOT NULL REFERENCES people (id),
    record TEXT NOT NULL,
    action TEXT NOT NULL,
    used_at BIGINT NOT NULL
);

-- What the field reports, with what marketing did with it.
CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    revision BIGINT NOT NULL,
    reporter TEXT NOT NULL REFERENCES people (id),
    record TEXT NOT NULL,
    objection TEXT NOT NULL REFERENCES objections (id),
    heard_at BIGINT NOT NULL,
    words TEXT,
    severity TEXT,
    competitor TEXT,
    withdrawn BOOLEAN NOT NULL,
    handling TEXT NOT NULL,
    handled_by TEXT REFERENCES people (id),
    handled_at BIGINT,
    answer_content TEXT REFERENCES content (id),
    answer_words TEXT,
    answer_seen BOOLEAN NOT NULL
);

CREATE INDEX reports_by_record ON reports (record);
CREATE INDEX reports_by_time ON reports (heard_at);
CREATE INDEX reports_by_reporter ON reports (reporter, handling);

-- What was last read from the CRMs. A record is written `crm/object/id` wherever it is named.
CREATE TABLE records (
    record TEXT PRIMARY KEY,
    crm TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    company TEXT,
    stage TEXT,
    outcome TEXT,
    amount_minor BIGINT,
    currency TEXT,
    owner_id TEXT,
    owner_name TEXT,
    competitors TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    became_deal_at BIGINT,
    closed_at BIGINT,
    handed_off_at BIGINT,
    response_at BIGINT,
    response_by TEXT,
    response_kind TEXT,
    -- When it was last read with its whole circle; never, when it was only read as a part of another's.
    circle_read_at BIGINT,
    -- Deleted in the CRM, or hidden from the hub's key.
    is_gone BOOLEAN NOT NULL
);

CREATE INDEX records_waiting ON records (crm, handed_off_at) WHERE response_at IS NULL AND handed_off_at IS NOT NULL;

CREATE TABLE touches (
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
    PRIMARY KEY (crm, id)
);

CREATE INDEX touches_by_record ON touches (record, happened_at);

-- The records whose facts a record's panel shows; each is in its own circle.
CREATE TABLE circles (
    record TEXT NOT NULL,
    member TEXT NOT NULL,
    PRIMARY KEY (record, member)
);

CREATE INDEX circles_by_member ON circles (member);

-- How far the changes of a CRM were followed.
CREATE TABLE cursors (
    crm TEXT PRIMARY KEY,
    position TEXT NOT NULL
);
