//! What another agreement would change for the clocks that wait. Pure.

use std::cmp::Reverse;

use plumbline_crm::reading::RecordFacts;
use plumbline_domain::Instant;
use plumbline_domain::sla::{Clock, ClockState};
use plumbline_protocol::agreement::{
    AgreedCriteriaView, AgreedPolicyView, AgreementPreview, AgreementView, ClockChangeView,
};
use plumbline_protocol::record_view::HandOffView;

use super::view::hand_off_view;
use crate::config::Sla;

/// More than anybody reads before deciding.
const MOST_CHANGES: usize = 100;

/// The agreement, as it is shown.
pub fn agreement_view(sla: &Sla, trouble: Option<String>) -> AgreementView {
    let policies = sla.policies().map(|policy| AgreedPolicyView {
        name: policy.name.clone(),
        applies_when: policy.when.as_ref().map(ToString::to_string),
        response: policy.response.promise.clone(),
        update: policy.update.as_ref().map(|update| update.promise.clone()),
    });
    let criteria = sla.criteria.as_ref().map(|criteria| AgreedCriteriaView {
        name: criteria.name.clone(),
        asks_for: criteria.rule.to_string(),
        hands_off: criteria.hands_off,
    });
    AgreementView { policies: policies.collect(), criteria, reasons: sla.reasons.clone(), trouble }
}

/// What would change for the `waiting` records if `after` were in force at `now` instead of `before`. Where these stand in a
/// CRM is left to whoever knows the CRMs' addresses.
pub fn preview(waiting: &[RecordFacts], before: &Sla, after: &Sla, now: Instant) -> AgreementPreview {
    let mut preview = AgreementPreview {
        agreement: agreement_view(after, None),
        open_clocks: 0,
        moved: 0,
        become_overdue: 0,
        no_longer_overdue: 0,
        added: 0,
        removed: 0,
        changes: Vec::new(),
    };
    for facts in waiting {
        let views = (hand_off_view(facts, before, now), hand_off_view(facts, after, now));
        if let (Some(before), Some(after)) = views {
            count(&mut preview, &before, (Some(&before.response), Some(&after.response)), now);
            count(&mut preview, &before, (before.update.as_ref(), after.update.as_ref()), now);
        }
    }
    preview.changes.sort_by_key(|change| (Reverse(change.becomes_overdue), change.would_be_due_at, change.due_at));
    preview.changes.truncate(MOST_CHANGES);
    preview
}

fn count(preview: &mut AgreementPreview, of: &HandOffView, clocks: (Option<&Clock>, Option<&Clock>), now: Instant) {
    let waits = |clock: Option<&Clock>| clock.filter(|clock| clock.stop.is_none()).cloned();
    let (before, after) = (waits(clocks.0), waits(clocks.1));
    preview.open_clocks += usize::from(before.is_some());
    let (due_at, would_be_due_at) =
        (before.as_ref().map(|clock| clock.due_at), after.as_ref().map(|clock| clock.due_at));
    if due_at == would_be_due_at {
        return;
    }
    let is_late =
        |clock: Option<&Clock>| clock.is_some_and(|clock| matches!(clock.state(now), ClockState::Overdue { .. }));
    let (was_late, would_be_late) = (is_late(before.as_ref()), is_late(after.as_ref()));
    preview.moved += usize::from(before.is_some() && after.is_some());
    preview.added += usize::from(before.is_none());
    preview.removed += usize::from(after.is_none());
    preview.become_overdue += usize::from(!was_late && would_be_late);
    preview.no_longer_overdue += usize::from(was_late && !would_be_late);
    preview.changes.extend(after.or(before).map(|clock| ClockChangeView {
        record: of.record.clone(),
        title: of.title.clone(),
        record_url: None,
        promise: clock.promise.name,
        due_at,
        would_be_due_at,
        becomes_overdue: !was_late && would_be_late,
    }));
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::config::parse_agreement;
    use crate::records::samples::{at, handed_off};

    /// Around the clock, with this much promised.
    fn agreed(response: &str, update: Option<&str>) -> Sla {
        let promise =
            |kind: &str, within: &str| format!("[promise.{kind}]\nwithin = \"{within}\"\ncalendar = \"Always\"\n");
        let calendar = "[[calendar]]\nname = \"Always\"\nzone = \"UTC\"\nalways = true\n";
        let update = update.map(|within| promise("update", within)).unwrap_or_default();
        parse_agreement(&format!("{calendar}{}{update}", promise("response", response))).unwrap()
    }

    #[test]
    fn it_says_how_many_clocks_would_move_and_how_many_become_overdue() {
        let waiting = [handed_off(1, 0, None), handed_off(2, 1, None), handed_off(3, 4, None)];
        let check = |before: (&str, Option<&str>), after: (&str, Option<&str>), expect: [usize; 6]| {
            let preview = preview(&waiting, &agreed(before.0, before.1), &agreed(after.0, after.1), at(5));
            let found = [
                preview.open_clocks,
                preview.moved,
                preview.become_overdue,
                preview.no_longer_overdue,
                preview.added,
                preview.removed,
            ];
            assert_eq!(found, expect, "{before:?} to {after:?}");
            assert_eq!(preview.changes.len(), preview.moved + preview.added + preview.removed);
        };
        check(("6h", None), ("6h", None), [3, 0, 0, 0, 0, 0]);
        check(("6h", None), ("3h", None), [3, 3, 2, 0, 0, 0]);
        check(("30m", None), ("6h", None), [3, 3, 0, 3, 0, 0]);
        check(("6h", None), ("6h", Some("2h")), [3, 0, 2, 0, 3, 0]);
        check(("6h", Some("8h")), ("6h", None), [6, 0, 0, 0, 0, 3]);
    }

    #[test]
    fn what_becomes_overdue_comes_first() {
        let waiting = [handed_off(1, 4, None), handed_off(2, 0, None)];
        let preview = preview(&waiting, &agreed("6h", None), &agreed("3h", None), at(5));
        let first = preview.changes.first().unwrap();
        assert!(first.becomes_overdue && first.record.id.as_str() == "2");
        assert_eq!(first.would_be_due_at.zip(first.due_at).map(|(would, is)| is - would), Some(TimeDelta::hours(3)));
    }
}
