//! Deals to choose from, and why they are suggested.

use std::cmp::Reverse;

use plumbline_domain::Instant;
use plumbline_domain::record::{Outcome, Record};
use plumbline_protocol::packet::{DealChoice, MOST_CHOICES, WhySuggested};

use crate::store::SoughtDeal;

/// What happened since is told, and comes first.
pub fn choices(found: Vec<SoughtDeal>, since: Instant, now: Instant) -> Vec<DealChoice> {
    let mut deals: Vec<DealChoice> = found.into_iter().map(|deal| choice(deal, since, now)).collect();
    deals.sort_by_cached_key(|deal| {
        let last = deal.because.iter().map(WhySuggested::at).max();
        (Reverse(last), Reverse(deal.record.created_at), deal.record.key.to_string())
    });
    deals.truncate(MOST_CHOICES);
    deals
}

fn choice(deal: SoughtDeal, since: Instant, now: Instant) -> DealChoice {
    let heard = deal.heard.map(|(reports, last_at)| WhySuggested::Heard { reports, last_at });
    let because = closed(&deal.record, since, now).into_iter().chain(heard).collect();
    DealChoice { record: deal.record, because }
}

fn closed(record: &Record, since: Instant, now: Instant) -> Option<WhySuggested> {
    let at = record.closed_at.filter(|at| *at >= since && *at <= now)?;
    let outcome = record.stage.as_ref().map(|stage| stage.outcome).filter(|outcome| *outcome != Outcome::Open)?;
    Some(WhySuggested::Closed { outcome, at })
}

#[cfg(test)]
mod tests {
    use plumbline_domain::record::{RecordKind, Stage};

    use super::*;
    use crate::records::samples::{at, record};

    fn deal(id: u32, created: i64, closed: Option<(i64, Outcome)>, heard: Option<i64>) -> SoughtDeal {
        let outcome = closed.map_or(Outcome::Open, |(_, outcome)| outcome);
        let record = Record {
            created_at: at(created),
            closed_at: closed.map(|(hour, _)| at(hour)),
            stage: Some(Stage { name: "Any".into(), outcome }),
            ..record(id, RecordKind::Deal)
        };
        SoughtDeal { record, heard: heard.map(|hour| (2, at(hour))) }
    }

    #[test]
    fn what_happened_last_comes_first_then_what_was_created_last() {
        let found = vec![
            deal(1, 5, None, None),
            deal(2, 6, None, None),
            deal(3, 0, Some((70, Outcome::Lost)), None),
            deal(4, 0, None, Some(80)),
            deal(5, 0, Some((60, Outcome::Won)), Some(90)),
            deal(6, 9, Some((49, Outcome::Won)), None),
        ];
        let told = choices(found, at(50), at(100));
        let ids: Vec<&str> = told.iter().map(|deal| deal.record.key.id.as_str()).collect();
        assert_eq!(ids, ["5", "4", "3", "6", "2", "1"]);
        let won = WhySuggested::Closed { outcome: Outcome::Won, at: at(60) };
        assert_eq!(told[0].because, [won, WhySuggested::Heard { reports: 2, last_at: at(90) }]);
        assert_eq!(told[3].because, [], "closed too long ago");
    }

    #[test]
    fn no_more_are_offered_than_one_can_look_over() {
        let found = (0..120).map(|id| deal(id, id.into(), None, None)).collect();
        assert_eq!(choices(found, at(0), at(200)).len(), MOST_CHOICES);
    }
}
