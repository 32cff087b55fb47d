-- What was told of hand-offs whose clock ran too far: one row for each rule on each hand-off, by which it is told once.
CREATE TABLE escalations (
    record TEXT NOT NULL,
    handed_off_at BIGINT NOT NULL,
    -- As the configuration calls it.
    rule TEXT NOT NULL,
    -- claimed, released, sent, unknown or given_up.
    state TEXT NOT NULL,
    -- How often it was claimed, and when first.
    attempts BIGINT NOT NULL,
    first_claimed_at BIGINT NOT NULL,
    -- When a released one may be claimed again.
    not_before BIGINT NOT NULL,
    PRIMARY KEY (record, handed_off_at, rule)
);

CREATE INDEX escalations_claimed ON escalations (record) WHERE state = 'claimed';
