//! Which reports are shown. Kept in the address, so that a view can be bookmarked and sent.

use gloo::history::{BrowserHistory, History};
use plumbline_domain::objection::Handling;
use plumbline_protocol::review::InboxReportView;
use serde::{Deserialize, Serialize};
use yew::prelude::*;

/// By what marketing did with them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nobody has looked at them yet.
    #[default]
    New,
    /// Seen, not answered.
    Acknowledged,
    /// Answered.
    Answered,
    /// All of them.
    All,
}

impl Status {
    /// In the order in which they are offered.
    pub const EACH: [Self; 4] = [Self::New, Self::Acknowledged, Self::Answered, Self::All];

    /// What `handling` counts as.
    pub const fn of(handling: &Handling) -> Self {
        match handling {
            Handling::New => Self::New,
            Handling::Acknowledged { .. } => Self::Acknowledged,
            Handling::Answered { .. } => Self::Answered,
        }
    }

    /// As it stands in the address and in `data-status`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Acknowledged => "acknowledged",
            Self::Answered => "answered",
            Self::All => "all",
        }
    }

    /// Whether it lets a report with this handling through.
    pub fn admits(self, handling: &Handling) -> bool {
        self == Self::All || self == Self::of(handling)
    }
}

/// What is looked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filters {
    /// By what marketing did.
    #[serde(default)]
    pub status: Status,
    /// By what is written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub q: String,
}

impl Filters {
    /// Whether everything that was typed stands somewhere in the report or its record.
    pub fn mentions(&self, objection: &str, view: &InboxReportView) -> bool {
        let sought = self.q.to_lowercase();
        let mut sought = sought.split_whitespace().peekable();
        if sought.peek().is_none() {
            return true;
        }
        let haystack = haystack(objection, view).to_lowercase();
        sought.all(|word| haystack.contains(word))
    }
}

fn haystack(objection: &str, view: &InboxReportView) -> String {
    let report = &view.report.report;
    let record = view.record.as_ref();
    let parts = [
        Some(objection),
        Some(view.report.reporter.as_str()),
        report.words.as_deref(),
        report.competitor.as_deref(),
        record.map(|record| record.title.as_str()),
        record.and_then(|record| record.company.as_deref()),
        record.and_then(|record| record.stage.as_ref()).map(|stage| stage.name.as_str()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

/// The filters of the address, and a way to change them. A new status is a step in the browser's history; typing is not.
#[hook]
pub fn use_filters() -> (Filters, Callback<Filters>) {
    let filters = use_state_eq(read_address);
    use_effect_with((), {
        let filters = filters.setter();
        move |()| {
            let listener = BrowserHistory::new().listen(move || filters.set(read_address()));
            move || drop(listener)
        }
    });
    let change = use_callback(filters.clone(), |changed: Filters, filters| {
        write_address(&changed, filters.status != changed.status);
        filters.set(changed);
    });
    ((*filters).clone(), change)
}

fn read_address() -> Filters {
    BrowserHistory::new().location().query::<Filters>().unwrap_or_default()
}

fn write_address(filters: &Filters, is_step: bool) {
    let history = BrowserHistory::new();
    let path = history.location().path().to_owned();
    // Filters always make a query; if they did not, only the address would be less telling.
    let _ = if is_step { history.push_with_query(path, filters) } else { history.replace_with_query(path, filters) };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inbox::sample;

    #[track_caller]
    fn check(q: &str, expect: bool) {
        let filters = Filters { status: Status::All, q: q.to_owned() };
        assert_eq!(filters.mentions("Too expensive", &sample::report(1, Handling::New)), expect, "{q:?}");
    }

    #[test]
    fn every_word_typed_must_stand_somewhere() {
        check("", true);
        check("  ", true);
        check("EXPENSIVE", true);
        check("too deal", true);
        check("budget acme", true);
        check("globex expensive", true);
        check("proposition", true);
        check("nowhere", false);
        check("expensive nowhere", false);
    }

    #[test]
    fn a_status_admits_its_own_and_all_admits_everything() {
        assert!(Status::New.admits(&Handling::New));
        assert!(!Status::Answered.admits(&Handling::New));
        assert!(Status::All.admits(&Handling::New));
    }
}
