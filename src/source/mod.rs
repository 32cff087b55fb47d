//! The source card: where a record came from, what each channel and touch is credited with, and when it all happened.

pub mod channels;
pub mod claim;
mod timeline;
pub mod touches;
pub mod words;

use std::rc::Rc;

use plumbline_domain::attribution::Uncredited;
use plumbline_domain::money::Money;
use plumbline_domain::record::RecordKey;
use plumbline_domain::touch::Touch;
use plumbline_protocol::record_view::SourceView;
use yew::prelude::*;

use crate::attribution;
use crate::element::{card, plain, tag, text_tag};
use crate::panel::state::Told;
use crate::platform::format;
use crate::platform::text::{counted, text, text_with};

pub use timeline::timeline;

/// Who sourced it, original and latest source, the touches over time, and the credit by channel and by touch, with its sum.
pub fn source_card(told: &Rc<Told>) -> Html {
    let source = &told.view.source;
    let mut children = Vec::new();
    if source.touches.is_empty() {
        children.push(text_tag("p", "empty", text("source_none")));
    } else {
        children.extend([claim::claim(source), origins(source), timeline(source)]);
        credit(source, &mut children);
        children.extend([list(source), whole(&told.view.record.key)]);
    }
    card("source", "source_title", children)
}

fn list(source: &SourceView) -> Html {
    let mut children = vec![text_tag("summary", "", counted("touches", source.touches.len()))];
    touches::touches(&source.touches, &mut children);
    tag("details", &["class"], &["more"], children)
}

/// What the credits add up to and by which model, or why there are none.
fn credit(source: &SourceView, into: &mut Vec<Html>) {
    if let Some(why) = source.uncredited() {
        let why = if why == Uncredited::NoTouchBeforeClose { "no_touch_before_close" } else { "no_touch_counts" };
        into.push(tag("p", &["class", "data-part"], &["empty", "uncredited"], vec![plain(text(why))]));
        return;
    }
    let sum = tag("p", &["class", "data-part"], &["sum", "credit-sum"], vec![plain(sum(source))]);
    let model = text_with("model_line", &[&words::model_name(source.model), &words::model_rule(source.model)]);
    into.extend([channels::channels(&source.touches), sum, text_tag("p", "why", model)]);
}

/// The way to the page that compares the models and shows all there is. It stands outside the CRM, because it needs its width.
fn whole(key: &RecordKey) -> Html {
    let names = &["class", "href", "target", "data-part"];
    let values = &["whole", &format!("{}#{key}", attribution::PAGE), "_blank", "attribution"];
    tag("a", names, values, vec![plain(text("attribution_open"))])
}

fn origins(source: &SourceView) -> Html {
    let is_one = source.original.as_ref().map(|touch| &touch.id) == source.latest.as_ref().map(|touch| &touch.id);
    let mut rows = Vec::new();
    let mut row = |key: &str, touch: &Option<Touch>| {
        let said = touch.as_ref().map_or_else(|| text("source_unknown"), origin);
        rows.extend([text_tag("dt", "", text(key)), text_tag("dd", "", said)]);
    };
    row(if is_one { "source_only" } else { "source_original" }, &source.original);
    if !is_one {
        row("source_latest", &source.latest);
    }
    tag("dl", &["class"], &["origins"], rows)
}

/// Source, medium and campaign of a touch, and its day.
pub fn origin(touch: &Touch) -> String {
    let named = [touch.source.as_deref(), touch.medium.as_deref(), touch.campaign.as_deref()];
    let named: Vec<&str> = named.into_iter().flatten().collect();
    text_with("source_on", &[&named.join(" · "), &format::day(touch.at)])
}

/// What all parts add up to, counted from what is shown and not assumed.
pub fn sum(source: &SourceView) -> String {
    let (mut points, mut total) = (0, source.amount.map(|amount| Money { minor: 0, ..amount }));
    for credit in source.touches.iter().filter_map(|touch| touch.credit.as_ref()) {
        points += credit.basis_points;
        if let (Some(total), Some(part)) = (&mut total, credit.amount) {
            total.minor += part.minor;
        }
    }
    let percent = format::basis_points(points);
    match total {
        Some(total) => text_with("credit_sum_amount", &[&percent, &format::money(total, true)]),
        None => text_with("credit_sum", &[&percent]),
    }
}
