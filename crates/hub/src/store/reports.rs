//! Reports from the field.

use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::ids::{ContentId, ObjectionId, PersonId, ReportId};
use plumbline_domain::objection::stake::HeardOn;
use plumbline_domain::objection::{Handling, Report, Severity, Status};
use plumbline_domain::record::RecordKey;
use plumbline_protocol::report::ReportView;
use plumbline_protocol::review::{ReporterCount, StatusCount};

use super::StoreError;

/// What is to be said in the CRM of a report.
#[derive(Debug, Clone, Copy)]
pub struct ReportNote<'a> {
    /// In these words.
    pub text: &'a str,
    /// Since when.
    pub at: Instant,
}

/// What became of a report that was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PutReport {
    /// It is on disk, as this revision, and something changed.
    Stored(u32),
    /// This revision, or a later one, was there already.
    Known(u32),
    /// This revision was there already, and says something else.
    Different,
    /// The report is another person's.
    NotYours,
}

/// What a marketer does with a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewHandling {
    /// Seen.
    Acknowledge,
    /// Worked on.
    Start,
    /// Answered.
    Answer {
        /// With this.
        content: Option<ContentId>,
        /// In these words.
        words: Option<String>,
    },
    /// Not to be answered.
    Decline {
        /// Why not.
        reason: String,
    },
    /// Back to new.
    Reopen,
    /// Back to what was there before it was handled last.
    TakeBack,
}

impl NewHandling {
    /// What something becomes that `by` handles this way; of what is taken back nobody but the store knows what it had been.
    pub fn done_by(&self, by: &str, at: Instant) -> Handling {
        let by = by.to_owned();
        match self {
            Self::Acknowledge => Handling::Acknowledged { by, at },
            Self::Start => Handling::InProgress { by, at },
            Self::Answer { content, words } => {
                Handling::Answered { by, at, content: content.clone(), words: words.clone() }
            }
            Self::Decline { reason } => Handling::Declined { by, at, reason: reason.clone() },
            Self::Reopen | Self::TakeBack => Handling::New,
        }
    }

    /// Whether a report that `by` handles this way becomes this, but for the time.
    pub fn is_what_became(&self, handling: &Handling, by: &str) -> bool {
        self.done_by(by, handling.at().unwrap_or_default()) == *handling
    }
}

/// Which reports to list.
#[derive(Debug, Clone, Copy)]
pub enum ReportsOf<'a> {
    /// Those heard on one record.
    Record(&'a RecordKey),
    /// One.
    One(ReportId),
    /// A person's that were answered, and not seen answered by that person.
    UnseenAnswers(&'a PersonId),
}

/// Which reports are looked for, each filter beside the others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Where they stand.
    pub status: Option<Status>,
    /// What they count as.
    pub objection: Option<ObjectionId>,
    /// Only those that count as no known objection.
    pub unknown: bool,
    /// How much they weigh.
    pub severity: Option<Severity>,
    /// Against whom, without regard to case.
    pub competitor: Option<String>,
    /// What kind of customer said it, without regard to case.
    pub segment: Option<String>,
    /// Who reported them, by name.
    pub reporter: Option<String>,
    /// A part of the words, or of the record's name or company, without regard to case.
    pub text: Option<String>,
    /// Heard since.
    pub since: Option<Instant>,
    /// Those after this one.
    pub after: Option<(Instant, ReportId)>,
    /// At most so many.
    pub limit: u16,
}

/// A part of the inbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxPage {
    /// At most as many as were wanted.
    pub reports: Vec<ReportView>,
    /// Whether there are more.
    pub has_more: bool,
    /// How many there are at each status, in the order of [`Status::ALL`], by all filters but that for the status.
    pub counts: Vec<StatusCount>,
}

/// How much was heard of an objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeardRow {
    /// Which; `None` for what counts as none.
    pub objection: Option<ObjectionId>,
    /// How many reports.
    pub reports: u64,
    /// How many of them nobody has looked at.
    pub new: u64,
    /// The last one.
    pub last_at: Instant,
}

/// What a rep wrote, and what that counts as.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LabelledWords {
    /// Which objection; `None` where marketing looked at it and knows none.
    pub objection: Option<ObjectionId>,
    /// What was written.
    pub words: String,
}

/// Reports from the field. Withdrawn ones are kept, and never listed.
#[async_trait]
pub trait ReportStore: Send + Sync {
    /// Keeps a revision of a report; when it answers, that is on disk. A note is to be left on its record in the CRM, in the place of
    /// what was said there of an earlier revision.
    async fn put_report(
        &self,
        report: &Report,
        reporter: &PersonId,
        note: Option<ReportNote<'_>>,
    ) -> Result<PutReport, StoreError>;
    /// Keeps what marketing did with a report that is still as it was `seen_at`; whether there is one.
    async fn handle_report(
        &self,
        id: ReportId,
        seen_at: Option<Instant>,
        handling: &NewHandling,
        by: &PersonId,
        now: Instant,
    ) -> Result<bool, StoreError>;
    /// Files a report under an objection, or under what its reporter chose, if it is still filed as it was `seen`; whether it is.
    async fn file_report(
        &self,
        id: ReportId,
        seen: Option<&ObjectionId>,
        under: Option<&ObjectionId>,
    ) -> Result<bool, StoreError>;
    /// A page of reports as `viewer` sees them, the latest first, and how many there are at each status.
    async fn inbox(&self, wanted: &Wanted, viewer: &PersonId) -> Result<InboxPage, StoreError>;
    /// How much was heard of each objection: `None` for what counts as none.
    async fn heard(&self) -> Result<Vec<HeardRow>, StoreError>;
    /// Reports of each objection in each week since `monday`, weeks counted from 0.
    async fn heard_by_week(&self, monday: Instant) -> Result<Vec<(ObjectionId, u32, u32)>, StoreError>;
    /// The deals, open and there, that objections were reported on, each once with its amount.
    async fn at_stake(&self) -> Result<Vec<HeardOn>, StoreError>;
    /// Who reported an objection, who did so most first.
    async fn reporters(&self, objection: &ObjectionId) -> Result<Vec<ReporterCount>, StoreError>;
    /// The records that an objection was reported on, with how often, those with most reports first; at most so many.
    async fn heard_on(&self, objection: &ObjectionId, most: u32) -> Result<Vec<(RecordKey, u64)>, StoreError>;
    /// Lists reports as `viewer` sees them, the latest first.
    async fn reports(&self, of: ReportsOf<'_>, viewer: &PersonId) -> Result<Vec<ReportView>, StoreError>;
    /// How often each objection was reported since.
    async fn report_counts(&self, since: Instant) -> Result<Vec<(ObjectionId, u64)>, StoreError>;
    /// The words of reports that count as an objection, or that marketing looked at and left without one: at most so many, the latest.
    async fn labelled_words(&self, most: u32) -> Result<Vec<LabelledWords>, StoreError>;
    /// Notes that a person has seen the answers on a record.
    async fn mark_answers_seen(&self, record: &RecordKey, person: &PersonId) -> Result<(), StoreError>;
}
