//! How much revenue hangs on objections.
//!
//! A deal on which several objections were reported is shared among them in equal parts, so that each deal counts once in all.
//! Units that are left over go to those that come first by id.

use std::collections::{BTreeMap, BTreeSet};

use crate::ids::ObjectionId;
use crate::money::Money;
use crate::record::RecordKey;

/// An open deal that objections were reported on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeardOn {
    /// Which deal.
    pub deal: RecordKey,
    /// What it is worth.
    pub amount: Option<Money>,
    /// What was reported on it, at least one.
    pub objections: BTreeSet<ObjectionId>,
}

/// Deals and their revenue.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stake {
    /// How many deals.
    pub deals: u64,
    /// Their revenue, one amount a currency, the largest first.
    pub revenue: Vec<Money>,
}

/// What each objection has at stake, and all together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stakes {
    /// By objection.
    pub by_objection: BTreeMap<ObjectionId, Stake>,
    /// Each deal once. Its revenue is the sum of all objections'.
    pub total: Stake,
}

/// Shares deals out, each of which comes once.
pub fn stakes(deals: impl IntoIterator<Item = HeardOn>) -> Stakes {
    let mut stakes = Stakes::default();
    for HeardOn { amount, objections, .. } in deals {
        let shares = shares(amount, objections.len());
        stakes.total.add(amount);
        for (place, objection) in objections.into_iter().enumerate() {
            stakes.by_objection.entry(objection).or_default().add(shares.get(place).copied());
        }
    }
    stakes.total.sort();
    stakes.by_objection.values_mut().for_each(Stake::sort);
    stakes
}

/// The parts of a deal's amount, as many as there are objections on it; none where it has no amount.
pub fn shares(amount: Option<Money>, objections: usize) -> Vec<Money> {
    amount.map(|amount| amount.split(&vec![1; objections])).unwrap_or_default()
}

impl Stake {
    fn add(&mut self, amount: Option<Money>) {
        self.deals += 1;
        let Some(amount) = amount else { return };
        match self.revenue.iter_mut().find(|sum| sum.currency == amount.currency) {
            Some(sum) => sum.minor = sum.minor.saturating_add(amount.minor),
            None => self.revenue.push(amount),
        }
    }

    fn sort(&mut self) {
        self.revenue.sort_by_key(|sum| (std::cmp::Reverse(sum.minor), sum.currency.code()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(objections: &[&str], deal: u32, minor: Option<i64>) -> HeardOn {
        let currency = "EUR".parse().unwrap();
        HeardOn {
            deal: format!("odoo/crm.lead/{deal}").parse().unwrap(),
            amount: minor.map(|minor| Money { minor, currency }),
            objections: objections.iter().copied().map(ObjectionId::new).collect(),
        }
    }

    #[track_caller]
    fn check(all: &[HeardOn], expect: &[(&str, u64, i64)], total: (u64, i64)) {
        let found = stakes(all.iter().cloned());
        let minor = |stake: &Stake| stake.revenue.first().map_or(0, |sum| sum.minor);
        let by: Vec<_> =
            found.by_objection.iter().map(|(id, stake)| (id.as_str(), stake.deals, minor(stake))).collect();
        assert_eq!(by, expect);
        assert_eq!((found.total.deals, minor(&found.total)), total);
        assert_eq!(by.iter().map(|(_, _, minor)| minor).sum::<i64>(), total.1);
    }

    #[test]
    fn a_deal_is_shared_among_its_objections_and_counts_once_in_all() {
        check(&[], &[], (0, 0));
        check(&[heard(&["price", "price"], 1, Some(100))], &[("price", 1, 100)], (1, 100));
        let three = [heard(&["c", "a", "b"], 1, Some(100))];
        check(&three, &[("a", 1, 34), ("b", 1, 33), ("c", 1, 33)], (1, 100));
        let two = [heard(&["a", "b"], 1, Some(-1)), heard(&["a"], 2, None), heard(&["b"], 3, Some(7))];
        check(&two, &[("a", 2, -1), ("b", 2, 7)], (3, 6));
    }
}
