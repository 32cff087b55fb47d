-- A CRM's worth of records, made within SQLite: pseudo-random, and the same each time. Expects one row in temp.size:
-- the number of contacts, and the moment at which everything was last read.
--
-- Of 100 contacts 20 are of one company, 20 of four, 30 of fifteen and 30 of none. 30 have a lead or deal. A contact has
-- about 7 touches and a lead about 10, from none to 33. A lead's circle is its company's contacts with their leads, as Odoo's is.

CREATE TEMP TABLE contact AS
    WITH RECURSIVE counted (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM counted WHERE i + 1 < (SELECT contacts FROM size))
    SELECT i,
        'odoo-main/res.partner/' || (i + 1) AS name,
        'odoo-main/crm.lead/' || (i + 1) AS lead,
        i % 10 < 3 AS has_lead,
        i - CASE WHEN i % 100 < 20 THEN i % 100 WHEN i % 100 < 40 THEN i % 5 WHEN i % 100 < 70 THEN i % 2 ELSE 0 END AS head,
        ((i * 2654435761) >> 9) % 1000 AS roll
    FROM counted;

INSERT INTO people (id, name, role, created_at)
    SELECT 'person-' || i, 'Rep ' || i, 'rep', 0 FROM contact WHERE i < 500;

INSERT INTO objections (id, name, stages)
    SELECT 'objection-' || i, 'Objection number ' || i, CASE WHEN i % 3 = 0 THEN '["Proposition"]' ELSE '[]' END
    FROM contact WHERE i < 40;

INSERT INTO content (id, title, kind, url, answers, stages, competitors, verified_on)
    SELECT 'content-' || i, 'What answers objection ' || (i % 40), 'document', 'https://content.example.com/' || i,
        '["objection-' || (i % 40) || '"]', '[]', CASE WHEN i % 5 = 0 THEN '["Acme Suite"]' ELSE '[]' END, '2026-06-01'
    FROM contact WHERE i < 400;

INSERT INTO records (record, crm, kind, title, company, competitors, created_at, circle_read_at, is_gone)
    SELECT name, 'odoo-main', 'contact', 'Contact ' || i, 'Company ' || head, '[]', now - 63072000000, now, FALSE
    FROM contact, size;

INSERT INTO records (record, crm, kind, title, company, stage, outcome, amount_minor, currency, owner_id, owner_name,
        competitors, created_at, became_deal_at, closed_at, events, unanswered_since, waits_since,
        circle_read_at, is_gone)
    SELECT lead, 'odoo-main', CASE WHEN roll % 3 = 0 THEN 'lead' ELSE 'deal' END, 'Deal ' || i, 'Company ' || head,
        'Proposition', CASE WHEN roll < 300 THEN 'won' WHEN roll < 600 THEN 'lost' ELSE 'open' END, 100000 + roll * 997,
        'EUR', 'user-' || (i % 500), 'Rep ' || (i % 500), '["Acme Suite"]', now - 31536000000 + roll * 1000000,
        CASE WHEN roll % 3 = 0 THEN NULL ELSE now - 20000000000 + roll * 1000000 END,
        CASE WHEN roll < 600 THEN now - roll * 1000000 END, json_array(
            json_object('at', strftime('%Y-%m-%dT%H:%M:%SZ', (now - 31536000000 + roll * 30000000) / 1000, 'unixepoch'),
                'kind', json_object('handed_off', json_object('to', NULL)), 'id', lead || '/created'),
            json_object('at', strftime('%Y-%m-%dT%H:%M:%SZ', (now - 31500000000 + roll * 30000000) / 1000, 'unixepoch'),
                'kind', CASE WHEN roll < 950
                    THEN json_object('responded', json_object('by', 'Rep ' || (i % 500), 'response', 'call'))
                    ELSE json_object('reassigned', json_object('to', NULL)) END, 'id', lead || '/next')),
        CASE WHEN roll >= 950 THEN now - 31536000000 + roll * 30000000 END,
        now - 31536000000 + roll * 30000000, now, FALSE
    FROM contact, size WHERE has_lead;

CREATE TEMP TABLE member AS
    SELECT head, i, name, roll, 0 AS more FROM contact
    UNION ALL SELECT head, i, lead, (roll * 7) % 1000, 3 FROM contact WHERE has_lead;
CREATE INDEX temp.member_by_head ON member (head);

INSERT INTO circles (record, member)
    -- A company's circle, and that of each of its leads.
    SELECT asked.name, member.name FROM member AS asked JOIN member ON member.head = asked.head
        WHERE asked.more > 0 OR asked.head = asked.i
    -- A person's.
    UNION ALL SELECT asked.name, member.name FROM contact AS asked JOIN member ON member.head = asked.head
        WHERE asked.head <> asked.i AND member.i = asked.i
    ORDER BY 1, 2;

CREATE TEMP TABLE kth AS
    WITH RECURSIVE counted (k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM counted WHERE k < 32) SELECT k FROM counted;

-- In the order of the records, because the hub writes a record's touches together whenever one of them changes.
INSERT INTO touches (crm, id, record, happened_at, actor, channel, source, medium, campaign, contact, summary)
    SELECT 'odoo-main', printf('mail.message-%d-%08d-%02d', more, i, k), name,
        now - ((i * 7919 + k * 104729 + roll) * 1000003) % 63072000000,
        CASE k % 3 WHEN 0 THEN 'marketing' WHEN 1 THEN 'sales' ELSE 'buyer' END,
        CASE k % 3 WHEN 0 THEN 'paid_search' WHEN 1 THEN 'call' ELSE 'email' END,
        CASE k % 3 WHEN 0 THEN 'Google' END, CASE k % 3 WHEN 0 THEN 'cpc' END, CASE k % 3 WHEN 0 THEN 'Spring ' || (i % 50) END,
        'Contact ' || i, 'What was said or sent, in about as many words as the subject of a mail has'
    FROM member CROSS JOIN size CROSS JOIN kth
    WHERE k < more + CASE WHEN roll < 100 THEN 0 WHEN roll < 400 THEN 3 WHEN roll < 800 THEN 7 WHEN roll < 950 THEN 14 ELSE 30 END;

-- Two years of the field's reports: one for each ten contacts.
INSERT INTO reports (id, revision, reporter, record, objection, heard_at, words, severity, withdrawn, handling, handled_by,
        handled_at, answer_content, answer_seen)
    SELECT printf('00000000-0000-4000-8000-%012d', i), 1, 'person-' || (roll % 500), lead, 'objection-' || (i / 10 % 40),
        now - (i * 104729 % 63072000) * 1000, 'They said it costs more than they expected', 'challenge', FALSE,
        CASE WHEN roll < 300 THEN 'answered' ELSE 'new' END, CASE WHEN roll < 300 THEN 'person-0' END,
        CASE WHEN roll < 300 THEN now END, CASE WHEN roll < 300 THEN 'content-' || (roll % 400) END, roll < 250
    FROM contact, size WHERE i % 10 = 0 ORDER BY 6;
