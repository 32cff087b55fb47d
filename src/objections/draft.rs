//! A report that is being written: it was sent with a click, and may get words.

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::ids::{ObjectionId, ReportId};
use plumbline_domain::objection::{Report, Severity};
use plumbline_domain::record::RecordKey;

use crate::outbox::{Entry, HOLD};
use crate::platform::storage::{Area, StorageError};
use crate::platform::write::kept_structs;

/// What a rep may add to a click.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Details {
    /// In their own words.
    pub words: String,
    /// How much it weighs.
    pub severity: Option<Severity>,
    /// Against whom.
    pub competitor: String,
    /// What kind of customer said it.
    pub segment: Option<String>,
}

kept_structs! {
    Details { words, severity, competitor, segment }
    Draft { owner, report, objection, details, undo_until }
}

impl Details {
    /// Whether there is anything to send.
    pub fn is_empty(&self) -> bool {
        self.words.trim().is_empty()
            && self.severity.is_none()
            && self.competitor.trim().is_empty()
            && said(self.segment()).is_none()
    }
}

/// The report that was last sent from a record, with what is being added to it. Kept at every keystroke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Whose it is; see [`Enrolment::owner`](crate::enrolment::Enrolment::owner).
    pub owner: String,
    /// As it was last handed to the outbox.
    pub report: Report,
    /// The objection's name, or what is said in place of one.
    pub objection: String,
    /// What is being added.
    pub details: Details,
    /// Until when the click can be undone.
    pub undo_until: Instant,
}

impl Details {
    fn of(report: &Report) -> Self {
        let Report { words, severity, competitor, segment, .. } = report.clone();
        Self { words: words.unwrap_or_default(), severity, competitor: competitor.unwrap_or_default(), segment }
    }

    /// What kind of customer said it; empty where nobody said.
    pub fn segment(&self) -> &str {
        self.segment.as_deref().unwrap_or_default()
    }
}

/// What was typed, without the room around it; nothing for no words.
pub fn said(typed: &str) -> Option<String> {
    Some(typed.trim().to_owned()).filter(|text| !text.is_empty())
}

/// What was heard on a record: an objection, or one that marketing does not know yet, and the words for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// Which; `None` for one that marketing does not know yet.
    pub objection: Option<ObjectionId>,
    /// Its name, or what is said in place of one.
    pub name: String,
    /// In the rep's words.
    pub words: Option<String>,
}

impl Draft {
    /// A report made at `now`, by one click or of what was typed.
    pub fn new(owner: String, id: ReportId, record: RecordKey, heard: Heard, now: Instant) -> Self {
        let Heard { objection, name, words } = heard;
        let report = Report {
            id,
            revision: 1,
            record,
            objection,
            heard_at: now,
            words,
            severity: None,
            competitor: None,
            segment: None,
            withdrawn: false,
        };
        let details = Details::of(&report);
        Self { owner, report, objection: name, details, undo_until: now + HOLD }
    }

    /// A report that the hub refused, to be mended: its words are back in the form, unless `typed` holds later ones, and it
    /// goes out as a new revision.
    pub fn of_refused(refused: &Entry, typed: Option<&Details>, now: Instant) -> Self {
        let report = Report { withdrawn: false, ..refused.report.clone() };
        let details = typed.filter(|typed| !typed.is_empty()).cloned().unwrap_or_else(|| Details::of(&report));
        // As if nothing had been said yet, so that it goes out also when it is left as it was.
        let report = Report { words: None, severity: None, competitor: None, segment: None, ..report };
        Self { owner: refused.owner.clone(), report, objection: refused.objection.clone(), details, undo_until: now }
    }

    /// The report with the details in it, as the revision of this number.
    pub fn revised(&self, revision: u32) -> Report {
        Report {
            revision,
            words: said(&self.details.words),
            severity: self.details.severity,
            competitor: said(&self.details.competitor),
            segment: said(self.details.segment()),
            ..self.report.clone()
        }
    }

    /// Whether the details say anything that was not handed to the outbox.
    pub fn adds(&self) -> bool {
        let Report { words, severity, competitor, segment, .. } = &self.report;
        let Details { words: typed, severity: chosen, competitor: against, .. } = &self.details;
        let is_said = said(typed) == *words && said(against) == *competitor && said(self.details.segment()) == *segment;
        let is_sent = is_said && chosen == severity;
        !(is_sent || self.details.is_empty())
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
    use uuid::Uuid;

    use super::*;

    fn draft() -> Draft {
        let heard = Heard { objection: Some(ObjectionId::new("price")), name: "Price".into(), words: None };
        let record = "odoo/crm.lead/1".parse().unwrap();
        Draft::new("owner".into(), ReportId(Uuid::nil()), record, heard, DateTime::UNIX_EPOCH)
    }

    #[test]
    fn details_become_a_revision_of_the_same_report() {
        let details = Details {
            words: "  too much  ".into(),
            severity: Some(Severity::Challenge),
            competitor: " ".into(),
            segment: Some("Enterprise ".into()),
        };
        let revised = Draft { details, ..draft() }.revised(2);
        assert_eq!((revised.id, revised.revision), (draft().report.id, 2));
        assert_eq!(
            (revised.words.as_deref(), revised.severity, revised.competitor, revised.segment.as_deref()),
            (Some("too much"), Some(Severity::Challenge), None, Some("Enterprise"))
        );
    }

    #[test]
    fn only_what_was_not_sent_yet_is_more_to_send() {
        let heard = Heard { objection: None, name: "Something new".into(), words: Some("no pigeons".into()) };
        let typed = Draft::new("owner".into(), draft().report.id, draft().report.record, heard, DateTime::UNIX_EPOCH);
        let with =
            |words: &str| Draft { details: Details { words: words.into(), ..Details::default() }, ..typed.clone() };
        assert!(!typed.adds() && !with(" no pigeons ").adds() && !with("").adds());
        assert!(with("no carrier pigeons").adds());
        let refused = Entry::ready("owner".into(), typed.report.clone(), "Something new".into(), DateTime::UNIX_EPOCH);
        assert!(Draft::of_refused(&refused, None, DateTime::UNIX_EPOCH).adds());
    }

    #[test]
    fn a_refused_report_comes_back_with_its_words_or_with_later_ones() {
        let later = Details { words: "later".into(), ..Details::default() };
        let report = Report { words: Some("too much".into()), revision: 3, withdrawn: true, ..draft().report };
        let refused = Entry::ready("owner".into(), report, "Price".into(), DateTime::UNIX_EPOCH);
        let check = |typed: Option<&Details>, expect: &str| {
            let revised = Draft::of_refused(&refused, typed, DateTime::UNIX_EPOCH).revised(4);
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
