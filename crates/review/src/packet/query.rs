//! Which deals are looked at, as it stands in the address.

use std::fmt;

use plumbline_domain::record::RecordKey;
use plumbline_protocol::packet::MOST_DEALS;

use crate::ui::address::{decoded, encoded};

/// The deals in their order, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// As the address has them; there may be more than a packet takes.
    pub deals: Vec<RecordKey>,
}

impl Query {
    /// Reads what [`fmt::Display`] wrote. What names no record is as if it were not there.
    pub fn parse(text: &str) -> Self {
        let deals = text.split('&').find_map(|pair| pair.strip_prefix("deals=")).unwrap_or_default();
        let keys = deals.split(',').filter_map(|name| decoded(name).parse().ok());
        keys.fold(Self::default(), |query, key| query.with(key))
    }

    /// The same with one more at the end, unless it is there already.
    fn with(mut self, key: RecordKey) -> Self {
        if !self.has(&key) {
            self.deals.push(key);
        }
        self
    }

    /// Whether a deal is chosen.
    pub fn has(&self, key: &RecordKey) -> bool {
        self.deals.contains(key)
    }

    /// Whether no more can be chosen.
    pub const fn is_full(&self) -> bool {
        self.deals.len() >= MOST_DEALS
    }

    /// The same without a deal that is chosen, or with one that is not; `None` where there are enough.
    pub fn toggled(&self, key: &RecordKey) -> Option<Self> {
        match (self.has(key), self.is_full()) {
            (true, _) => Some(self.without(key)),
            (false, false) => Some(self.clone().with(key.clone())),
            (false, true) => None,
        }
    }

    /// The same without a deal.
    pub fn without(&self, key: &RecordKey) -> Self {
        Self { deals: self.deals.iter().filter(|deal| *deal != key).cloned().collect() }
    }

    /// The same with a deal one place further up or down; `None` where it is at that end.
    pub fn moved(&self, key: &RecordKey, by: isize) -> Option<Self> {
        let here = self.deals.iter().position(|deal| deal == key)?;
        let there = here.checked_add_signed(by).filter(|there| *there < self.deals.len())?;
        let mut deals = self.deals.clone();
        deals.swap(here, there);
        Some(Self { deals })
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.deals.is_empty() {
            return Ok(());
        }
        // A key is read more easily with its slashes, which an address may have here.
        let names: Vec<String> = self.deals.iter().map(|key| encoded(&key.to_string()).replace("%2F", "/")).collect();
        write!(f, "deals={}", names.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: u32) -> RecordKey {
        format!("odoo/crm.lead/{id}").parse().unwrap()
    }

    fn query(ids: &[u32]) -> Query {
        Query { deals: ids.iter().map(|id| key(*id)).collect() }
    }

    #[test]
    fn a_query_reads_as_it_is_written() {
        let check = |query: Query, expect: &str| {
            assert_eq!(query.to_string(), expect);
            assert_eq!(Query::parse(expect), query);
        };
        check(query(&[]), "");
        check(query(&[17, 3]), "deals=odoo/crm.lead/17,odoo/crm.lead/3");
        let odd = Query { deals: vec!["odoo/crm.lead/a,b&c".parse().unwrap()] };
        check(odd, "deals=odoo/crm.lead/a%2Cb%26c");
    }

    #[test]
    fn what_names_no_record_is_passed_over_and_each_is_there_once() {
        let check = |text: &str, expect: Query| assert_eq!(Query::parse(text), expect, "{text}");
        check("deals=", query(&[]));
        check("deals=17,odoo/crm.lead/3,,odoo/crm.lead/3", query(&[3]));
        check("x=1&deals=odoo%2Fcrm.lead%2F4", query(&[4]));
    }

    #[test]
    fn deals_are_added_up_to_five_removed_and_moved() {
        assert_eq!(query(&[1]).toggled(&key(2)), Some(query(&[1, 2])));
        assert_eq!(query(&[1, 2]).toggled(&key(1)), Some(query(&[2])));
        let five = query(&[1, 2, 3, 4, 5]);
        assert_eq!(five.toggled(&key(6)), None);
        assert_eq!(five.toggled(&key(3)), Some(query(&[1, 2, 4, 5])));
        assert_eq!(query(&[1, 2, 3]).moved(&key(3), -1), Some(query(&[1, 3, 2])));
        assert_eq!(query(&[1, 2, 3]).moved(&key(1), -1), None);
        assert_eq!(query(&[1, 2, 3]).moved(&key(3), 1), None);
        assert_eq!(query(&[1]).moved(&key(9), 1), None);
    }
}
