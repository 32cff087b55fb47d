-- The shared numbers. What each lead and deal adds to them is kept, with the sums, and made anew when its facts change. When
-- what both teams agreed changes, all of it is made anew as another generation; the one before is shown until that is whole.
CREATE TABLE number_generations (
    generation BIGINT PRIMARY KEY,
    -- What was agreed, as JSON.
    terms TEXT NOT NULL,
    -- building, shown or dropped.
    state TEXT NOT NULL,
    -- The last record that was looked at while building, and how many were, of how many.
    position TEXT NOT NULL,
    done BIGINT NOT NULL,
    total BIGINT NOT NULL,
    -- When it was last brought up to date.
    computed_at BIGINT NOT NULL
);

-- What a record adds, as JSON.
CREATE TABLE number_contributions (
    generation BIGINT NOT NULL,
    record TEXT NOT NULL,
    contribution TEXT NOT NULL,
    PRIMARY KEY (generation, record)
);

-- Numbers for rows and records: there are some ten entries of each record, and names would take most of their room. A row's name
-- is its dimension and value.
CREATE TABLE number_names (
    name TEXT PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE
);

-- The records behind each row, by what is dated (0 the lead, 1 the deal, 2 the close) and when. They follow from the contributions.
-- A month is counted from the year 0.
CREATE TABLE number_entries (
    generation BIGINT NOT NULL,
    place BIGINT NOT NULL,
    dated BIGINT NOT NULL,
    month BIGINT NOT NULL,
    happened_at BIGINT NOT NULL,
    record BIGINT NOT NULL,
    PRIMARY KEY (generation, place, dated, month, happened_at, record)
);

-- What contributions add up to. The currency is empty for records without an amount.
CREATE TABLE number_cells (
    generation BIGINT NOT NULL,
    dimension TEXT NOT NULL,
    month BIGINT NOT NULL,
    value TEXT NOT NULL,
    currency TEXT NOT NULL,
    leads BIGINT NOT NULL,
    converted_leads BIGINT NOT NULL,
    deals BIGINT NOT NULL,
    deals_minor BIGINT NOT NULL,
    pipeline BIGINT NOT NULL,
    pipeline_minor BIGINT NOT NULL,
    pipeline_won BIGINT NOT NULL,
    pipeline_won_minor BIGINT NOT NULL,
    won BIGINT NOT NULL,
    won_minor BIGINT NOT NULL,
    lost BIGINT NOT NULL,
    lost_minor BIGINT NOT NULL,
    alone BIGINT NOT NULL,
    -- How many deals took how many days to be won, as 12:3,40:1.
    cycles TEXT NOT NULL,
    PRIMARY KEY (generation, dimension, month, value, currency)
);

-- Records whose contribution is to be made anew, from when on. The change tells whether another one came while that was done.
CREATE TABLE number_changes (
    record TEXT PRIMARY KEY,
    change TEXT NOT NULL,
    due_at BIGINT NOT NULL
);

CREATE INDEX number_changes_by_time ON number_changes (due_at);

-- Leads and deals whose circle was never read, which the hub reads one by one: a figure does not depend on who opened what.
CREATE INDEX records_without_circle ON records (crm, record) WHERE circle_read_at IS NULL;
