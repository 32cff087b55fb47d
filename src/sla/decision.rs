//! What the person is saying to a hand-off, and how that follows from what happens. Pure.

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::ids::{EventId, ReasonCode};
use plumbline_domain::record::{Record, RecordKey, Role};
use plumbline_domain::sla::{Acceptance, RejectionReason};
use plumbline_protocol::hand_off::{Decision, DecisionRequest};
use plumbline_protocol::record_view::HandOffView;

use super::clocks::is_cancelled;

/// The most characters that a rejection can carry.
pub const MAX_WORDS: usize = 2000;

/// How long a decision can be taken back.
const UNDO: TimeDelta = TimeDelta::seconds(30);

/// One hand-off: the record, and which time that it was handed off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// What was handed off.
    pub record: RecordKey,
    /// When.
    pub at: Instant,
}

impl Subject {
    /// This one.
    pub fn of(hand_off: &HandOffView) -> Self {
        Self { record: hand_off.record.clone(), at: hand_off.response.started_at }
    }
}

impl Subject {
    /// A record that was not handed off: nothing else about it is as old, and stays.
    pub fn of_none(record: &Record) -> Self {
        Self { record: record.key.clone(), at: record.created_at }
    }
}

/// Whether a person of this role says what sales says.
pub fn is_sales(role: Role) -> bool {
    matches!(role, Role::Rep | Role::Admin)
}

/// Whether a person of this role says what marketing says.
pub fn is_marketing(role: Role) -> bool {
    matches!(role, Role::Marketer | Role::Admin)
}

/// Whether sales gave it back, so that it can be handed off again.
pub fn is_rejected(hand_off: &HandOffView) -> bool {
    matches!(hand_off.acceptance, Acceptance::Rejected { .. })
}

/// Whether there is something to say to it yet.
pub fn may_decide(hand_off: &HandOffView) -> bool {
    let has_ended = is_cancelled(&hand_off.response) || hand_off.update.as_ref().is_some_and(is_cancelled);
    hand_off.acceptance == Acceptance::Open && !has_ended
}

/// The place of the hand-off that is shown large: the first, unless the person is at work on another.
pub fn featured(all: &[HandOffView], pinned: Option<&Subject>) -> usize {
    pinned.and_then(|pinned| all.iter().position(|hand_off| Subject::of(hand_off) == *pinned)).unwrap_or(0)
}

/// A rejection that is being written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rejection {
    /// One of the agreed reasons.
    pub reason: Option<ReasonCode>,
    /// As they were typed.
    pub words: String,
}

/// What a rejection lacks.
#[derive(Debug, PartialEq, Eq)]
pub enum Lack {
    /// No reason is chosen.
    Reason,
    /// The reason says nothing without words.
    Words,
    /// There are more words than fit: so many characters.
    Room(usize),
}

impl Rejection {
    /// Whether its reason says nothing without words.
    pub fn needs_words(&self, reasons: &[RejectionReason]) -> bool {
        reasons.iter().any(|reason| reason.needs_words && Some(&reason.code) == self.reason.as_ref())
    }

    /// What is to be sent.
    ///
    /// # Errors
    /// What it lacks.
    pub fn decision(&self, reasons: &[RejectionReason]) -> Result<Decision, Lack> {
        let reason = self.reason.clone().ok_or(Lack::Reason)?;
        let words = self.words.trim();
        match words.chars().count() {
            0 if self.needs_words(reasons) => Err(Lack::Words),
            0 => Ok(Decision::Reject { reason, words: None }),
            length if length > MAX_WORDS => Err(Lack::Room(length)),
            _ => Ok(Decision::Reject { reason, words: Some(words.to_owned()) }),
        }
    }
}

/// What happens while somebody decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The form was opened, filled in or, with `None`, closed.
    Rejecting(Option<Rejection>),
    /// It is on its way.
    Sent(DecisionRequest),
    /// What was sent arrived, at this moment.
    Arrived(Instant),
    /// It was not done, and why, for people.
    Failed(String),
}

/// Where the person is with one hand-off. What is typed stays until it has arrived.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Deciding {
    /// Which hand-off.
    pub of: Option<Subject>,
    /// The rejection that is being written.
    pub rejection: Option<Rejection>,
    /// Why the last thing was not done, for people.
    pub problem: Option<String>,
    is_sending: bool,
    sent: Option<DecisionRequest>,
    /// What arrived last, and when.
    done: Option<(EventId, Instant)>,
}

impl Deciding {
    /// What goes to the hub for a decision, if nothing is on its way. To try the same again is to send the same again.
    pub fn request(&self, of: &Subject, decision: Decision, id: impl FnOnce() -> EventId) -> Option<DecisionRequest> {
        let sent = self.sent.as_ref().filter(|sent| self.of.as_ref() == Some(of) && sent.decision == decision);
        let request = || DecisionRequest { id: id(), handed_off_at: of.at, decision };
        (!self.is_sending).then(|| sent.cloned().unwrap_or_else(request))
    }

    /// The decision that can be taken back at `now`.
    pub fn undo(&self, now: Instant) -> Option<&EventId> {
        self.done.as_ref().filter(|(_, at)| (now - *at).abs() < UNDO).map(|(id, _)| id)
    }

    /// The hand-off that must stay where it is, because the person is at work on it.
    pub fn pinned(&self, now: Instant) -> Option<&Subject> {
        let is_at_work = self.rejection.is_some() || self.is_sending || self.undo(now).is_some();
        self.of.as_ref().filter(|_| is_at_work)
    }

    /// What follows.
    pub fn after(&self, of: Subject, step: Step) -> Self {
        let is_same = self.of.as_ref() == Some(&of);
        let before = if is_same { self.clone() } else { Self { of: Some(of), ..Self::default() } };
        match step {
            Step::Rejecting(rejection) => Self { rejection, problem: None, ..before },
            Step::Sent(request) => Self { is_sending: true, problem: None, sent: Some(request), ..before },
            // An answer for what the person has left.
            Step::Arrived(_) | Step::Failed(_) if !is_same => self.clone(),
            Step::Arrived(at) => Self { rejection: None, done: before.done_by_now(at), is_sending: false, ..before },
            Step::Failed(problem) => Self { problem: Some(problem), is_sending: false, ..before },
        }
    }

    /// What was sent, unless that took back what was done.
    fn done_by_now(&self, at: Instant) -> Option<(EventId, Instant)> {
        let sent = self.sent.as_ref().filter(|sent| !matches!(sent.decision, Decision::Withdraw { .. }))?;
        Some((sent.id.clone(), at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sla::samples::{at, cancelled, hand_off, responded, updated};

    fn subject(id: u32) -> Subject {
        Subject { record: format!("odoo/crm.lead/{id}").parse().unwrap(), at: at(0) }
    }

    fn written() -> Rejection {
        Rejection { reason: Some(ReasonCode::new("other")), words: " A student ".into() }
    }

    fn sent(id: &str, decision: Decision) -> Step {
        Step::Sent(DecisionRequest { id: EventId::new(id), handed_off_at: at(0), decision })
    }

    fn after(steps: impl IntoIterator<Item = (u32, Step)>) -> Deciding {
        steps.into_iter().fold(Deciding::default(), |deciding, (id, step)| deciding.after(subject(id), step))
    }

    #[test]
    fn what_is_open_and_has_not_ended_can_be_decided() {
        let check = |hand_off: HandOffView, expect| assert_eq!(may_decide(&hand_off), expect);
        check(hand_off(None, None), true);
        check(hand_off(Some(responded()), Some(Some(updated()))), true);
        check(hand_off(Some(cancelled()), None), false);
        check(hand_off(Some(responded()), Some(Some(cancelled()))), false);
        let acceptance = Acceptance::Accepted { at: at(1), by: "Dana".into() };
        check(HandOffView { acceptance, ..hand_off(None, None) }, false);
    }

    #[test]
    fn a_rejection_needs_a_reason_and_sometimes_words() {
        let reasons = [("other", true), ("wrong_fit", false)];
        let reasons = reasons.map(|(code, needs_words)| RejectionReason {
            code: ReasonCode::new(code),
            name: code.into(),
            needs_words,
        });
        let check = |reason: Option<&str>, words: &str, expect: Result<Option<&str>, Lack>| {
            let rejection = Rejection { reason: reason.map(ReasonCode::new), words: words.into() };
            let expect = expect.map(|words| Decision::Reject {
                reason: ReasonCode::new(reason.unwrap()),
                words: words.map(str::to_owned),
            });
            assert_eq!(rejection.decision(&reasons), expect);
        };
        check(None, "A student", Err(Lack::Reason));
        check(Some("other"), " \n", Err(Lack::Words));
        check(Some("other"), " A student ", Ok(Some("A student")));
        check(Some("wrong_fit"), "", Ok(None));
        check(Some("wrong_fit"), &"é".repeat(MAX_WORDS + 1), Err(Lack::Room(MAX_WORDS + 1)));
    }

    #[test]
    fn what_is_typed_stays_until_it_has_arrived() {
        let check = |steps: &[Step], expect: Option<Rejection>| {
            let typed = [Step::Rejecting(Some(written())), sent("a", Decision::Accept)];
            let steps = typed.iter().chain(steps).map(|step| (1, step.clone()));
            assert_eq!(after(steps).rejection, expect);
        };
        check(&[], Some(written()));
        check(&[Step::Failed("away".into())], Some(written()));
        check(&[Step::Arrived(at(1))], None);
        check(&[Step::Rejecting(None)], None);
    }

    #[test]
    fn nothing_leaks_to_another_hand_off() {
        let left = after([(1, Step::Rejecting(Some(written()))), (2, Step::Rejecting(None))]);
        assert_eq!((left.of, left.rejection), (Some(subject(2)), None));
        let late = after([(1, sent("a", Decision::Accept)), (2, Step::Rejecting(None)), (1, Step::Arrived(at(1)))]);
        assert_eq!((late.undo(at(1)), &late.of), (None, &Some(subject(2))));
    }

    #[test]
    fn a_decision_can_be_taken_back_for_a_while() {
        let withdraw = || sent("b", Decision::Withdraw { decision: EventId::new("a") });
        let check = |steps: &[Step], second: i64, expect: Option<&str>| {
            let done = [sent("a", Decision::Accept), Step::Arrived(at(0))];
            let deciding = after(done.iter().chain(steps).map(|step| (1, step.clone())));
            let undo = deciding.undo(at(0) + TimeDelta::seconds(second)).map(EventId::as_str);
            assert_eq!(undo, expect);
        };
        check(&[], 10, Some("a"));
        check(&[], 30, None);
        check(&[], -3600, None);
        check(&[withdraw(), Step::Failed("away".into())], 10, Some("a"));
        check(&[withdraw(), Step::Arrived(at(0))], 10, None);
    }

    #[test]
    fn to_try_again_is_to_send_the_same() {
        let check = |steps: Vec<(u32, Step)>, expect: Option<&str>| {
            let request = after(steps).request(&subject(1), Decision::Accept, || EventId::new("new"));
            assert_eq!(request.as_ref().map(|request| request.id.as_str()), expect);
        };
        let failed = |id| [(id, sent("a", Decision::Accept)), (id, Step::Failed("away".into()))];
        let withdraw = sent("b", Decision::Withdraw { decision: EventId::new("a") });
        check(Vec::new(), Some("new"));
        check(failed(1).into(), Some("a"));
        check(failed(2).into(), Some("new"));
        check(vec![(1, sent("a", Decision::Accept))], None);
        check([&failed(1)[..], &[(1, withdraw), (1, Step::Arrived(at(0)))]].concat(), Some("new"));
    }

    #[test]
    fn what_the_person_is_at_work_on_stays_large() {
        let other = HandOffView { record: subject(2).record, ..hand_off(None, None) };
        let all = [hand_off(None, None), other];
        let check = |pinned: Option<Subject>, expect| assert_eq!(featured(&all, pinned.as_ref()), expect);
        check(None, 0);
        check(Some(subject(2)), 1);
        check(Some(subject(3)), 0);
        check(after([(2, Step::Rejecting(Some(written())))]).pinned(at(0)).cloned(), 1);
        check(after([(2, Step::Rejecting(None))]).pinned(at(0)).cloned(), 0);
    }
}
