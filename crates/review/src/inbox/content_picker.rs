//! Choosing the content of an answer.

use std::rc::Rc;

use plumbline_domain::content::Shelf;
use plumbline_domain::ids::ContentId;
use plumbline_domain::objection::Merges;
use plumbline_protocol::library::ContentResponse;
use plumbline_protocol::review::InboxReportView;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::choices::{self, Choice, MOST};
use super::known::Known;
use crate::strings;
use crate::strings::inbox as words;
use crate::ui::icon::{Icon, Shape};
use crate::ui::notice::Trouble;
use crate::ui::text::safe_link;
use crate::ui::time::now;

#[derive(Properties, PartialEq)]
pub struct ContentPickerProps {
    pub content: Known<ContentResponse>,
    pub on_reload: Callback<()>,
    /// What is answered: content that fits it comes first.
    pub view: Rc<InboxReportView>,
    pub chosen: Option<ContentId>,
    pub on_choose: Callback<Option<ContentId>>,
}

/// A searchable list of which one can be chosen, or none.
#[component]
pub fn ContentPicker(props: &ContentPickerProps) -> Html {
    let sought = use_state(String::new);
    let shelf = use_memo(props.content.ready().cloned(), |content| content.as_ref().map(|content| laid_out(content)));
    let oninput = {
        let sought = sought.setter();
        Callback::from(move |event: InputEvent| sought.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let list = match (&props.content, shelf.as_ref()) {
        (Known::Failed(error), _) => html! { <Trouble error={error.clone()} on_retry={props.on_reload.clone()} /> },
        (Known::Ready(content), Some(shelf)) => list(props, content, shelf, &sought),
        _ => html! { <p class="help" role="status">{ strings::LOADING }</p> },
    };
    html! {
        <fieldset class="picker" data-part="content-picker">
            <legend>{ words::CONTENT }</legend>
            <input type="search" aria-label={words::FIND_CONTENT} placeholder={words::FIND_CONTENT}
                value={(*sought).clone()} {oninput} onkeydown={keep_enter} spellcheck="false" />
            { list }
        </fieldset>
    }
}

fn laid_out(content: &ContentResponse) -> Shelf {
    Shelf::new(content.content.iter().map(|entry| entry.content.clone()).collect(), &Merges::default())
}

/// Enter in the search is not meant to send the form.
pub fn keep_enter(event: KeyboardEvent) {
    if event.key() == "Enter" && !event.ctrl_key() && !event.meta_key() {
        event.prevent_default();
    }
}

fn list(props: &ContentPickerProps, content: &ContentResponse, shelf: &Shelf, sought: &str) -> Html {
    let today = now().date_naive();
    let found = choices::contents(&content.content, shelf, &props.view, today, sought, props.chosen.as_ref());
    let (is_empty, hidden) = (found.is_empty(), found.len().saturating_sub(MOST));
    html! {
        <div class="choices">
            { option(props, None, html! { words::NO_CONTENT }) }
            { for found.into_iter().take(MOST).map(|choice| option(props, Some(&choice.content.id), described(choice))) }
            if is_empty {
                <p class="help">{ words::NO_CONTENT_FOUND }</p>
            }
            if hidden > 0 {
                <p class="help">{ words::more_to_find(hidden) }</p>
            }
        </div>
    }
}

fn option(props: &ContentPickerProps, id: Option<&ContentId>, label: Html) -> Html {
    let onchange = {
        let id = id.cloned();
        props.on_choose.reform(move |_: Event| id.clone())
    };
    let key = id.map_or_else(String::new, |id| format!("content {id}"));
    html! {
        <div class="choice" {key}>
            <label>
                <input type="radio" name="content" checked={props.chosen.as_ref() == id} {onchange}
                    data-content-id={id.map(ToString::to_string)} />
                { label }
            </label>
        </div>
    }
}

fn described(choice: Choice<'_>) -> Html {
    let content = choice.content;
    let verified = content.verified_on.map(|date| html! { <span>{ words::verified(&date.to_string()) }</span> });
    html! {
        <>
            <span class="title"><bdi>{ &content.title }</bdi></span>
            <span class="meta">
                <span>{ strings::content_kind(content.kind) }</span>
                if choice.fits {
                    <span class="fits"><Icon shape={Shape::Tick} />{ words::FITS }</span>
                }
                { for verified }
                { for content.url.as_deref().and_then(safe_link).map(open_link) }
            </span>
        </>
    }
}

fn open_link(url: &str) -> Html {
    html! { <a href={url.to_owned()} target="_blank" rel="noopener noreferrer">{ words::OPEN_LINK }<Icon shape={Shape::Out} /></a> }
}
