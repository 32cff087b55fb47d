-- How a report or an objection stood before it was handled last, so that taking that back brings it back as it was.
ALTER TABLE reports ADD COLUMN was_handling TEXT;
ALTER TABLE reports ADD COLUMN was_handled_by TEXT;
ALTER TABLE reports ADD COLUMN was_handled_at BIGINT;
ALTER TABLE reports ADD COLUMN was_answer_content TEXT;
ALTER TABLE reports ADD COLUMN was_answer_words TEXT;
ALTER TABLE objections ADD COLUMN was_handling TEXT;
ALTER TABLE objections ADD COLUMN was_handled_by TEXT;
ALTER TABLE objections ADD COLUMN was_handled_at BIGINT;
ALTER TABLE objections ADD COLUMN was_answer_content TEXT;
ALTER TABLE objections ADD COLUMN was_answer_words TEXT;
