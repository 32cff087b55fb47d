//! Which reports are chosen, to do something with all of them.

use std::collections::HashSet;
use std::rc::Rc;

use plumbline_domain::ids::ReportId;
use plumbline_protocol::review::InboxReportView;

/// The chosen reports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    ids: HashSet<ReportId>,
    /// Where a range begins.
    anchor: Option<ReportId>,
}

impl Selection {
    /// Whether a report is chosen.
    pub fn has(&self, id: ReportId) -> bool {
        self.ids.contains(&id)
    }

    /// How many are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Chooses one, or lets it go.
    pub fn toggle(&mut self, id: ReportId) {
        if !self.ids.remove(&id) {
            self.ids.insert(id);
        }
        self.anchor = Some(id);
    }

    /// Chooses all from the one that was chosen last to `id`, as they stand in the list.
    pub fn extend(&mut self, rows: &[Rc<InboxReportView>], id: ReportId) {
        let place = |id: ReportId| rows.iter().position(|view| view.report.report.id == id);
        match (self.anchor.and_then(place), place(id)) {
            (Some(from), Some(to)) => {
                let range = rows.iter().take(from.max(to) + 1).skip(from.min(to));
                self.ids.extend(range.map(|view| view.report.report.id));
            }
            _ => self.toggle(id),
        }
    }

    /// Chooses all; lets all go where all are chosen already.
    pub fn all(&mut self, rows: &[Rc<InboxReportView>]) {
        if rows.iter().all(|view| self.has(view.report.report.id)) {
            return self.clear();
        }
        self.ids = rows.iter().map(|view| view.report.report.id).collect();
    }

    /// Lets one go.
    pub fn drop(&mut self, id: ReportId) {
        self.ids.remove(&id);
    }

    /// Lets all go.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Those that are chosen, in the order of the list.
    pub fn of<'a>(&self, rows: &'a [Rc<InboxReportView>]) -> Vec<&'a Rc<InboxReportView>> {
        rows.iter().filter(|view| self.has(view.report.report.id)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inbox::sample::{id, rows};

    #[track_caller]
    fn check(selection: &Selection, expect: &[u128]) {
        let rows = rows(&[1, 2, 3, 4, 5]);
        let chosen: Vec<ReportId> = selection.of(&rows).iter().map(|view| view.report.report.id).collect();
        assert_eq!(chosen, expect.iter().copied().map(id).collect::<Vec<_>>());
        assert_eq!(selection.len(), expect.len());
    }

    fn after(steps: impl FnOnce(&mut Selection, &[Rc<InboxReportView>])) -> Selection {
        let mut selection = Selection::default();
        steps(&mut selection, &rows(&[1, 2, 3, 4, 5]));
        selection
    }

    #[test]
    fn a_range_goes_from_the_last_choice_either_way() {
        check(&after(|selection, _| selection.toggle(id(2))), &[2]);
        check(
            &after(|selection, rows| {
                selection.toggle(id(4));
                selection.extend(rows, id(2));
            }),
            &[2, 3, 4],
        );
        check(
            &after(|selection, rows| {
                selection.toggle(id(1));
                selection.toggle(id(3));
                selection.extend(rows, id(4));
            }),
            &[1, 3, 4],
        );
        check(&after(|selection, rows| selection.extend(rows, id(3))), &[3]);
    }

    #[test]
    fn choosing_twice_lets_go() {
        check(
            &after(|selection, _| {
                selection.toggle(id(2));
                selection.toggle(id(2));
            }),
            &[],
        );
        check(&after(|selection, rows| selection.all(rows)), &[1, 2, 3, 4, 5]);
        check(
            &after(|selection, rows| {
                selection.all(rows);
                selection.all(rows);
            }),
            &[],
        );
    }
}
