//! Clocks as they look: a shape, a word and a colour each.

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::sla::{Clock, ClockState, Stop};
use plumbline_protocol::record_view::HandOffView;
use yew::prelude::*;

use crate::element::{plain, tag, text_tag};
use crate::platform::format;
use crate::platform::text::{text, text_with};

/// The clock that matters now, and the other one where it says something of its own: once there was a response, the update
/// is what is waited for.
pub fn clocks(hand_off: &HandOffView) -> (&Clock, Option<&Clock>) {
    let (response, update) = (&hand_off.response, hand_off.update.as_ref());
    match update {
        Some(update) if response.stop.is_some() && update.stop.is_none() => (update, Some(response)),
        _ => (response, update.filter(|update| !(is_cancelled(response) && is_cancelled(update)))),
    }
}

/// Whether nothing is waited for any more, done or not.
pub fn is_cancelled(clock: &Clock) -> bool {
    matches!(clock.stop, Some(Stop::Cancelled(_)))
}

/// The countdown. It is not read out as it ticks: a screen reader is told when the state changes.
pub fn large(clock: &Clock, now: Instant) -> Html {
    let shown = Shown::of(clock, now);
    let percent = clock.used_percent(now).to_string();
    let within = format::span(TimeDelta::seconds(clock.promise.within_seconds));
    let used = text_with("sla_used_percent", &[&percent]);
    let bar = tag("span", &["style"], &[&format!("width:{percent}%")], Vec::new());
    let mut parts = vec![text_tag("span", "of", text_with("sla_within", &[&clock.promise.name, &within]))];
    parts.extend(shown.parts());
    parts.push(tag("span", &["class", "role", "aria-label"], &["meter", "img", &used], vec![bar]));
    tag("div", &["class", "data-part", "data-clock"], &["clock", "clock", shown.name], parts)
}

/// A clock in a line, under a name of its own.
pub fn line(element: &'static str, name: &str, clock: &Clock, now: Instant) -> Html {
    let shown = Shown::of(clock, now);
    let state = tag("span", &["class", "data-clock"], &["tone", shown.name], shown.parts());
    tag(element, &["class"], &["clock-line"], vec![text_tag("span", "of", name.to_owned()), state])
}

/// A clock's state as it looks: never by colour alone.
struct Shown {
    name: &'static str,
    shape: &'static str,
    label: &'static str,
    time: Option<String>,
}

impl Shown {
    fn of(clock: &Clock, now: Instant) -> Self {
        let whole = TimeDelta::seconds(clock.promise.within_seconds);
        let ticking = |time| Some(format::countdown(time));
        let (name, shape, label, time) = match clock.state(now) {
            ClockState::NotYetOpen { .. } => ("not-yet-open", "◌", "sla_not_yet_open", ticking(whole)),
            ClockState::Running { left } => ("running", "●", "sla_running", ticking(left)),
            ClockState::DueSoon { left } => ("due-soon", "◐", "sla_due_soon", ticking(left)),
            ClockState::Paused { left } => ("paused", "‖", "sla_paused", ticking(left)),
            ClockState::Overdue { by } => ("overdue", "▲", "sla_overdue", ticking(by)),
            ClockState::Met { after } => ("met", "✓", "sla_met", Some(format::span(after))),
            ClockState::MetLate { by } => ("met-late", "△", "sla_met_late", Some(format::span(by))),
            ClockState::Cancelled(_) => ("cancelled", "✕", "sla_cancelled", None),
        };
        Self { name, shape, label, time }
    }

    fn parts(&self) -> Vec<Html> {
        let shape = tag("span", &["class", "aria-hidden"], &["shape", "true"], vec![plain(self.shape.to_owned())]);
        let time = self.time.as_ref().map(|time| {
            tag("span", &["class", "role", "aria-live"], &["time", "timer", "off"], vec![plain(time.clone())])
        });
        let state = tag("span", &["class", "aria-live"], &["state", "polite"], vec![plain(text(self.label))]);
        vec![shape, time.unwrap_or_default(), state]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sla::samples::{cancelled, hand_off, responded, updated};

    #[track_caller]
    fn check(response: Option<Stop>, update: Option<Option<Stop>>, expect: (&str, Option<&str>)) {
        let hand_off = hand_off(response, update);
        let (large, line) = clocks(&hand_off);
        assert_eq!((large.promise.name.as_str(), line.map(|clock| clock.promise.name.as_str())), expect);
    }

    #[test]
    fn what_is_waited_for_is_large() {
        check(None, None, ("Response", None));
        check(None, Some(None), ("Response", Some("Update")));
        check(None, Some(Some(updated())), ("Response", Some("Update")));
        check(Some(responded()), Some(None), ("Update", Some("Response")));
        check(Some(responded()), Some(Some(updated())), ("Response", Some("Update")));
        check(Some(responded()), Some(Some(cancelled())), ("Response", Some("Update")));
        check(Some(cancelled()), Some(Some(cancelled())), ("Response", None));
    }
}
