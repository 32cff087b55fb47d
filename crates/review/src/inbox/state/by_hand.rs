//! What happens to the inbox by hand: walking, choosing, opening, writing.

use std::collections::HashSet;
use std::rc::Rc;

use plumbline_domain::ids::ReportId;
use plumbline_protocol::review::InboxReportView;

use super::{Action, Focus, State};
use crate::inbox::form::Target;
use crate::inbox::selection::Selection;
use crate::inbox::walk::{Step, target};
use crate::inbox::window;

impl State {
    /// What happens by hand.
    pub(super) fn handle(&mut self, action: Action) {
        match action {
            Action::Walk(step) => self.walk(step),
            Action::Go(id) => {
                self.is_open = true;
                self.go(id);
            }
            Action::Open => {
                self.is_open = true;
                self.lead(Focus::Detail);
            }
            Action::Close => {
                self.is_open = false;
                self.lead(Focus::Row);
            }
            Action::Toggle(id) => self.choose(|selection, _| selection.toggle(id)),
            Action::Extend(id) => self.choose(|selection, rows| selection.extend(rows, id)),
            Action::All => self.choose(Selection::all),
            Action::Clear => self.choose(|selection, _| selection.clear()),
            Action::Write(form) => {
                self.is_open = true;
                self.form = Some(form);
            }
            Action::StopWriting => self.stop_writing(),
            Action::Wrote(form) if self.form == Some(form) => self.stop_writing(),
            _ => {}
        }
        self.let_go();
    }

    fn walk(&mut self, step: Step) {
        let rows = self.rows().clone();
        let here = self.current.and_then(|id| self.reading.list.place(id));
        let entry = window::first_in_sight(&self.reading.window);
        if let Some(view) = target(step, here, entry, rows.len()).and_then(|row| rows.get(row)) {
            self.go(view.report.report.id);
        }
    }

    fn go(&mut self, id: ReportId) {
        if self.form.is_some_and(|form| form.target != Target::One(id) && form.target != Target::Chosen) {
            self.form = None;
        }
        self.current = Some(id);
        self.lead(Focus::Row);
    }

    fn choose(&mut self, choice: impl FnOnce(&mut Selection, &[Rc<InboxReportView>])) {
        let rows = self.rows().clone();
        choice(&mut self.selection, &rows);
        if self.selection.is_empty() && self.form.is_some_and(|form| form.target == Target::Chosen) {
            self.form = None;
        }
    }

    fn stop_writing(&mut self) {
        self.form = None;
        self.lead(Focus::Row);
    }

    fn lead(&mut self, focus: Focus) {
        self.focus = focus;
        self.focused += 1;
    }

    /// What is no longer in hand need not be in sight.
    fn let_go(&mut self) {
        let let_go: HashSet<ReportId> = self.gone.iter().copied().filter(|id| !self.is_held(*id)).collect();
        if !let_go.is_empty() {
            self.reading.list.drop_rows(|id| let_go.contains(&id));
            self.gone.retain(|id| !let_go.contains(id));
        }
    }
}
