//! Reports on their way to the hub.
//!
//! Nothing a rep typed is lost or doubled: every revision of a report is an entry of its own in the browser's storage, written
//! before it is sent and removed only when the hub has acknowledged that very revision. Entries are never changed, so
//! two tabs and the worker cannot overwrite each other, and the hub takes a report by its id and revision, so sending twice
//! counts once. See [`send`] for the way out.

pub mod send;

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::ids::ReportId;
use plumbline_domain::objection::Report;

use crate::platform::now;
use crate::platform::storage::{Area, StorageError};
use crate::platform::write::kept_structs;

/// What the keys of entries begin with.
pub const PREFIX: &str = "outbox:";

/// What the keys of refused entries begin with.
pub const REFUSED_PREFIX: &str = "refused:";

/// For how long a new report can be undone.
pub const HOLD: TimeDelta = TimeDelta::seconds(5);

/// One revision of a report, waiting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Who made it; see [`Enrolment::owner`](crate::enrolment::Enrolment::owner). It is sent as nobody else.
    pub owner: String,
    /// What is to be sent.
    pub report: Report,
    /// The objection's name, to show while it waits.
    pub objection: String,
    /// Not to be sent earlier.
    pub not_before: Instant,
}

/// An entry that the hub will never take, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What was to be sent.
    pub entry: Entry,
    /// The hub's reason, for people.
    pub why: String,
}

kept_structs! {
    Entry { owner, report, objection, not_before }
    Refused { entry, why }
}

impl Entry {
    /// A revision that can be undone for a while.
    pub fn held(owner: String, report: Report, objection: String, now: Instant) -> Self {
        Self { owner, report, objection, not_before: now + HOLD }
    }

    /// A revision to be sent at once.
    pub fn ready(owner: String, report: Report, objection: String, now: Instant) -> Self {
        Self { owner, report, objection, not_before: now }
    }

    /// Whether it may be sent at `now`. A machine whose clock was set back must not keep it for hours: what would wait
    /// for longer than the hold is due.
    pub fn is_due(&self, now: Instant) -> bool {
        self.not_before <= now || self.not_before - now > HOLD
    }

    fn key(&self) -> String {
        key(self.report.id, self.report.revision)
    }

    /// Writes it down. From here on it arrives.
    ///
    /// # Errors
    /// When there is no room: nothing was written, and the person must be told.
    pub async fn put(&self) -> Result<(), StorageError> {
        Area::Local.set(&self.key(), self).await
    }

    /// Takes it out again: it arrived, or is not to be sent.
    ///
    /// # Errors
    /// When the browser's storage fails.
    pub async fn remove(&self) -> Result<(), StorageError> {
        Area::Local.remove(&self.key()).await
    }

    /// Sets it aside: the hub will never take it, so it must not block the others, and the words must not be lost.
    ///
    /// # Errors
    /// When the browser's storage fails; then it stays where it was.
    pub async fn refuse(&self, why: String) -> Result<(), StorageError> {
        let refused = Refused { entry: self.clone(), why };
        Area::Local.set(&refused.key(), &refused).await?;
        self.remove().await
    }
}

fn key(report: ReportId, revision: u32) -> String {
    format!("{PREFIX}{report}:{revision:06}")
}

/// All entries, by report and revision.
///
/// # Errors
/// When the browser's storage fails.
pub async fn entries() -> Result<Vec<Entry>, StorageError> {
    let entries = Area::Local.entries::<Entry>(PREFIX).await?;
    Ok(entries.into_iter().map(|(_, entry)| entry).collect())
}

/// All refused entries.
///
/// # Errors
/// When the browser's storage fails.
pub async fn refused() -> Result<Vec<Refused>, StorageError> {
    let refused = Area::Local.entries::<Refused>(REFUSED_PREFIX).await?;
    Ok(refused.into_iter().map(|(_, refused)| refused).collect())
}

impl Refused {
    fn key(&self) -> String {
        format!("{REFUSED_PREFIX}{}:{:06}", self.entry.report.id, self.entry.report.revision)
    }

    /// Forgets it, once its words are in a form again or the person let go of them.
    ///
    /// # Errors
    /// When the browser's storage fails.
    pub async fn forget(&self) -> Result<(), StorageError> {
        Area::Local.remove(&self.key()).await
    }
}

/// A click that leaves sooner than this may be leaving already.
const EDGE: TimeDelta = TimeDelta::milliseconds(500);

/// Takes a report back. What has not left yet never leaves; if any of it may have left, a withdrawal follows it.
///
/// # Errors
/// When the browser's storage fails.
pub async fn undo(owner: String, last: &Report, objection: String) -> Result<(), StorageError> {
    let waiting = waiting(last.id).await?;
    let was_early = never_left(&waiting, last, now());
    // A browser that is slow may let leave meanwhile what was early when it was asked.
    for is_first in [true, false] {
        if is_first == was_early {
            remove_all(&waiting).await?;
        } else if !never_left(&waiting, last, now()) {
            let withdrawal = Report { revision: after(&waiting, last), withdrawn: true, ..last.clone() };
            Entry::ready(owner.clone(), withdrawal, objection.clone(), now()).put().await?;
        }
    }
    Ok(())
}

async fn waiting(report: ReportId) -> Result<Vec<Entry>, StorageError> {
    Ok(entries().await?.into_iter().filter(|entry| entry.report.id == report).collect())
}

async fn remove_all(entries: &[Entry]) -> Result<(), StorageError> {
    for entry in entries {
        entry.remove().await?;
    }
    Ok(())
}

/// The number of the revision that follows `last`. What another tab made of the same report and has not sent yet keeps its own.
///
/// # Errors
/// When the browser's storage fails.
pub async fn next_revision(last: &Report) -> Result<u32, StorageError> {
    Ok(after(&waiting(last.id).await?, last))
}

fn after(waiting: &[Entry], last: &Report) -> u32 {
    waiting.iter().map(|entry| entry.report.revision).fold(last.revision, u32::max) + 1
}

/// Whether all there ever was of a report is one revision that is not about to be sent.
fn never_left(waiting: &[Entry], last: &Report, now: Instant) -> bool {
    last.revision == 1 && matches!(waiting, [only] if !only.is_due(now + EDGE))
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use plumbline_domain::ids::ObjectionId;
    use uuid::Uuid;

    use super::*;

    fn at(second: i64) -> Instant {
        DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::seconds(second)
    }

    fn report() -> Report {
        Report {
            id: ReportId(Uuid::nil()),
            revision: 1,
            record: "odoo/crm.lead/1".parse().unwrap(),
            objection: Some(ObjectionId::new("price")),
            heard_at: at(0),
            words: None,
            severity: None,
            competitor: None,
            segment: None,
            withdrawn: false,
        }
    }

    fn held() -> Entry {
        Entry::held("owner".into(), report(), "Price".into(), at(0))
    }

    #[track_caller]
    fn check(now: i64, expect: bool) {
        assert_eq!(held().is_due(at(now)), expect, "at {now} s");
    }

    #[test]
    fn only_what_certainly_never_left_is_taken_back_without_a_withdrawal() {
        let check = |waiting: &[Entry], revision, now, expect| {
            assert_eq!(never_left(waiting, &Report { revision, ..report() }, now), expect);
        };
        check(&[held()], 1, at(1), true);
        check(&[held()], 1, at(5) - EDGE, false);
        check(&[held()], 2, at(1), false);
        check(&[held(), held()], 1, at(1), false);
        check(&[], 1, at(1), false);
    }

    #[test]
    fn an_entry_waits_for_its_hold_and_no_longer_whatever_the_clock_does() {
        check(0, false);
        check(4, false);
        check(5, true);
        check(1_000_000, true);
        check(-3600, true);
    }

    #[test]
    fn no_two_revisions_have_one_number_whichever_tab_they_are_of() {
        let numbered = |revision| Entry { report: Report { revision, ..report() }, ..held() };
        let check = |waiting: &[Entry], expect| assert_eq!(after(waiting, &report()), expect);
        check(&[], 2);
        check(&[numbered(1)], 2);
        check(&[numbered(3), numbered(2)], 4);
    }

    #[test]
    fn entries_sort_by_report_and_revision() {
        let id = ReportId(Uuid::nil());
        assert!(key(id, 2) < key(id, 10));
    }
}
