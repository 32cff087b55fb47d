//! The way out of the outbox: everything that is due is sent, in order, until the hub does not answer.

use plumbline_protocol::error::ErrorCode;

use super::{Entry, entries};
use crate::enrolment::Enrolment;
use crate::hub::HubError;
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
    Keep(Left),
}

/// Sends what is due. Safe to run twice at a time: the hub counts each revision once.
pub async fn flush() -> Left {
    let Ok(waiting) = entries().await else { return Left::Some };
    if waiting.is_empty() {
        return Left::Nothing;
    }
    let Ok(Some(enrolment)) = Enrolment::load().await else { return Left::NotEnrolled };
    let owner = enrolment.owner();
    let waiting: Vec<Entry> = waiting.into_iter().filter(|entry| entry.owner == owner).collect();
    let now = now();
    let (due, early): (Vec<Entry>, Vec<Entry>) = waiting.into_iter().partition(|entry| entry.is_due(now));
    for entry in due {
        let done = match next(enrolment.report(&entry.report).await.map(|_| ())) {
            Next::Remove => entry.remove().await,
            Next::SetAside(why) => entry.refuse(why).await,
            Next::Keep(left) => return left,
        };
        if let Err(error) = done {
            log(&error.to_string());
            return Left::Some;
        }
    }
    if early.is_empty() { Left::Nothing } else { Left::Some }
}

/// Only a hub that read the report and will never take it makes it worth setting aside. All else may pass.
fn next(sent: Result<(), HubError>) -> Next {
    let Err(error) = sent else { return Next::Remove };
    match error.code() {
        Some(ErrorCode::NotEnrolled) => Next::Keep(Left::NotEnrolled),
        Some(ErrorCode::Invalid | ErrorCode::Forbidden | ErrorCode::NotFound) => Next::SetAside(error.to_string()),
        _ => Next::Keep(Left::Some),
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
        check(refused(ErrorCode::NotEnrolled), Next::Keep(Left::NotEnrolled));
        check(refused(ErrorCode::TooMany), Next::Keep(Left::Some));
        check(refused(ErrorCode::Internal), Next::Keep(Left::Some));
        check(Err(HubError::Away), Next::Keep(Left::Some));
        check(Err(HubError::NotAHub(502)), Next::Keep(Left::Some));
        check(Err(HubError::Newer(9)), Next::Keep(Left::Some));
    }
}
