//! `sla`: with `--jsonl` when something is due and how much business time passed, one question and one answer a line; with
//! `explain` a record's clocks; with `preview` what another agreement would change.

mod explain;
mod preview;
mod question;

use std::io::{self, BufRead, ErrorKind, Write};

use chrono::{SecondsFormat, TimeDelta};
use plumbline_domain::Instant;
use plumbline_domain::sla::calendar::Prepared;
use serde::Serialize;

pub(super) use explain::explain;
pub(super) use preview::preview;
use question::{Asked, CalendarWords, Question};

pub(super) const HELP: &str = r#"Questions, and their answers:
  {"calendar":{"zone":"Europe/Berlin","week":{"mon":["09:00-12:00","13:00-17:30"],"fri":["22:00-06:00"]},
   "holidays":["01-01","2026-03-27","2026-12-24 13:00-24:00"],"extra":["2026-12-19 10:00-14:00"]},
   "start":"2026-03-27T15:45:00Z","target_s":7200}
  {"due_at":"2026-03-28T01:00:00Z"}
  {"calendar":"24x7","from":"2026-03-27T15:45:00Z","to":"2026-03-27T16:45:00Z"}
  {"elapsed_s":3600}

Each question is on one line, and line n of the output answers line n of the input. A line that is no such question, an
empty one too, is answered with {"error":"…"}, and the next ones go on. Between a later and an earlier instant no time
passes; parts of a second are left out of elapsed_s. What is due is searched for over 30 years, and what passed is counted
over at most 100."#;

/// Over more than this, nobody means to count: a century.
const MOST_ELAPSED: TimeDelta = TimeDelta::days(100 * 366);

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Answer {
    Due { due_at: String },
    Elapsed { elapsed_s: i64 },
    Wrong { error: String },
}

/// Answers each line as soon as it is there. A reader that goes away ends it.
pub(super) fn answer_lines(mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let mut answers = Answers::default();
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        let answer = answers.answer(line.trim_ascii_end()).unwrap_or_else(|error| Answer::Wrong { error });
        let mut text = serde_json::to_vec(&answer)?;
        text.push(b'\n');
        match output.write_all(&text).and_then(|()| output.flush()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => return Ok(()),
            written => written?,
        }
        line.clear();
    }
    Ok(())
}

/// Keeps the calendar of the last line: most lines have the same as the one before.
#[derive(Debug, Default)]
struct Answers {
    last: Option<(CalendarWords, Prepared)>,
}

impl Answers {
    fn answer(&mut self, line: &[u8]) -> Result<Answer, String> {
        let Question { calendar, asked } = question::read(line)?;
        let calendar = self.prepared(calendar)?;
        match asked {
            Asked::Due { start, target } => due(calendar, start, target),
            Asked::Elapsed { from, to } => elapsed(calendar, from, to),
        }
    }

    fn prepared(&mut self, words: CalendarWords) -> Result<&mut Prepared, String> {
        let prepared = match self.last.take() {
            Some((last, prepared)) if last == words => prepared,
            _ => Prepared::new(words.calendar()?),
        };
        let (_, prepared) = self.last.insert((words, prepared));
        Ok(prepared)
    }
}

fn due(calendar: &mut Prepared, start: Instant, target: TimeDelta) -> Result<Answer, String> {
    let due = calendar.due(start, target);
    let due = due.ok_or("field target_s: the calendar is not open for that long in the 30 years after start")?;
    Ok(Answer::Due { due_at: due.to_rfc3339_opts(SecondsFormat::AutoSi, true) })
}

fn elapsed(calendar: &mut Prepared, from: Instant, to: Instant) -> Result<Answer, String> {
    if to - from > MOST_ELAPSED {
        return Err("field to: more than 100 years after from".to_owned());
    }
    Ok(Answer::Elapsed { elapsed_s: calendar.elapsed(from, to).num_seconds() })
}
