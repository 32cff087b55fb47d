//! How buyers say it, and where it comes up.

use plumbline_domain::objection::Objection;
use yew::prelude::*;

use crate::strings::library::{self, ANYWHERE};
use crate::strings::objection as words;

/// As marketing wrote it.
pub fn facts(objection: &Objection) -> Html {
    html! {
        <dl class="facts" data-part="facts">
            { phrases(&objection.phrases) }
            { list("stages", &objection.stages) }
            { list("segments", &objection.segments) }
            { list("competitors", &objection.competitors) }
        </dl>
    }
}

fn phrases(phrases: &[String]) -> Html {
    let phrase = |phrase: &String| html! { <li dir="auto">{ phrase }</li> };
    html! {
        <div class="said-like">
            <dt>{ library::field(crate::library::Kind::Objections, "phrases") }</dt>
            <dd>
                if phrases.is_empty() {
                    <span class="quiet-word">{ words::NO_PHRASES }</span>
                } else {
                    <ul>{ for phrases.iter().map(phrase) }</ul>
                }
            </dd>
        </div>
    }
}

fn list(name: &'static str, entries: &[String]) -> Html {
    let text = if entries.is_empty() { ANYWHERE.to_owned() } else { entries.join(", ") };
    html! { <div><dt>{ library::field(crate::library::Kind::Objections, name) }</dt><dd dir="auto">{ text }</dd></div> }
}
