//! Letting a report count as another objection than its reporter chose.

use std::rc::Rc;

use plumbline_domain::ids::ObjectionId;
use plumbline_protocol::library::{ObjectionEntry, ObjectionsResponse};
use plumbline_protocol::review::InboxReportView;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::choices::{self, MOST};
use super::content_picker::keep_enter;
use super::known::Known;
use super::writing_form::{keys, use_focus};
use crate::api::Error;
use crate::strings;
use crate::strings::inbox as words;
use crate::ui::notice::Trouble;

#[derive(Properties, PartialEq)]
pub struct FilingFormProps {
    pub view: Rc<InboxReportView>,
    pub objections: Known<ObjectionsResponse>,
    pub on_reload_objections: Callback<()>,
    pub is_sending: bool,
    /// Why it was not sent.
    pub failure: Option<Error>,
    /// What to file it under; `None` for what the reporter chose.
    pub on_send: Callback<Option<ObjectionId>>,
    pub on_close: Callback<()>,
}

/// A searchable list of objections of which one is chosen.
#[component]
pub fn FilingForm(props: &FilingFormProps) -> Html {
    let chosen = use_state(|| props.view.report.filed_under.clone());
    let sought = use_state(String::new);
    let field = use_node_ref();
    use_focus(field.clone());
    let oninput = {
        let sought = sought.setter();
        Callback::from(move |event: InputEvent| sought.set(event.target_unchecked_into::<HtmlInputElement>().value()))
    };
    let send = {
        let (chosen, on_send, can_send) = (chosen.clone(), props.on_send.clone(), !props.is_sending);
        Callback::from(move |()| {
            if can_send {
                on_send.emit((*chosen).clone());
            }
        })
    };
    let onsubmit = {
        let send = send.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(());
        })
    };
    html! {
        <form class="writing" data-part="filing-form" aria-label={words::FILE} {onsubmit}
            onkeydown={keys(send.clone(), props.on_close.clone())}>
            <fieldset class="picker">
                <legend>{ words::FILE_UNDER }</legend>
                <input type="search" ref={field} aria-label={words::FIND_OBJECTION} placeholder={words::FIND_OBJECTION}
                    value={(*sought).clone()} {oninput} onkeydown={keep_enter} spellcheck="false" />
                { list(props, &chosen, &sought) }
            </fieldset>
            <div class="foot">
                if let Some(error) = props.failure.clone() {
                    <Trouble {error} lead={words::NOT_SAVED} on_retry={send} />
                }
                { buttons(props) }
            </div>
        </form>
    }
}

fn list(props: &FilingFormProps, chosen: &UseStateHandle<Option<ObjectionId>>, sought: &str) -> Html {
    let all = match &props.objections {
        Known::Ready(all) => all,
        Known::Loading => return html! { <p class="help" role="status">{ strings::LOADING }</p> },
        Known::Failed(error) => {
            return html! { <Trouble error={error.clone()} on_retry={props.on_reload_objections.clone()} /> };
        }
    };
    let found = choices::objections(&all.objections, sought, chosen.as_ref());
    let (is_empty, hidden) = (found.is_empty(), found.len().saturating_sub(MOST));
    html! {
        <div class="choices">
            { option(chosen, None, as_reported(&props.view, &all.objections)) }
            { for found.into_iter().take(MOST).map(|entry| option(chosen, Some(&entry.objection.id), named(entry))) }
            if is_empty {
                <p class="help">{ words::NO_OBJECTION_FOUND }</p>
            }
            if hidden > 0 {
                <p class="help">{ words::more_to_find(hidden) }</p>
            }
        </div>
    }
}

/// What its reporter chose, as the first choice.
fn as_reported(view: &InboxReportView, all: &[ObjectionEntry]) -> Html {
    let reported = view.report.report.objection.as_ref();
    let found = reported.and_then(|id| all.iter().find(|entry| entry.objection.id == *id));
    html! {
        <span>
            { words::AS_REPORTED }
            if let Some(entry) = found {
                { ": " }<bdi>{ &entry.objection.name }</bdi>
            } else if reported.is_none() {
                { ": " }{ words::UNKNOWN }
            }
        </span>
    }
}

fn named(entry: &ObjectionEntry) -> Html {
    html! { <span class="title"><bdi>{ &entry.objection.name }</bdi></span> }
}

fn option(chosen: &UseStateHandle<Option<ObjectionId>>, id: Option<&ObjectionId>, label: Html) -> Html {
    let onchange = {
        let (chosen, id) = (chosen.setter(), id.cloned());
        Callback::from(move |_: Event| chosen.set(id.clone()))
    };
    html! {
        <div class="choice" key={id.map_or_else(String::new, |id| format!("objection {id}"))}>
            <label>
                <input type="radio" name="objection" checked={chosen.as_ref() == id} {onchange}
                    data-objection-id={id.map(ToString::to_string)} />
                { label }
            </label>
        </div>
    }
}

fn buttons(props: &FilingFormProps) -> Html {
    let word = if props.is_sending { words::SENDING } else { words::FILE };
    html! {
        <div class="actions">
            <button type="button" onclick={props.on_close.reform(|_| ())}>{ strings::CLOSE }</button>
            <button type="submit" class="primary" aria-keyshortcuts="Control+Enter" aria-disabled={props.is_sending.to_string()}>{ word }</button>
        </div>
    }
}
