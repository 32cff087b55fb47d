//! What waits for one person.

use plumbline_crm::reading::RecordFacts;
use plumbline_domain::Instant;
use plumbline_domain::ids::CrmId;
use plumbline_domain::record::Person;
use plumbline_domain::sla::ClockState;
use plumbline_protocol::record_view::HandOffView;

use super::view::hand_off_view;
use crate::config::Sla;

/// More than anybody works off at once.
const MOST: usize = 100;

/// Of the `waiting` records those that are the person's and due soon or overdue, the most urgent first. A person is the
/// CRM user that the invitation named, else the one of the same name.
pub fn unanswered(
    waiting: &[RecordFacts],
    person: &Person,
    crm_users: &[(CrmId, String)],
    sla: &Sla,
    now: Instant,
) -> Vec<HandOffView> {
    let is_theirs = |facts: &&RecordFacts| {
        let Some(owner) = &facts.record.owner else { return false };
        match crm_users.iter().find(|(crm, _)| *crm == facts.record.key.crm) {
            Some((_, user)) => owner.id == *user,
            None => owner.name.eq_ignore_ascii_case(&person.name),
        }
    };
    let is_urgent = |view: &HandOffView| view.clocks().any(|clock| is_urgent(clock.state(now)));
    let views = waiting.iter().filter(is_theirs).filter_map(|facts| hand_off_view(facts, sla, now));
    let mut urgent: Vec<HandOffView> = views.filter(is_urgent).collect();
    urgent.sort_by_key(HandOffView::next_due);
    urgent.truncate(MOST);
    urgent
}

fn is_urgent(state: ClockState) -> bool {
    matches!(state, ClockState::DueSoon { .. } | ClockState::Overdue { .. })
}
