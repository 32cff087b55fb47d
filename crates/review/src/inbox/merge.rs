//! Taking in the hub's newest word without moving what is being read.

use plumbline_domain::ids::ReportId;
use plumbline_protocol::review::InboxResponse;

use super::state::Group;

/// The groups of `response`: those that are on the page keep their order, those that are new come first. The report that
/// is being answered stays even if the hub no longer has it; the second part says so.
pub fn merge(old: &[Group], response: InboxResponse, answering: Option<ReportId>) -> (Vec<Group>, bool) {
    let mut groups: Vec<Group> = response.groups.into_iter().map(Group::from).collect();
    let place = |group: &Group| old.iter().position(|shown| shown.objection.id == group.objection.id);
    groups.sort_by_key(|group| place(group).map_or(0, |place| place + 1));
    let is_gone =
        answering.is_some_and(|id| !groups.iter().any(|group| holds(group, id)) && keep(old, &mut groups, id));
    (groups, is_gone)
}

fn holds(group: &Group, id: ReportId) -> bool {
    group.reports.iter().any(|view| view.report.report.id == id)
}

/// Brings a report over from the old groups to where it stood, as nearly as that place still exists.
fn keep(old: &[Group], groups: &mut Vec<Group>, id: ReportId) -> bool {
    let Some((place, from)) = old.iter().enumerate().find(|(_, group)| holds(group, id)) else {
        return false;
    };
    let Some((row, view)) = from.reports.iter().enumerate().find(|(_, view)| view.report.report.id == id) else {
        return false;
    };
    match groups.iter_mut().find(|group| group.objection.id == from.objection.id) {
        Some(group) => group.reports.insert(row.min(group.reports.len()), view.clone()),
        None => {
            let group =
                Group { open_deals: 0, revenue_at_stake: Vec::new(), reports: vec![view.clone()], ..from.clone() };
            groups.insert(place.min(groups.len()), group);
        }
    }
    true
}
