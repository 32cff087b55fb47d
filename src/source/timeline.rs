//! The touches over time as a picture: a lane for each side, and lines where the milestones are.

use plumbline_domain::Instant;
use plumbline_domain::attribution::Journey;
use plumbline_domain::touch::Actor;
use plumbline_protocol::record_view::{CreditedTouchView, SourceView};
use yew::prelude::*;

use super::touches;
use crate::element::{plain, tag, text_tag};
use crate::platform::format;
use crate::platform::text::counted;

/// What the picture is wide, in its own units.
const WIDTH: i64 = 1000;

/// Milestones nearer than this to one another share a label, so that none covers another.
const APART: i64 = 70;

/// The lanes from above, and the height of each one's middle in the picture's units.
const LANES: [(Actor, u8); 3] = [(Actor::Marketing, 10), (Actor::Sales, 30), (Actor::Buyer, 50)];

/// The picture of all touches of `source`; the list of them says the same in words.
pub fn timeline(source: &SourceView) -> Html {
    let span = Span::of(&source.touches, &source.journey);
    let marks = span.marks(&source.journey);
    let mut children = Vec::new();
    for (lane, _) in LANES {
        children.push(text_tag("span", "lane", touches::actor_name(lane)));
    }
    children.push(span.picture(&source.touches, &marks));
    for (place, names) in marks {
        let style = format!("--at:{}%", place / 10);
        let label = tag("span", &["style"], &[&style], vec![plain(names)]);
        children.push(tag("span", &["class"], &["milestone"], vec![label]));
    }
    let days = format!("{} – {}", format::day(span.from), format::day(span.to));
    children.push(text_tag("span", "days", days));
    let told = counted("touches", source.touches.len());
    tag("div", &["class", "role", "aria-label"], &["timeline", "img", &told], children)
}

/// From the first to the last of what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    from: Instant,
    to: Instant,
}

impl Span {
    /// Of a record's touches, in order of time, and its milestones.
    fn of(touches: &[CreditedTouchView], journey: &Journey) -> Self {
        let mut span: Option<Self> = None;
        let mut add = |at: Instant| {
            let known = span.unwrap_or(Self { from: at, to: at });
            span = Some(Self { from: known.from.min(at), to: known.to.max(at) });
        };
        for view in [touches.first(), touches.last()].into_iter().flatten() {
            add(view.touch.at);
        }
        for (at, _) in reached(journey) {
            at.into_iter().for_each(&mut add);
        }
        span.unwrap_or(Self { from: Instant::UNIX_EPOCH, to: Instant::UNIX_EPOCH })
    }

    /// Where a moment is; in the middle when there is only one.
    fn place(self, at: Instant) -> i64 {
        let whole = (self.to - self.from).num_seconds();
        if whole == 0 { WIDTH / 2 } else { (at - self.from).num_seconds() * WIDTH / whole }
    }

    fn picture(self, touches: &[CreditedTouchView], marks: &[(i64, String)]) -> Html {
        let mut lines = String::new();
        for (place, _) in marks {
            lines += &format!("M{place} 0v60");
        }
        let mut paths = vec![path("milestone", &lines)];
        for (lane, middle) in LANES {
            paths.push(path(touches::actor(lane), &self.dots(touches, lane, middle)));
        }
        tag("svg", &["viewBox", "preserveAspectRatio"], &["0 0 1000 60", "none"], paths)
    }

    /// The dots of a lane as the data of a path: lines of no length with round ends.
    fn dots(self, touches: &[CreditedTouchView], lane: Actor, middle: u8) -> String {
        let mut dots = String::new();
        for view in touches {
            if view.touch.actor == lane {
                dots += &format!("M{} {middle}h0", self.place(view.touch.at));
            }
        }
        dots
    }

    /// Where which milestones are labelled.
    fn marks(self, journey: &Journey) -> Vec<(i64, String)> {
        let mut marks: Vec<(i64, String)> = Vec::new();
        for (at, name) in reached(journey) {
            let Some(place) = at.map(|at| self.place(at)) else { continue };
            match marks.iter_mut().find(|(other, _)| (place - *other).abs() < APART) {
                Some((_, names)) => *names = format!("{names} {name}"),
                None => marks.push((place, name.to_owned())),
            }
        }
        marks
    }
}

/// All dots of a lane are one element: four hundred of them are drawn as quickly as four.
fn path(class: &str, data: &str) -> Html {
    tag("path", &["class", "d"], &[class, data], Vec::new())
}

/// When the milestones were reached that the picture does not begin with.
fn reached(journey: &Journey) -> [(Option<Instant>, &'static str); 3] {
    [(journey.lead_created_at, "LC"), (journey.deal_created_at, "OC"), (journey.won_at, "CW")]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: u32) -> Instant {
        format!("2026-11-20T{hour:02}:00:00Z").parse().unwrap()
    }

    #[test]
    fn milestones_at_one_place_share_a_label() {
        let span = Span { from: at(0), to: at(20) };
        let check = |lead: u32, deal: u32, won: Option<u32>, expect: &[(i64, &str)]| {
            let journey = Journey {
                lead_created_at: Some(at(lead)),
                deal_created_at: Some(at(deal)),
                won_at: won.map(at),
                ..Journey::default()
            };
            let expect: Vec<_> = expect.iter().map(|(place, names)| (*place, (*names).to_owned())).collect();
            assert_eq!(span.marks(&journey), expect);
        };
        check(5, 10, Some(20), &[(250, "LC"), (500, "OC"), (1000, "CW")]);
        check(5, 6, None, &[(250, "LC OC")]);
        check(5, 10, Some(5), &[(250, "LC CW"), (500, "OC")]);
    }

    #[test]
    fn what_happened_at_one_moment_stands_in_the_middle() {
        let journey = Journey { lead_created_at: Some(at(3)), ..Journey::default() };
        let span = Span::of(&[], &journey);
        assert_eq!((span.place(at(3)), span.dots(&[], Actor::Sales, 30)), (500, String::new()));
    }
}
