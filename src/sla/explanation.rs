//! Why a clock stands where it stands, in sentences that can be read out.

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::sla::{Cancellation, Clock, ClockState, Pause, Promise, Response, Stop, Update};
use plumbline_protocol::record_view::{HandOffView, PolicyView};
use yew::prelude::*;

use super::clocks::clocks;
use super::words::sentences;
use crate::element::{plain, tag, text_tag};
use crate::platform::format;
use crate::platform::text::{text, text_with};

/// One sentence.
#[derive(Debug, PartialEq, Eq)]
pub enum Fact<'a> {
    /// What was promised, in whose hours.
    Promised(&'a Promise),
    /// When it was handed off.
    HandedOff(Instant),
    /// When business time first ran, where that was later.
    Begins(Instant),
    /// What did not count.
    Paused(&'a Pause),
    /// How much business time it has had.
    Used(TimeDelta),
    /// Nothing counts before that.
    ClosedUntil(Instant),
    /// When it falls due.
    Due(Instant),
    /// When it would if the pause ended now.
    DueAfterPause(Instant),
    /// It was answered, and should have been by then.
    Responded(&'a Response, Instant),
    /// It was brought up to date, and should have been by then.
    Updated(&'a Update, Instant),
    /// It ended.
    Cancelled(Cancellation),
}

/// What is said under the countdown.
pub fn note(hand_off: &HandOffView, clock: &Clock, now: Instant) -> String {
    let mut facts = origin(clock);
    facts.extend(standing(clock, now));
    sentences(facts, hand_off)
}

/// The whole reckoning of both clocks, one click away.
pub fn why(hand_off: &HandOffView, now: Instant) -> Html {
    let (first, second) = clocks(hand_off);
    let second = second.map(|second| text_tag("p", "why", sentences(reckoning_beside(second, now), hand_off)));
    let parts = vec![
        tag("summary", &[], &[], vec![plain(text("sla_why"))]),
        text_tag("p", "why", policy(&hand_off.policy)),
        text_tag("p", "why", sentences(reckoning(first, now), hand_off)),
        second.unwrap_or_default(),
        text_tag("p", "why", whose_time(first)),
    ];
    tag("details", &["class", "data-part"], &["more", "explanation"], parts)
}

/// In whose time it was told, and what that is where the calendar is, if it is another there.
fn whose_time(clock: &Clock) -> String {
    let (zone, mine) = (&clock.promise.zone, text("sla_your_time"));
    let there = format::moment_in(clock.due_at, zone);
    let is_same = there == format::moment(clock.due_at);
    if is_same { mine } else { format!("{mine} {}", text_with("sla_their_time", &[&there, zone])) }
}

/// Which promises these are, and why.
fn policy(PolicyView { name, because }: &PolicyView) -> String {
    if because.is_empty() {
        text_with("policy_standard", &[name])
    } else {
        text_with("policy", &[name, &because.join("; ")])
    }
}

fn reckoning(clock: &Clock, now: Instant) -> Vec<Fact<'_>> {
    let mut facts = vec![Fact::Promised(&clock.promise)];
    facts.extend(origin(clock));
    facts.extend(clock.pauses.iter().filter(|pause| pause.to.is_some()).map(Fact::Paused));
    facts.extend(used(clock, now).map(Fact::Used));
    facts.extend(standing(clock, now));
    facts
}

/// The reckoning of a clock whose hand-off and pauses were told with the other one.
fn reckoning_beside(clock: &Clock, now: Instant) -> Vec<Fact<'_>> {
    let is_its_own = |fact: &Fact<'_>| !matches!(fact, Fact::HandedOff(_) | Fact::Begins(_) | Fact::Paused(_));
    reckoning(clock, now).into_iter().filter(is_its_own).collect()
}

fn origin(clock: &Clock) -> Vec<Fact<'_>> {
    let mut facts = vec![Fact::HandedOff(clock.started_at)];
    if clock.opens_at > clock.started_at {
        facts.push(Fact::Begins(clock.opens_at));
    }
    facts
}

fn used(clock: &Clock, now: Instant) -> Option<TimeDelta> {
    let whole = TimeDelta::seconds(clock.promise.within_seconds);
    match clock.state(now) {
        ClockState::Running { left } | ClockState::DueSoon { left } | ClockState::Paused { left } => Some(whole - left),
        ClockState::Overdue { by } | ClockState::MetLate { by } => Some(whole + by),
        ClockState::Met { after } => Some(after),
        ClockState::NotYetOpen { .. } | ClockState::Cancelled(_) => None,
    }
}

fn standing(clock: &Clock, now: Instant) -> Vec<Fact<'_>> {
    match &clock.stop {
        Some(Stop::Response(response)) => vec![Fact::Responded(response, clock.due_at)],
        Some(Stop::Update(update)) => vec![Fact::Updated(update, clock.due_at)],
        Some(Stop::Cancelled(cancellation)) => vec![Fact::Cancelled(*cancellation)],
        None => waiting(clock, now),
    }
}

fn waiting(clock: &Clock, now: Instant) -> Vec<Fact<'_>> {
    let lasting = clock.pauses.last().filter(|pause| pause.to.is_none() && pause.from <= now);
    let due = match clock.state(now) {
        ClockState::Paused { left } if lasting.is_some() => clock.open.due(now, left).map(Fact::DueAfterPause),
        _ => Some(Fact::Due(clock.due_at)),
    };
    // Before it ever ran, that is when it begins; in a pause nothing counts anyway.
    let opens = clock.open.next_open(now).filter(|opens| *opens > now && now >= clock.opens_at && lasting.is_none());
    let mut facts = Vec::new();
    facts.extend(lasting.map(Fact::Paused));
    facts.extend(opens.map(Fact::ClosedUntil));
    facts.extend(due);
    facts
}

#[cfg(test)]
mod tests {
    use plumbline_domain::sla::{CancelledBy, ResponseKind};

    use super::*;
    use crate::sla::samples::{at, clock};

    fn pause(from: i64, to: Option<i64>) -> Pause {
        Pause { from: at(from), to: to.map(at), status: "Waiting".into() }
    }

    #[track_caller]
    fn check(clock: &Clock, now: i64, expect: Vec<Fact<'_>>) {
        let mut facts = vec![Fact::Promised(&clock.promise)];
        facts.extend(expect);
        assert_eq!(reckoning(clock, at(now)), facts);
    }

    #[test]
    fn a_clock_that_waits_tells_what_counted_and_until_when() {
        let used = |minutes| Fact::Used(TimeDelta::minutes(minutes));
        let plain = clock("Response", 0, Vec::new(), None);
        let handed_off = || Fact::HandedOff(at(0));
        check(&plain, 10, vec![handed_off(), used(10), Fact::Due(at(140))]);
        check(&plain, 90, vec![handed_off(), used(60), Fact::ClosedUntil(at(120)), Fact::Due(at(140))]);
        check(&plain, 150, vec![handed_off(), used(90), Fact::Due(at(140))]);
        let early = clock("Response", 70, Vec::new(), None);
        check(&early, 80, vec![Fact::HandedOff(at(70)), Fact::Begins(at(120)), Fact::Due(at(1460))]);
    }

    #[test]
    fn pauses_are_told_and_move_what_is_due() {
        let used = |minutes| Fact::Used(TimeDelta::minutes(minutes));
        let (ended, lasting) = (pause(10, Some(30)), pause(40, None));
        let ended_only = clock("Response", 0, vec![ended.clone()], None);
        let expect = vec![Fact::HandedOff(at(0)), Fact::Paused(&ended), used(20), Fact::Due(at(160))];
        check(&ended_only, 40, expect);
        let both = clock("Response", 0, vec![ended.clone(), lasting.clone()], None);
        let told = |due| {
            let due = Fact::DueAfterPause(at(due));
            vec![Fact::HandedOff(at(0)), Fact::Paused(&ended), used(20), Fact::Paused(&lasting), due]
        };
        check(&both, 40, told(160));
        check(&both, 50, told(170));
    }

    #[test]
    fn what_stopped_a_clock_is_told_last() {
        let check = |stop: Stop, used: Option<i64>, last: &Fact<'_>| {
            let clock = clock("Response", 0, Vec::new(), Some(stop));
            let facts = reckoning(&clock, at(9999));
            let used = used.map(|minutes| Fact::Used(TimeDelta::minutes(minutes)));
            assert_eq!((facts.get(2).filter(|_| used.is_some()), facts.last()), (used.as_ref(), Some(last)));
        };
        let response = Response { at: at(10), by: "Dana".into(), kind: ResponseKind::Call };
        check(Stop::Response(response.clone()), Some(10), &Fact::Responded(&response, at(140)));
        let update = Update { at: at(150), by: "Dana".into(), status: "Contacted".into() };
        check(Stop::Update(update.clone()), Some(90), &Fact::Updated(&update, at(140)));
        let cancellation = Cancellation { at: at(10), by: CancelledBy::Close };
        check(Stop::Cancelled(cancellation), None, &Fact::Cancelled(cancellation));
    }
}
