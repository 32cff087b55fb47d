//! What is looked at on the page of the figures, as it stands in the address.

use std::fmt;

use super::list::List;
use crate::ui::address::{decoded, encoded};

/// The periods that are offered, in days.
pub const PERIODS: [u16; 3] = [7, 30, 90];

/// A period, and which hand-offs of it are listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// One of [`PERIODS`].
    pub days: u16,
    /// Which hand-offs.
    pub list: List,
}

impl Default for Query {
    fn default() -> Self {
        Self { days: 30, list: List::All }
    }
}

impl Query {
    /// Reads what [`fmt::Display`] wrote. What it does not know is as if it were not there.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for (name, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
            match name {
                "days" => query.days = known_period(value).unwrap_or(query.days),
                "list" => query.list = List::parse(&decoded(value)).unwrap_or_default(),
                _ => {}
            }
        }
        query
    }

    /// The same period with another list.
    pub fn listing(&self, list: List) -> Self {
        Self { days: self.days, list }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "days={}", self.days)?;
        if self.list == List::All { Ok(()) } else { write!(f, "&list={}", encoded(&self.list.name())) }
    }
}

fn known_period(text: &str) -> Option<u16> {
    text.parse().ok().filter(|days| PERIODS.contains(days))
}

#[cfg(test)]
mod tests {
    use plumbline_domain::ids::ReasonCode;

    use super::*;

    #[test]
    fn a_query_reads_as_it_is_written() {
        let check = |list: List, expect: &str| {
            let query = Query { days: 90, list };
            assert_eq!(query.to_string(), expect);
            assert_eq!(Query::parse(expect), query);
        };
        check(List::All, "days=90");
        check(List::Overdue, "days=90&list=overdue");
        check(List::Rejected(ReasonCode::new("zu früh & 100%")), "days=90&list=rejected.zu%20fr%C3%BCh%20%26%20100%25");
    }

    #[test]
    fn what_is_not_known_is_passed_over() {
        let check = |text: &str| assert_eq!(Query::parse(text), Query::default(), "{text}");
        check("");
        check("days=31&list=nonsense&more=1");
        check("days=&list=%");
        check("list=%F%&days=-7");
    }
}
