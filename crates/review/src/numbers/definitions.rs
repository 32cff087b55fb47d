//! What both teams mean by their words: the version in force, and the others.

use std::rc::Rc;

use gloo::utils::document;
use plumbline_protocol::numbers::{DefinitionStanding, DefinitionView, NumbersResponse};
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};
use yew::prelude::*;

use crate::strings::numbers as strings;

/// The heading of all words.
const NAME: &str = "definitions-name";

#[derive(Properties, PartialEq)]
pub struct DefinitionsProps {
    pub told: Rc<NumbersResponse>,
    /// Whose definition is looked at.
    pub word: Option<String>,
}

/// All words, each with its versions.
#[component]
pub fn Definitions(props: &DefinitionsProps) -> Html {
    use_effect_with(props.word.clone(), |word| lead_to(word.as_deref()));
    let words = by_word(&props.told.definitions);
    html! {
        <section class="card" data-part="definitions" aria-labelledby={NAME}>
            <h2 id={NAME} tabindex="-1">{ strings::DEFINITIONS }</h2>
            if words.is_empty() {
                <p class="none">{ strings::NO_DEFINITIONS }</p>
            }
            { for words.iter().map(|versions| {
                let is_asked = props.word.as_deref().is_some_and(|word| versions[0].definition.is_of(word));
                word(versions, is_asked)
            }) }
            <p class="rule">{ strings::FIGURES_DEFINED }</p>
        </section>
    }
}

/// Leads whoever asks for a word to it, and to all words where it is not defined.
pub fn lead_to(word: Option<&str>) {
    let Some(word) = word else { return };
    let found = document().get_element_by_id(&id(word)).or_else(|| document().get_element_by_id(NAME));
    if let Some(heading) = found.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        let in_place = FocusOptions::new();
        in_place.set_prevent_scroll(true);
        // What cannot be focused can still be read.
        let _ = heading.focus_with_options(&in_place);
        heading.scroll_into_view();
    }
}

/// Of the heading of a word.
fn id(word: &str) -> String {
    format!("word-{}", word.to_lowercase())
}

fn word(versions: &[&DefinitionView], is_asked: bool) -> Html {
    let Some((first, others)) = versions.split_first() else { return Html::default() };
    html! {
        <section class={classes!("definition", is_asked.then_some("asked"))} key={first.definition.term.to_lowercase()}
            data-part="definition" data-word={first.definition.term.clone()}>
            <h3 id={id(&first.definition.term)} tabindex="-1"><bdi>{ &first.definition.term }</bdi></h3>
            { version(first) }
            if !others.is_empty() {
                <details>
                    <summary>{ strings::other_versions(others.len()) }</summary>
                    { for others.iter().map(|view| version(view)) }
                </details>
            }
        </section>
    }
}

fn version(view: &DefinitionView) -> Html {
    let of = &view.definition;
    let standing = match view.standing {
        DefinitionStanding::InForce => strings::in_force(of.version, of.since),
        DefinitionStanding::Earlier => strings::earlier(of.version, of.since),
        DefinitionStanding::Later => strings::later(of.version, of.since),
    };
    html! {
        <div class="version" data-part="version" data-version={of.version.to_string()}>
            <p dir="auto">{ &of.text }</p>
            if !of.stages.is_empty() {
                <p class="rule"><bdi>{ strings::stages(&of.stages) }</bdi></p>
            }
            <p class="rule">{ standing }</p>
        </div>
    }
}

/// The versions of each word together, in the order in which they come.
fn by_word(views: &[DefinitionView]) -> Vec<Vec<&DefinitionView>> {
    let mut words: Vec<Vec<&DefinitionView>> = Vec::new();
    for view in views {
        match words.iter_mut().find(|versions| versions[0].definition.is_of(&view.definition.term)) {
            Some(versions) => versions.push(view),
            None => words.push(vec![view]),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use plumbline_domain::numbers::Definition;

    use super::*;

    #[test]
    fn versions_of_a_word_stand_together() {
        let view = |term: &str, version| DefinitionView {
            definition: Definition {
                term: term.into(),
                version,
                since: chrono::NaiveDate::default(),
                text: String::new(),
                stages: Vec::new(),
            },
            standing: DefinitionStanding::InForce,
        };
        let views = [view("MQL", 2), view("SQL", 1), view("mql", 1)];
        let found: Vec<Vec<u32>> =
            by_word(&views).iter().map(|word| word.iter().map(|view| view.definition.version).collect()).collect();
        assert_eq!(found, [vec![2, 1], vec![1]]);
    }
}
