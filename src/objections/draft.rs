//! A report that is being written: it was sent with a click, and may get words.

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::ids::ReportId;
use plumbline_domain::objection::{Objection, Report, Severity};
use plumbline_domain::record::RecordKey;
use serde::Serialize;

use crate::outbox::{Entry, HOLD};
use crate::platform::read::read_structs;
use crate::platform::storage::{Area, StorageError};

/// What a rep may add to a click.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Details {
    /// In their own words.
    pub words: String,
    /// How much it weighs.
    pub severity: Option<Severity>,
    /// Against whom.
    pub competitor: String,
}

read_structs! {
    Details { words, severity, competitor }
    Draft { owner, report, objection, details, undo_until }
}

impl Details {
    /// Whether there is anything to send.
    pub fn is_empty(&self) -> bool {
        self.words.trim().is_empty() && self.severity.is_none() && self.competitor.trim().is_empty()
    }
}

/// The report that was last sent from a record, with what is being added to it. Kept at every keystroke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Draft {
    /// Whose it is; see [`Enrolment::owner`](crate::enrolment::Enrolment::owner).
    pub owner: String,
    /// As it was last handed to the outbox.
    pub report: Report,
    /// The objection's name.
    pub objection: String,
    /// What is being added.
    pub details: Details,
    /// Until when the click can be undone.
    pub undo_until: Instant,
}

impl Draft {
    /// A report made by one click at `now`.
    pub fn of_click(owner: String, id: ReportId, record: RecordKey, objection: &Objection, now: Instant) -> Self {
        let report = Report {
            id,
            revision: 1,
            record,
            objection: objection.id.clone(),
            heard_at: now,
            words: None,
            severity: None,
            competitor: None,
            withdrawn: false,
        };
        Self { owner, report, objection: objection.name.clone(), details: Details::default(), undo_until: now + HOLD }
    }

    /// A report that the hub refused, to be mended: its words are back in the form, unless `typed` holds later ones, and it
    /// goes out as a new revision.
    pub fn of_refused(refused: &Entry, typed: Option<&Details>, now: Instant) -> Self {
        let report = Report { withdrawn: false, ..refused.report.clone() };
        let said = || Details {
            words: report.words.clone().unwrap_or_default(),
            severity: report.severity,
            competitor: report.competitor.clone().unwrap_or_default(),
        };
        let details = typed.filter(|typed| !typed.is_empty()).cloned().unwrap_or_else(said);
        Self { owner: refused.owner.clone(), report, objection: refused.objection.clone(), details, undo_until: now }
    }

    /// The next revision of the report, with the details in it.
    pub fn revised(&self) -> Report {
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Report {
            revision: self.report.revision + 1,
            words: said(&self.details.words),
            severity: self.details.severity,
            competitor: said(&self.details.competitor),
            ..self.report.clone()
        }
    }

    /// For how long it can still be undone at `now`. A clock that was set back does not open the time again.
    pub fn undo_left(&self, now: Instant) -> TimeDelta {
        let left = self.undo_until - now;
        if left > TimeDelta::zero() && left <= HOLD { left } else { TimeDelta::zero() }
    }

    /// Each report has its own, so that two tabs on one record do not overwrite each other.
    fn key(&self) -> String {
        format!("{}{}", Self::prefix(&self.owner, &self.report.record), self.report.id)
    }

    fn prefix(owner: &str, record: &RecordKey) -> String {
        format!("draft:{owner}:{record}:")
    }

    /// The draft on a record that was begun last, if there is one.
    ///
    /// # Errors
    /// When the browser's storage fails.
    pub async fn load(owner: &str, record: &RecordKey) -> Result<Option<Self>, StorageError> {
        let drafts = Area::Local.entries::<Self>(&Self::prefix(owner, record)).await?;
        Ok(drafts.into_iter().map(|(_, draft)| draft).max_by_key(|draft| draft.report.heard_at))
    }

    /// Keeps it.
    ///
    /// # Errors
    /// When there is no room or the browser's storage fails.
    pub async fn save(&self) -> Result<(), StorageError> {
        Area::Local.set(&self.key(), self).await
    }

    /// Forgets it: it was sent, or undone.
    ///
    /// # Errors
    /// When the browser's storage fails.
    pub async fn forget(&self) -> Result<(), StorageError> {
        Area::Local.remove(&self.key()).await
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use plumbline_domain::ids::ObjectionId;
    use uuid::Uuid;

    use super::*;

    fn draft() -> Draft {
        let objection = Objection { id: ObjectionId::new("price"), name: "Price".into(), stages: Vec::new() };
        let record = "odoo/crm.lead/1".parse().unwrap();
        Draft::of_click("owner".into(), ReportId(Uuid::nil()), record, &objection, DateTime::UNIX_EPOCH)
    }

    #[test]
    fn details_become_a_revision_of_the_same_report() {
        let details =
            Details { words: "  too much  ".into(), severity: Some(Severity::Challenge), competitor: " ".into() };
        let revised = Draft { details, ..draft() }.revised();
        assert_eq!((revised.id, revised.revision), (draft().report.id, 2));
        assert_eq!(
            (revised.words.as_deref(), revised.severity, revised.competitor.as_deref()),
            (Some("too much"), Some(Severity::Challenge), None)
        );
    }

    #[test]
    fn a_refused_report_comes_back_with_its_words_or_with_later_ones() {
        let later = Details { words: "later".into(), ..Details::default() };
        let report = Report { words: Some("too much".into()), revision: 3, withdrawn: true, ..draft().report };
        let refused = Entry::ready("owner".into(), report, "Price".into(), DateTime::UNIX_EPOCH);
        let check = |typed: Option<&Details>, expect: &str| {
            let revised = Draft::of_refused(&refused, typed, DateTime::UNIX_EPOCH).revised();
            assert_eq!((revised.words.as_deref(), revised.revision, revised.withdrawn), (Some(expect), 4, false));
        };
        check(None, "too much");
        check(Some(&Details::default()), "too much");
        check(Some(&later), "later");
    }

    #[test]
    fn undo_lasts_five_seconds_whatever_the_clock_does() {
        let check = |seconds, expect| {
            let left = draft().undo_left(DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds));
            assert_eq!(left.num_seconds(), expect, "{seconds}");
        };
        check(0, 5);
        check(4, 1);
        check(5, 0);
        check(-3600, 0);
    }
}
