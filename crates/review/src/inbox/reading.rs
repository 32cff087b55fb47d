//! What the hub was asked and said, and what it is to be asked next. One question at a time; an answer to what is no longer
//! looked at counts for nothing.

use std::ops::Range;

use plumbline_domain::Instant;
use plumbline_domain::ids::ReportId;
use plumbline_protocol::review::InboxResponse;

use super::list::{List, Took, Wanted};
use super::query::Query;
use crate::api::{Error, Remedy};
use crate::live::Stale;

/// A question to the hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// What is looked at.
    pub query: Query,
    /// Which page of it.
    pub page: Wanted,
    /// How often something had become stale by then.
    stale: u32,
    /// How many changes the hub had confirmed by then.
    confirmed: u32,
}

/// What is known, and what is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// What is looked at.
    pub query: Query,
    /// What is known: of what is looked at, or, until the hub says more, of what was looked at before.
    pub list: List,
    /// When the hub said it last.
    pub as_of: Option<Instant>,
    /// Why there is nothing newer.
    pub trouble: Option<Error>,
    /// The rows in and around what is in sight.
    pub window: Range<usize>,
    asking: Option<Ask>,
    /// The hub is left alone for a while.
    is_resting: bool,
    stale: u32,
    confirmed: u32,
}

impl Reading {
    /// Nothing is known yet.
    pub fn new(query: Query) -> Self {
        Self {
            list: List::new(query.clone()),
            query,
            as_of: None,
            trouble: None,
            window: 0..0,
            asking: None,
            is_resting: false,
            stale: 0,
            confirmed: 0,
        }
    }

    /// Something else is looked at.
    pub fn look(&mut self, query: Query) {
        if self.query != query {
            self.query = query;
            self.asking = None;
            self.is_resting = false;
        }
    }

    /// Whether what is known is of what was looked at before.
    pub fn is_outdated(&self) -> bool {
        self.list.of != self.query
    }

    /// What the hub is to be asked now.
    pub fn wanted(&self) -> Option<Ask> {
        if self.asking.is_some() || self.is_resting {
            return None;
        }
        let page = match self.is_outdated() {
            true => List::new(self.query.clone()).wanted(&(0..0)),
            false => self.list.wanted(&self.window),
        };
        Some(Ask { query: self.query.clone(), page: page?, stale: self.stale, confirmed: self.confirmed })
    }

    /// It is being asked.
    pub fn ask(&mut self, ask: Ask) {
        self.asking = Some(ask);
    }

    /// Something changed.
    pub fn invalidate(&mut self, stale: &Stale) {
        self.stale += 1;
        match stale {
            Stale::Record(record) => self.list.stale_record(record),
            Stale::Report | Stale::Everything => {
                self.list.stale();
                self.is_resting = false;
            }
        }
    }

    /// The hub confirmed a change, so what it was asked before is answered with what was.
    pub fn confirm(&mut self) {
        self.confirmed += 1;
    }

    /// Takes in the hub's answer; nothing comes of one that is not waited for or that is older than a change. The second part
    /// says that other reports are looked at since.
    pub fn take(
        &mut self,
        ask: &Ask,
        answer: InboxResponse,
        at: Instant,
        is_held: impl Fn(ReportId) -> bool,
    ) -> Option<(Took, bool)> {
        if self.asking.as_ref() != Some(ask) {
            return None;
        }
        self.asking = None;
        if ask.confirmed != self.confirmed {
            return None;
        }
        (self.as_of, self.trouble) = (Some(at), None);
        let is_other = self.is_outdated();
        if is_other {
            self.list = List::new(self.query.clone());
            self.window = 0..0;
        }
        let took = self.list.take(ask.page.after.as_deref(), answer, |id| !is_other && is_held(id));
        if ask.stale != self.stale {
            self.list.stale();
        }
        took.map(|took| (took, is_other))
    }

    /// The hub did not answer.
    pub fn fail(&mut self, ask: &Ask, error: Error) {
        if self.asking.as_ref() == Some(ask) {
            self.asking = None;
            self.is_resting = true;
            self.trouble = Some(error);
        }
    }

    /// Whether the hub is to be asked again after a while, though nobody says so.
    pub fn is_to_wake(&self) -> bool {
        self.is_resting && self.trouble.as_ref().is_some_and(|error| error.remedy() == Remedy::Retry)
    }

    /// The hub may be asked again.
    pub fn wake(&mut self) {
        self.is_resting = false;
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::inbox::sample::page;

    const AT: Instant = DateTime::UNIX_EPOCH;

    fn asked(reading: &mut Reading) -> Ask {
        let ask = reading.wanted().unwrap();
        reading.ask(ask.clone());
        assert_eq!(reading.wanted(), None, "one question at a time");
        ask
    }

    fn read(numbers: &[u128]) -> Reading {
        let mut reading = Reading::new(Query::default());
        let ask = asked(&mut reading);
        reading.take(&ask, page(numbers, None, 0), AT, |_| false);
        reading
    }

    #[test]
    fn an_answer_to_what_is_no_longer_looked_at_counts_for_nothing() {
        let mut reading = read(&[1, 2]);
        assert_eq!(reading.wanted(), None);
        reading.look(Query::at(None));
        let first = asked(&mut reading);
        reading.look(Query::default().with_text("budget"));
        let second = asked(&mut reading);
        assert_eq!(reading.take(&first, page(&[7], None, 0), AT, |_| false), None);
        assert_eq!(reading.list.rows.len(), 2, "what was looked at stays until there is more");
        let (_, is_other) = reading.take(&second, page(&[8], None, 0), AT, |_| true).unwrap();
        assert!(is_other && reading.list.rows.len() == 1);
    }

    #[test]
    fn what_changes_while_the_hub_is_asked_is_asked_again() {
        let mut reading = read(&[1]);
        reading.invalidate(&Stale::Everything);
        let ask = asked(&mut reading);
        reading.invalidate(&Stale::Everything);
        assert!(reading.take(&ask, page(&[2], None, 0), AT, |_| false).is_some());
        let ask = asked(&mut reading);
        reading.confirm();
        assert_eq!(reading.take(&ask, page(&[3], None, 0), AT, |_| false), None, "it is older than the change");
        asked(&mut reading);
    }

    #[test]
    fn after_a_failure_the_hub_rests_until_something_happens() {
        let failed = || {
            let mut reading = read(&[1]);
            reading.invalidate(&Stale::Everything);
            let ask = asked(&mut reading);
            reading.fail(&ask, Error::Unreachable);
            assert!(reading.wanted().is_none() && reading.is_to_wake());
            reading
        };
        let mut woken = failed();
        woken.wake();
        let ask = asked(&mut woken);
        woken.take(&ask, page(&[1], None, 0), AT, |_| false);
        assert_eq!(woken.trouble, None);
        let mut told = failed();
        told.invalidate(&Stale::Everything);
        assert!(told.wanted().is_some());
        let mut elsewhere = failed();
        elsewhere.look(Query::at(None));
        assert!(elsewhere.wanted().is_some());
    }
}
