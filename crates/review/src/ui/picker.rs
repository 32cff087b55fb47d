//! Choosing from a long list: what is chosen first, then what is looked for, never more at once than one can look over.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::strings;

/// So many are shown; whoever misses one types a word of it.
const MOST: usize = 40;

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub id: AttrValue,
    pub title: AttrValue,
    /// What tells it from others of the same title.
    pub note: AttrValue,
}

#[derive(Properties, PartialEq)]
pub struct PickerProps {
    /// Tells it from other pickers on the page.
    pub name: AttrValue,
    /// What is chosen.
    pub legend: AttrValue,
    /// What the search is called.
    pub find: AttrValue,
    pub all: Rc<Vec<Choice>>,
    pub chosen: Rc<Vec<String>>,
    /// Any number, rather than one.
    #[prop_or_default]
    pub is_many: bool,
    /// What is wrong with the choice, by the id of the element that says so.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// What is chosen from then on.
    pub on_choose: Callback<Vec<String>>,
}

/// A searchable list with one box a choice.
#[component]
pub fn Picker(props: &PickerProps) -> Html {
    let sought = use_state(String::new);
    let oninput = {
        let sought = sought.setter();
        Callback::from(move |event: InputEvent| sought.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let at_first = use_state(|| props.chosen.clone());
    let (shown, more) = shown(&props.all, &at_first, &props.chosen, &sought);
    let is_empty = shown.is_empty();
    html! {
        <fieldset class="picker" data-part="picker" data-name={props.name.clone()} aria-describedby={props.described_by.clone()}>
            <legend>{ &props.legend }</legend>
            <input type="search" aria-label={props.find.clone()} placeholder={props.find.clone()} value={(*sought).clone()} {oninput}
                onkeydown={keep_enter} spellcheck="false" />
            <div class="choices">
                { for shown.into_iter().map(|choice| option(props, choice)) }
                if is_empty {
                    <p class="help">{ strings::NO_CHOICE_FOUND }</p>
                }
                if more > 0 {
                    <p class="help">{ strings::more_choices(more) }</p>
                }
            </div>
        </fieldset>
    }
}

/// Enter in the search is not meant to send the form.
fn keep_enter(event: KeyboardEvent) {
    if event.key() == "Enter" && !event.ctrl_key() && !event.meta_key() {
        event.prevent_default();
    }
}

fn option(props: &PickerProps, choice: &Choice) -> Html {
    let is_chosen = props.chosen.iter().any(|id| *id == *choice.id);
    let onchange = {
        let (id, chosen, is_many) = (choice.id.to_string(), props.chosen.clone(), props.is_many);
        props.on_choose.reform(move |_: Event| chosen_after(&chosen, &id, is_many))
    };
    let kind = if props.is_many { "checkbox" } else { "radio" };
    html! {
        <div class="choice" key={choice.id.to_string()}>
            <label>
                <input type={kind} name={format!("pick-{}", props.name)} checked={is_chosen} {onchange} data-choice={choice.id.clone()} />
                <span class="title"><bdi>{ &choice.title }</bdi></span>
                if !choice.note.is_empty() {
                    <span class="meta"><bdi>{ &choice.note }</bdi></span>
                }
            </label>
        </div>
    }
}

/// What is chosen once `id` was clicked.
fn chosen_after(chosen: &[String], id: &str, is_many: bool) -> Vec<String> {
    if !is_many {
        return vec![id.to_owned()];
    }
    let mut after: Vec<String> = chosen.iter().filter(|chosen| *chosen != id).cloned().collect();
    if after.len() == chosen.len() {
        after.push(id.to_owned());
    }
    after
}

/// What was chosen at first; then what is sought or chosen since, in the list's order: whatever has the focus stays where it is.
/// And how many more are sought than can be shown.
fn shown<'a>(all: &'a [Choice], at_first: &[String], chosen: &[String], sought: &str) -> (Vec<&'a Choice>, usize) {
    let sought = sought.to_lowercase();
    let sought: Vec<&str> = sought.split_whitespace().collect();
    let is_in = |ids: &[String], choice: &Choice| ids.iter().any(|id| *id == *choice.id);
    let is_sought = |choice: &Choice| {
        let words = format!("{}\n{}\n{}", choice.title, choice.note, choice.id).to_lowercase();
        sought.iter().all(|word| words.contains(word))
    };
    let (mut shown, others): (Vec<&Choice>, Vec<&Choice>) = all.iter().partition(|choice| is_in(at_first, choice));
    let (mut found, mut more) = (0, 0);
    for choice in others {
        if is_in(chosen, choice) {
            shown.push(choice);
        } else if is_sought(choice) && found < MOST {
            found += 1;
            shown.push(choice);
        } else if is_sought(choice) {
            more += 1;
        }
    }
    (shown, more)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choice(id: usize) -> Choice {
        Choice { id: id.to_string().into(), title: format!("Choice {id}").into(), note: "note".into() }
    }

    #[test]
    fn what_is_chosen_is_always_shown_and_the_rest_as_sought() {
        let all: Vec<Choice> = (0..100).map(choice).collect();
        let ids = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<String>>();
        let check = |chosen: &[&str], sought: &str, expect: &[&str], expect_more: usize| {
            let chosen = ids(chosen);
            let (shown, more) = shown(&all, &chosen, &chosen, sought);
            let first: Vec<&str> = shown.iter().map(|choice| choice.id.as_str()).take(expect.len()).collect();
            assert_eq!((first.as_slice(), more), (expect, expect_more), "{sought:?}");
            assert!(shown.len() <= chosen.len() + MOST);
        };
        check(&[], "", &["0", "1", "2"], 60);
        check(&["77"], "", &["77", "0"], 59);
        check(&["77"], "CHOICE 9", &["77", "9", "19", "29"], 0);
        check(&["77"], "nothing", &["77"], 0);
        assert!(super::shown(&all, &[], &[], "nothing").0.is_empty());
        let since: Vec<&str> = super::shown(&all, &ids(&["7"]), &ids(&["7", "2", "99"]), "")
            .0
            .iter()
            .map(|choice| choice.id.as_str())
            .collect();
        assert_eq!(
            (since[..4].to_vec(), since.last()),
            (vec!["7", "0", "1", "2"], Some(&"99")),
            "what is chosen stays in its place"
        );
    }

    #[test]
    fn one_replaces_the_other_unless_many_can_be_chosen() {
        let check = |chosen: &[&str], id: &str, is_many: bool, expect: &[&str]| {
            let chosen: Vec<String> = chosen.iter().map(ToString::to_string).collect();
            assert_eq!(chosen_after(&chosen, id, is_many), expect);
        };
        check(&["a"], "b", false, &["b"]);
        check(&["a"], "b", true, &["a", "b"]);
        check(&["a", "b"], "a", true, &["b"]);
    }
}
