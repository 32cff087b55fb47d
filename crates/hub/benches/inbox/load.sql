-- What the field reports in some years, made within SQLite: pseudo-random, and the same each time. Expects one row in temp.size: the
-- number of reports, objections, pieces of content and deals, and what the hub's clock says.
--
-- Few objections are reported often and many seldom; half of the deals are open; content was used on every other one; a fifth of the reports say it in words.

CREATE TEMP TABLE counted AS
    WITH RECURSIVE counted (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM counted WHERE i + 1 < (SELECT reports FROM size))
    SELECT i, ((i * 2654435761) >> 9) % 1000003 AS roll FROM counted;

INSERT INTO people (id, name, role, created_at)
    SELECT 'person-' || i, 'Rep ' || i, 'rep', 0 FROM counted WHERE i < 500;

INSERT INTO objections (id, name, phrases, stages, competitors, owner, counts_as, handling)
    SELECT 'objection-' || i, 'Objection number ' || i, '["costs too much","is ' || i || ' too many"]',
        CASE WHEN i % 3 = 0 THEN '["Proposition"]' ELSE '[]' END, CASE WHEN i % 5 = 0 THEN '["Acme Suite"]' ELSE '[]' END,
        CASE WHEN i % 2 = 0 THEN 'Mo' END, 'objection-' || i,
        CASE i % 8 WHEN 0 THEN 'acknowledged' WHEN 1 THEN 'in_progress' WHEN 2 THEN 'answered' ELSE 'new' END
    FROM counted WHERE i < (SELECT objections FROM size);

INSERT INTO content (id, title, kind, url, answers, stages, competitors, verified_on, verify_by)
    SELECT 'content-' || i, 'What answers objection ' || (i % (SELECT objections FROM size)), 'document',
        'https://content.example.com/' || i, '["objection-' || (i % (SELECT objections FROM size)) || '"]', '[]',
        CASE WHEN i % 5 = 0 THEN '["Acme Suite"]' ELSE '[]' END, '2026-06-01', '2027-06-01'
    FROM counted WHERE i < (SELECT content FROM size);

INSERT INTO records (record, crm, kind, title, company, stage, outcome, amount_minor, currency, competitors, created_at,
        became_deal_at, closed_at, circle_read_at, is_gone)
    SELECT 'odoo-main/crm.lead/' || (i + 1), 'odoo-main', 'deal', 'Deal ' || i, 'Company ' || (i / 3), 'Proposition',
        CASE i % 4 WHEN 0 THEN 'won' WHEN 1 THEN 'lost' ELSE 'open' END, 100000 + roll * 7, CASE WHEN i % 9 = 0 THEN 'USD' ELSE 'EUR' END,
        '["Acme Suite"]', 0, 0, CASE WHEN i % 4 < 2 THEN (SELECT now FROM size) - (i % 700) * 86400000 END, (SELECT now FROM size), FALSE
    FROM counted WHERE i < (SELECT deals FROM size);

-- On every other deal something was used.
INSERT INTO content_uses (id, content, person, record, action, used_at)
    SELECT 'use-' || i, 'content-' || ((roll * 7 + i) % (SELECT content FROM size)), 'person-' || (i % 500),
        'odoo-main/crm.lead/' || (1 + i * 2 % (SELECT deals FROM size)), 'opened', (SELECT now FROM size) - (i % 800) * 86400000
    FROM counted WHERE i < (SELECT deals FROM size);

-- The square makes low numbers frequent.
INSERT INTO reports (id, revision, reporter, record, objection, counts_as, heard_at, words, severity, competitor, segment, withdrawn,
        handling, handled_by, handled_at, answer_words, answer_seen, stage)
    SELECT printf('%08x-0000-4000-8000-%012x', roll, i), 1, 'person-' || (roll % 500),
        'odoo-main/crm.lead/' || (1 + (roll * 31 + i) % (SELECT deals FROM size)), 'objection-' || which, 'objection-' || which,
        (SELECT now FROM size) - i * 600000,
        CASE WHEN i % 5 = 0 THEN 'They say that it costs ' || roll || ' more than what they have, and nobody has time for it' END,
        CASE i % 4 WHEN 0 THEN 'challenge' WHEN 1 THEN 'deal_breaker' END, CASE WHEN i % 3 = 0 THEN 'Acme Suite' END,
        CASE WHEN i % 7 = 0 THEN 'Enterprise' END, i % 50 = 0,
        CASE WHEN roll % 10 < 3 THEN 'new' WHEN roll % 10 < 5 THEN 'acknowledged' ELSE 'answered' END, 'person-0',
        (SELECT now FROM size) - i * 500000, CASE WHEN roll % 10 >= 5 THEN 'Here is how' END, TRUE,
        CASE WHEN i % 2 = 0 THEN 'Proposition' ELSE 'New' END
    FROM (SELECT i, roll, (roll % 1000) * ((roll / 1000) % 1000) % (SELECT objections FROM size) AS which FROM counted);
