//! What happens to the inbox.

use std::ops::Range;

use plumbline_domain::Instant;
use plumbline_domain::ids::ReportId;
use plumbline_domain::objection::Handling;
use plumbline_protocol::report::ReportView;
use plumbline_protocol::review::InboxResponse;

use crate::api::Error;
use crate::inbox::change::Change;
use crate::inbox::form::Form;
use crate::inbox::query::Query;
use crate::inbox::reading::Ask;
use crate::inbox::turn::Turn;
use crate::inbox::walk::Step;
use crate::live::Stale;

/// What the keyboard can be led to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Focus {
    /// The current row.
    #[default]
    Row,
    /// All of the current report.
    Detail,
}

/// What happens to it.
#[derive(Debug)]
pub enum Action {
    /// Something else is looked at.
    Look(Query),
    /// Other rows are in sight.
    Scrolled(Range<usize>),
    /// The hub is being asked.
    Asking(Ask),
    /// The hub gave its word.
    Read(Ask, Box<InboxResponse>, Instant),
    /// It did not.
    ReadFailed(Ask, Error),
    /// The hub may be asked again.
    Woke,
    /// What it said no longer holds.
    Stale(Stale),
    /// Changes were asked for; show the handling meanwhile.
    Asked(Vec<(ReportId, Option<Handling>)>),
    /// Something is to be done when what it builds on is confirmed.
    Later(Turn),
    /// The first of those begins.
    Begun,
    /// The hub made changes.
    Done(Vec<ReportView>),
    /// The hub did not make them.
    NotDone(Vec<(Change, Error)>),
    /// The failure was seen.
    Dismissed(ReportId),
    /// The keyboard goes to another row.
    Walk(Step),
    /// A row was pointed at.
    Go(ReportId),
    /// All of the current report is wanted.
    Open,
    /// It is no longer.
    Close,
    /// One is chosen, or let go.
    Toggle(ReportId),
    /// All from the last choice to this one are chosen.
    Extend(ReportId),
    /// All are chosen, or let go.
    All,
    /// All are let go.
    Clear,
    /// Something is written.
    Write(Form),
    /// It is no longer.
    StopWriting,
    /// What was written was sent.
    Wrote(Form),
    /// New reports are no longer news.
    Seen,
}
