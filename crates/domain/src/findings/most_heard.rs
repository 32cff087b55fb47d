use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Heard;
use crate::ids::ObjectionId;
use crate::record::RecordKey;

/// So many objections are told of.
pub const MOST_HEARD: usize = 4;

/// Stages by their names in the CRM, without regard to case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StageNames(BTreeSet<String>);

impl StageNames {
    /// Whether a stage is one of them.
    pub fn has(&self, stage: &str) -> bool {
        self.0.contains(&stage.trim().to_lowercase())
    }
}

impl<'a> FromIterator<&'a str> for StageNames {
    fn from_iter<T: IntoIterator<Item = &'a str>>(names: T) -> Self {
        Self(names.into_iter().map(|name| name.trim().to_lowercase()).collect())
    }
}

/// How often an objection was heard at some stages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MostHeard {
    /// Which.
    pub objection: ObjectionId,
    /// On how many deals.
    pub deals: usize,
    /// How many reports there are.
    pub reports: usize,
}

/// The [`MOST_HEARD`] objections that were reported on most deals at these stages: each deal once, so that one that is much talked of
/// does not count more. Those with as many deals go by their reports, then by id.
pub fn most_heard<'a>(heard: impl IntoIterator<Item = &'a Heard>, at: &StageNames) -> Vec<MostHeard> {
    let mut found: BTreeMap<&ObjectionId, (BTreeSet<&RecordKey>, usize)> = BTreeMap::new();
    for heard in heard {
        let is_there = heard.stage.as_deref().is_some_and(|stage| at.has(stage));
        if let Some(objection) = heard.objection.as_ref().filter(|_| is_there) {
            let (deals, reports) = found.entry(objection).or_default();
            deals.insert(&heard.record);
            *reports += 1;
        }
    }
    let counted = |(objection, (deals, reports)): (&ObjectionId, (BTreeSet<&RecordKey>, usize))| MostHeard {
        objection: objection.clone(),
        deals: deals.len(),
        reports,
    };
    let mut all: Vec<MostHeard> = found.into_iter().map(counted).collect();
    all.sort_by_key(|heard| (Reverse(heard.deals), Reverse(heard.reports)));
    all.truncate(MOST_HEARD);
    all
}

#[cfg(test)]
mod tests {
    use super::super::samples::heard;
    use super::*;

    #[test]
    fn each_deal_counts_once_and_only_at_these_stages() {
        let at = |record, objection, stage| heard(0, record, objection, Some(stage));
        let told = [
            at(1, "price", "Proposition"),
            at(1, "price", "Proposition"),
            at(1, "price", "Proposition"),
            at(2, "legal", " proposition "),
            at(3, "legal", "Negotiation"),
            at(4, "legal", "New"),
            at(5, "-", "Negotiation"),
            at(6, "time", "Negotiation"),
            at(7, "trust", "Negotiation"),
            at(8, "use", "Negotiation"),
            heard(0, 9, "time", None),
        ];
        let stages = ["Proposition", "NEGOTIATION"].into_iter().collect();
        let found = most_heard(&told, &stages);
        let found: Vec<_> = found.iter().map(|heard| (heard.objection.as_str(), heard.deals, heard.reports)).collect();
        assert_eq!(found, [("legal", 2, 2), ("price", 1, 3), ("time", 1, 1), ("trust", 1, 1)]);
        assert_eq!(most_heard(&told, &StageNames::default()), []);
    }
}
