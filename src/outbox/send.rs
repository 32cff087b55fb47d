//! The way out of the outbox: everything that is due is sent, in order, until the hub does not answer. A report that something
//! is wrong with does not keep the others.

use plumbline_protocol::error::ErrorCode;

use super::{Entry, entries};
use crate::enrolment::Enrolment;
use crate::hub::HubError;
use crate::platform::storage::StorageError;
use crate::platform::{log, now};

/// What is left after a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// Nothing at all.
    Nothing,
    /// Some that are not due yet, or that the hub could not be given; try again soon.
    Some,
    /// The hub does not know this browser any more: nothing goes out until it is enrolled again.
    NotEnrolled,
}

/// What to do with an entry after an attempt to send it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Next {
    Remove,
    SetAside(String),
    /// It stays; the others may fare better.
    PassOver,
    /// It stays, and so do all the others.
    Stop(Left),
}

/// After so many entries in a row that something was wrong with, it is not the entries.
const MOST_FAILURES: u32 = 3;

/// Sends what is due. Safe to run twice at a time: the hub counts each revision once.
pub async fn flush() -> Left {
    // Before the entries are read: one that is taken back before its time must not be found and then become due.
    let now = now();
    let Ok(waiting) = entries().await else { return Left::Some };
    if waiting.is_empty() {
        return Left::Nothing;
    }
    let Ok(Some(enrolment)) = Enrolment::load().await else { return Left::NotEnrolled };
    let owner = enrolment.owner();
    let waiting: Vec<Entry> = waiting.into_iter().filter(|entry| entry.owner == owner).collect();
    let (due, early): (Vec<Entry>, Vec<Entry>) = waiting.into_iter().partition(|entry| entry.is_due(now));
    let mut left = if early.is_empty() { Left::Nothing } else { Left::Some };
    let mut failures = 0;
    for entry in due {
        let is_done = match next(enrolment.report(&entry.report).await.map(|_| ())) {
            Next::Remove => logged(entry.remove().await),
            Next::SetAside(why) => logged(entry.refuse(why).await),
            Next::PassOver => false,
            Next::Stop(left) => return left,
        };
        failures = if is_done { 0 } else { failures + 1 };
        if !is_done {
            left = Left::Some;
        }
        if failures == MOST_FAILURES {
            break;
        }
    }
    left
}

fn logged(result: Result<(), StorageError>) -> bool {
    result.inspect_err(|error| log(&error.to_string())).is_ok()
}

/// Only a hub that read the report and will never take it makes it worth setting aside. All else may pass; but what fails on
/// one report, or between here and the hub objects to its words, must not keep the others.
fn next(sent: Result<(), HubError>) -> Next {
    let Err(error) = sent else { return Next::Remove };
    match (&error, error.code()) {
        (_, Some(ErrorCode::NotEnrolled)) => Next::Stop(Left::NotEnrolled),
        (_, Some(ErrorCode::Invalid | ErrorCode::Forbidden | ErrorCode::NotFound)) => Next::SetAside(error.to_string()),
        (_, Some(ErrorCode::Internal)) | (HubError::NotAHub(_), _) => Next::PassOver,
        _ => Next::Stop(Left::Some),
    }
}

#[cfg(test)]
mod tests {
    use plumbline_protocol::error::ErrorResponse;

    use super::*;

    fn refused(code: ErrorCode) -> Result<(), HubError> {
        Err(HubError::Refused(ErrorResponse { code, message: "because".into() }))
    }

    #[test]
    fn an_entry_leaves_only_when_it_arrived_or_never_will() {
        let check = |sent, expect| assert_eq!(next(sent), expect);
        check(Ok(()), Next::Remove);
        check(refused(ErrorCode::Invalid), Next::SetAside("because".into()));
        check(refused(ErrorCode::Forbidden), Next::SetAside("because".into()));
        check(refused(ErrorCode::NotEnrolled), Next::Stop(Left::NotEnrolled));
        check(refused(ErrorCode::TooMany), Next::Stop(Left::Some));
        check(refused(ErrorCode::Internal), Next::PassOver);
        check(Err(HubError::Away), Next::Stop(Left::Some));
        check(Err(HubError::NotAHub(403)), Next::PassOver);
        check(Err(HubError::Newer(9)), Next::Stop(Left::Some));
    }
}
