-- Deals to choose from for a review. Each index has all that finding them asks for, also what it is limited to, so that no row is
-- read to be passed over: the deals created last and those closed last, by name, and what was reported on lately.
CREATE INDEX deals_by_creation ON records (created_at DESC, record, title, company, kind, is_gone)
    WHERE kind = 'deal' AND is_gone = FALSE;
CREATE INDEX deals_by_close ON records (closed_at DESC, record, title, company, kind, is_gone)
    WHERE kind = 'deal' AND is_gone = FALSE AND closed_at IS NOT NULL;
CREATE INDEX reports_lately ON reports (heard_at, record) WHERE withdrawn = FALSE;
