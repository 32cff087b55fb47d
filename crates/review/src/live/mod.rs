//! Hearing from the hub without asking: server-sent events, and whether they flow.

mod currency;
mod source;

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use plumbline_domain::Instant;
use plumbline_domain::record::RecordKey;
use yew::prelude::*;

pub use self::currency::Currency;
use self::source::Source;
use crate::ui::time::now;

/// What is no longer what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stale {
    /// One record's facts.
    Record(RecordKey),
    /// A report, and what is counted of reports.
    Report,
    /// Possibly anything.
    Everything,
}

/// What is heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// Events flow from now on; what came before must be read.
    Opened,
    /// Something changed.
    Changed(Stale),
    /// Events stopped.
    Lost,
    /// The hub refuses to tell; asking it anything else will say why.
    Refused,
}

/// Whether events flow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Link {
    /// Not yet.
    #[default]
    Opening,
    /// They do.
    Live,
    /// They do not; they did until then, if ever.
    Lost(Option<Instant>),
}

impl Link {
    fn after(self, heard: &Heard, at: Instant) -> Self {
        match (heard, self) {
            (Heard::Opened | Heard::Changed(_), _) => Self::Live,
            (Heard::Lost | Heard::Refused, Self::Live) => Self::Lost(Some(at)),
            (Heard::Lost | Heard::Refused, Self::Opening) => Self::Lost(None),
            (Heard::Lost | Heard::Refused, lost @ Self::Lost(_)) => lost,
        }
    }
}

impl Reducible for Link {
    type Action = Heard;

    fn reduce(self: Rc<Self>, heard: Heard) -> Rc<Self> {
        Rc::new(self.after(&heard, now()))
    }
}

/// How long to wait before the nth attempt to open a source that was refused, in milliseconds. (A source that merely
/// broke is reopened by the browser.)
const fn patience(attempt: u32) -> u32 {
    match attempt {
        0..=1 => 2_000,
        2..=4 => 5_000,
        _ => 15_000,
    }
}

/// Listens as long as the component is there, and says what to read again.
#[hook]
pub fn use_live(on_stale: Callback<Stale>) -> Link {
    let link = use_reducer_eq(Link::default);
    let attempt = use_state_eq(|| 0_u32);
    let retry = use_mut_ref(|| None::<Timeout>);
    use_effect_with(*attempt, {
        let (link, attempt, on_stale) = (link.dispatcher(), attempt.clone(), on_stale.clone());
        move |_| {
            let source = Source::open(Callback::from(move |heard: Heard| {
                link.dispatch(heard.clone());
                match heard {
                    Heard::Lost => {}
                    Heard::Changed(stale) => on_stale.emit(stale),
                    Heard::Opened => on_stale.emit(Stale::Everything),
                    Heard::Refused => {
                        on_stale.emit(Stale::Everything);
                        let attempt = attempt.clone();
                        retry.replace(Some(Timeout::new(patience(*attempt), move || attempt.set(*attempt + 1))));
                    }
                }
            }));
            move || drop(source)
        }
    });
    use_effect_with((), move |()| {
        let listeners = wake_listeners(&on_stale);
        move || drop(listeners)
    });
    *link
}

/// A machine that slept or lost its network may have missed events without noticing.
fn wake_listeners(on_stale: &Callback<Stale>) -> [EventListener; 2] {
    let (online, shown) = (on_stale.clone(), on_stale.clone());
    [
        EventListener::new(&gloo::utils::window(), "online", move |_| online.emit(Stale::Everything)),
        EventListener::new(&gloo::utils::document(), "visibilitychange", move |_| {
            if !gloo::utils::document().hidden() {
                shown.emit(Stale::Everything);
            }
        }),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(heard: &[(Heard, i64)], expect: Link) {
        let at = |second| Instant::from_timestamp(second, 0).unwrap();
        let link = heard.iter().fold(Link::default(), |link, (heard, second)| link.after(heard, at(*second)));
        assert_eq!(link, expect, "{heard:?}");
    }

    #[test]
    fn a_lost_link_remembers_until_when_it_was_live() {
        let lost_at = |second| Link::Lost(Instant::from_timestamp(second, 0));
        check(&[], Link::Opening);
        check(&[(Heard::Lost, 1)], Link::Lost(None));
        check(&[(Heard::Opened, 1)], Link::Live);
        check(&[(Heard::Opened, 1), (Heard::Lost, 2), (Heard::Lost, 5), (Heard::Refused, 9)], lost_at(2));
        check(&[(Heard::Opened, 1), (Heard::Lost, 2), (Heard::Opened, 3)], Link::Live);
    }
}
