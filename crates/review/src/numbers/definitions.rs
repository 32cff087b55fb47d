//! What both teams mean by their words: the version in force, and the others.

use std::rc::Rc;

use plumbline_protocol::numbers::{DefinitionStanding, DefinitionView, NumbersResponse};
use web_sys::{FocusOptions, HtmlElement};
use yew::prelude::*;

use crate::strings::numbers as strings;

#[derive(Properties, PartialEq)]
pub struct DefinitionsProps {
    pub told: Rc<NumbersResponse>,
    /// Whose definition is looked at.
    pub word: Option<String>,
}

/// All words, each with its versions.
#[component]
pub fn Definitions(props: &DefinitionsProps) -> Html {
    let asked = use_node_ref();
    use_effect_with(props.word.clone(), {
        let asked = asked.clone();
        move |_| lead_to(&asked)
    });
    let words = by_word(&props.told.definitions);
    html! {
        <section class="card" data-part="definitions" aria-labelledby="definitions-name">
            <h2 id="definitions-name">{ strings::DEFINITIONS }</h2>
            if words.is_empty() {
                <p class="none">{ strings::NO_DEFINITIONS }</p>
            }
            { for words.iter().map(|versions| {
                let is_asked = props.word.as_deref().is_some_and(|word| versions[0].definition.is_of(word));
                word(versions, if is_asked { asked.clone() } else { NodeRef::default() }, is_asked)
            }) }
            <p class="rule">{ strings::FIGURES_DEFINED }</p>
        </section>
    }
}

/// Whoever asks for a word is led to it.
fn lead_to(asked: &NodeRef) {
    if let Some(heading) = asked.cast::<HtmlElement>() {
        let in_place = FocusOptions::new();
        in_place.set_prevent_scroll(true);
        // What cannot be focused can still be read.
        let _ = heading.focus_with_options(&in_place);
        heading.scroll_into_view();
    }
}

fn word(versions: &[&DefinitionView], heading: NodeRef, is_asked: bool) -> Html {
    let Some((first, others)) = versions.split_first() else { return Html::default() };
    html! {
        <section class={classes!("definition", is_asked.then_some("asked"))} key={first.definition.term.to_lowercase()}
            data-part="definition" data-word={first.definition.term.clone()}>
            <h3 tabindex="-1" ref={heading}><bdi>{ &first.definition.term }</bdi></h3>
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
