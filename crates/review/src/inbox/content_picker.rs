//! Choosing the content of an answer.

use std::rc::Rc;

use plumbline_domain::content::Content;
use plumbline_domain::ids::ContentId;
use plumbline_protocol::review::InboxReportView;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::library::{Choice, Library, choices};
use crate::strings;
use crate::ui::icon::{Icon, Shape};
use crate::ui::notice::Trouble;
use crate::ui::text::safe_link;

#[derive(Properties, PartialEq)]
pub struct ContentPickerProps {
    pub library: Library,
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
    let oninput = {
        let sought = sought.setter();
        Callback::from(move |event: InputEvent| sought.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let list = match &props.library {
        Library::Loading => html! { <p class="help" role="status">{ strings::LOADING }</p> },
        Library::Failed(error) => html! { <Trouble error={error.clone()} on_retry={props.on_reload.clone()} /> },
        Library::Ready(all) => list(props, all, &sought),
    };
    html! {
        <fieldset class="picker" data-part="content-picker">
            <legend>{ strings::CONTENT }</legend>
            <input type="search" aria-label={strings::FIND_CONTENT} placeholder={strings::FIND_CONTENT}
                value={(*sought).clone()} {oninput} onkeydown={keep_enter} spellcheck="false" />
            { list }
        </fieldset>
    }
}

/// Enter in the search is not meant to send the answer.
fn keep_enter(event: KeyboardEvent) {
    if event.key() == "Enter" && !event.ctrl_key() && !event.meta_key() {
        event.prevent_default();
    }
}

fn list(props: &ContentPickerProps, all: &[Content], sought: &str) -> Html {
    let found = choices(all, &props.view, sought, props.chosen.as_ref());
    let is_empty = found.is_empty();
    html! {
        <div class="choices">
            { option(props, None, html! { strings::NO_CONTENT }) }
            { for found.into_iter().map(|choice| option(props, Some(&choice.content.id), described(choice))) }
            if is_empty {
                <p class="help">{ strings::NO_CONTENT_FOUND }</p>
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
    let verified = content.verified_on.map(|date| html! { <span>{ strings::verified(&date.to_string()) }</span> });
    html! {
        <>
            <span class="title"><bdi>{ &content.title }</bdi></span>
            <span class="meta">
                <span>{ strings::content_kind(content.kind) }</span>
                if choice.fits {
                    <span class="fits"><Icon shape={Shape::Tick} />{ strings::FITS }</span>
                }
                { for verified }
                { for safe_link(&content.url).map(open_link) }
            </span>
        </>
    }
}

fn open_link(url: &str) -> Html {
    html! { <a href={url.to_owned()} target="_blank" rel="noopener noreferrer">{ strings::OPEN_LINK }<Icon shape={Shape::Out} /></a> }
}
