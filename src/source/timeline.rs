//! The touches over time as a picture: a lane for each side, and lines where the milestones are.

use plumbline_domain::Instant;
use plumbline_domain::attribution::Journey;
use plumbline_domain::touch::Actor;
use plumbline_protocol::record_view::{CreditedTouchView, SourceView};
use yew::prelude::*;

use super::touches;
use crate::element::{plain, tag, text_tag};
use crate::platform::format;
use crate::platform::text::{counted, text};

/// What the picture is wide, in its own units.
const WIDTH: i64 = 1000;

/// Milestones nearer than this to one another share a label, so that none covers another.
const APART: i64 = 70;

/// The lanes from above, each as high as a line of text.
const LANES: [Actor; 3] = [Actor::Marketing, Actor::Sales, Actor::Buyer];

/// Half of a lane's height, in the picture's units.
const HALF_LANE: usize = 10;

/// The picture of all touches of `source`; the list of them says the same in words.
pub fn timeline(source: &SourceView) -> Html {
    let Some(span) = Span::of(&source.touches, &source.journey) else { return Html::default() };
    let names = LANES.iter().map(|lane| text_tag("span", "lane", text(touches::actor(*lane).1)));
    let marks = span.marks(&source.journey);
    let labels = marks.iter().map(|(at, names)| label(*at, names));
    let days = text_tag("span", "days", format!("{} – {}", format::day(span.from), format::day(span.to)));
    let children = names.chain([picture(&span, &source.touches, &marks)]).chain(labels).chain([days]);
    let told = counted("touches", source.touches.len());
    tag("div", &["class", "role", "aria-label"], &["timeline", "img", &told], children.collect())
}

fn label(at: i64, names: &str) -> Html {
    let style = format!("left:{}%", at / 10);
    let mark = tag("span", &["style"], &[&style], vec![plain(names.to_owned())]);
    tag("span", &["class"], &["milestone"], vec![mark])
}

fn picture(span: &Span, touches: &[CreditedTouchView], marks: &[(i64, String)]) -> Html {
    let lines = marks.iter().map(|(at, _)| format!("M{at} 0v60")).collect::<String>();
    let dots = LANES.iter().enumerate().map(|(lane, actor)| {
        path(touches::actor(*actor).0, &span.dots(touches, *actor, lane * 2 * HALF_LANE + HALF_LANE))
    });
    let children = std::iter::once(path("milestone", &lines)).chain(dots);
    tag("svg", &["viewBox", "preserveAspectRatio"], &["0 0 1000 60", "none"], children.collect())
}

/// All dots of a lane are one element: four hundred of them are drawn as quickly as four.
fn path(class: &str, data: &str) -> Html {
    tag("path", &["class", "d"], &[class, data], Vec::new())
}

/// From the first to the last of what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    from: Instant,
    to: Instant,
}

impl Span {
    fn of(touches: &[CreditedTouchView], journey: &Journey) -> Option<Self> {
        let moments = || touches.iter().map(|view| view.touch.at).chain(reached(journey).map(|(at, _)| at));
        touches.first()?;
        Some(Self { from: moments().min()?, to: moments().max()? })
    }

    /// Where a moment is; in the middle when there is only one.
    fn place(self, at: Instant) -> i64 {
        let whole = (self.to - self.from).num_seconds();
        if whole == 0 { WIDTH / 2 } else { (at - self.from).num_seconds() * WIDTH / whole }
    }

    /// The dots of a lane as the data of a path: lines of no length with round ends.
    fn dots(self, touches: &[CreditedTouchView], actor: Actor, height: usize) -> String {
        let of_lane = touches.iter().filter(|view| view.touch.actor == actor);
        of_lane.map(|view| format!("M{} {height}h0", self.place(view.touch.at))).collect()
    }

    /// Where which milestones are labelled.
    fn marks(self, journey: &Journey) -> Vec<(i64, String)> {
        let mut marks: Vec<(i64, String)> = Vec::new();
        for (at, name) in reached(journey) {
            let place = self.place(at);
            match marks.last_mut().filter(|(last, _)| place - *last < APART) {
                Some((_, names)) => *names = format!("{names} {name}"),
                None => marks.push((place, name.to_owned())),
            }
        }
        marks
    }
}

/// The milestones that were reached, in order of time; the first touch is where the picture begins.
fn reached(journey: &Journey) -> impl Iterator<Item = (Instant, &'static str)> {
    let mut reached: Vec<(Instant, &'static str)> =
        [(journey.lead_created_at, "LC"), (journey.deal_created_at, "OC"), (journey.won_at, "CW")]
            .into_iter()
            .filter_map(|(at, name)| Some((at?, name)))
            .collect();
    reached.sort();
    reached.into_iter()
}
