-- How often each objection was reported lately is asked with every record: counted within an index alone.
CREATE INDEX reports_counted ON reports (objection, heard_at) WHERE withdrawn = FALSE;
