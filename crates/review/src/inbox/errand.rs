//! What a marketer can set out to do with a report, by button or by key.

use plumbline_domain::objection::{Handling, Status};
use plumbline_protocol::report::HandlingAction;

/// What is to be done. Some of it needs words first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    /// Say that it was seen.
    Acknowledge,
    /// Say that somebody works on it.
    Start,
    /// Answer it, or change the answer.
    Answer,
    /// Say why there will be no answer.
    Decline,
    /// Let it count as another objection.
    File,
    /// Back to new.
    Reopen,
}

impl Errand {
    /// In the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Acknowledge, Self::Start, Self::Answer, Self::Decline, Self::File, Self::Reopen];

    /// Those that can be done with many reports at once.
    pub const BULK: [Self; 4] = [Self::Acknowledge, Self::Start, Self::Answer, Self::Decline];

    /// The key that asks for it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Acknowledge => "a",
            Self::Start => "s",
            Self::Answer => "r",
            Self::Decline => "d",
            Self::File => "f",
            Self::Reopen => "u",
        }
    }

    /// As tests name it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Acknowledge => "acknowledge",
            Self::Start => "start",
            Self::Answer => "answer",
            Self::Decline => "decline",
            Self::File => "file",
            Self::Reopen => "reopen",
        }
    }

    /// Whether it makes sense for what stands like this. Answers and reasons can be changed; steps are not taken back by going on.
    pub fn suits(self, handling: &Handling) -> bool {
        match self {
            Self::Acknowledge => handling.status() == Status::New,
            Self::Start => matches!(handling.status(), Status::New | Status::Acknowledged),
            Self::Answer | Self::Decline | Self::File => true,
            Self::Reopen => handling.status() != Status::New,
        }
    }

    /// What the hub is asked, where nothing more needs to be said.
    pub const fn at_once(self) -> Option<HandlingAction> {
        match self {
            Self::Acknowledge => Some(HandlingAction::Acknowledge),
            Self::Start => Some(HandlingAction::Start),
            Self::Reopen => Some(HandlingAction::Reopen),
            Self::Answer | Self::Decline | Self::File => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inbox::sample;

    #[test]
    fn work_goes_forward_and_only_reopening_goes_back() {
        let check = |handling: Handling, expect: &[Errand]| {
            let suits: Vec<Errand> = Errand::ALL.into_iter().filter(|errand| errand.suits(&handling)).collect();
            assert_eq!(suits, expect, "{handling:?}");
        };
        use Errand::{Acknowledge, Answer, Decline, File, Reopen, Start};
        check(Handling::New, &[Acknowledge, Start, Answer, Decline, File]);
        check(sample::acknowledged(), &[Start, Answer, Decline, File, Reopen]);
        check(sample::answered(), &[Answer, Decline, File, Reopen]);
    }
}
