-- The stage that a deal was in when the hub heard of what was said on it. NULL where it is no deal, or nobody knew.
ALTER TABLE reports ADD COLUMN stage TEXT;

-- When each piece was used last, from an index alone.
CREATE INDEX content_uses_by_content ON content_uses (content, used_at);

-- Deals by when they were closed.
CREATE INDEX records_closed ON records (closed_at) WHERE kind = 'deal' AND outcome IN ('won', 'lost');

-- What open deals are worth.
CREATE INDEX records_at_stake ON records (record, amount_minor, currency)
    WHERE kind = 'deal' AND is_gone = FALSE AND COALESCE(outcome, 'open') = 'open';

-- Digests that are or were sent, by when they were due: claimed, released to be tried again, or ended.
CREATE TABLE digests (
    due_at BIGINT PRIMARY KEY,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    first_claimed_at BIGINT NOT NULL,
    not_before BIGINT NOT NULL
);
