//! Answering, or saying why there will be no answer. Every keystroke is kept until the hub has it.

use std::rc::Rc;

use plumbline_domain::ids::PersonId;
use plumbline_protocol::library::ContentResponse;
use plumbline_protocol::report::HandlingAction;
use plumbline_protocol::review::InboxReportView;
use web_sys::{Element, HtmlTextAreaElement};
use yew::prelude::*;

use super::content_picker::ContentPicker;
use super::draft::{Draft, Unready};
use super::form::{Form, Paper};
use super::known::Known;
use super::walk;
use crate::api::Error;
use crate::strings::inbox as strings;
use crate::ui::notice::Trouble;

#[derive(Properties, PartialEq)]
pub struct WritingFormProps {
    pub form: Form,
    /// The first of the reports that it is for.
    pub view: Rc<InboxReportView>,
    /// How many reports it is for.
    pub reports: usize,
    /// Whose draft it is.
    pub person: PersonId,
    pub content: Known<ContentResponse>,
    pub on_reload_content: Callback<()>,
    pub is_sending: bool,
    /// Why it was not sent.
    pub failure: Option<Error>,
    pub on_send: Callback<HandlingAction>,
    pub on_close: Callback<()>,
}

/// The form of an answer or of a reason.
#[component]
pub fn WritingForm(props: &WritingFormProps) -> Html {
    let key = props.form.draft_key(&props.person);
    let draft = use_state(|| first_draft(props, &key));
    let complaint = use_state_eq(|| None::<Unready>);
    let words = use_node_ref();
    use_focus(words.clone());
    let write = {
        let (draft, complaint) = (draft.setter(), complaint.setter());
        Callback::from(move |written: Draft| {
            written.keep(&key);
            complaint.set(None);
            draft.set(written);
        })
    };
    let send = sending(props, &draft, complaint.setter());
    let onsubmit = {
        let send = send.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(());
        })
    };
    let part = if props.form.paper == Paper::Answer { "answer-form" } else { "decline-form" };
    html! {
        <form class="writing" data-part={part} aria-label={strings::form(props.form.paper, props.reports)} {onsubmit}
            onkeydown={keys(send.clone(), props.on_close.clone())}>
            { words_field(props.form.paper, &draft, words, &write) }
            if props.form.paper == Paper::Answer {
                { picker(props, &draft, &write) }
            }
            <div class="foot">
                { outcome(props, *complaint, send.clone()) }
                { buttons(props, &draft) }
            </div>
        </form>
    }
}

/// What was being written; else what was said, to be changed; else nothing.
fn first_draft(props: &WritingFormProps, key: &str) -> Draft {
    Draft::kept(key).unwrap_or_else(|| match props.reports {
        1 => Draft::of(&props.view.report.handling, props.form.paper),
        _ => Draft::default(),
    })
}

fn sending(
    props: &WritingFormProps,
    draft: &UseStateHandle<Draft>,
    complaint: UseStateSetter<Option<Unready>>,
) -> Callback<()> {
    let (draft, paper) = (draft.clone(), props.form.paper);
    let (on_send, can_send) = (props.on_send.clone(), !props.is_sending);
    Callback::from(move |()| {
        let request = if paper == Paper::Answer { draft.answer() } else { draft.reason() };
        match request {
            Ok(request) if can_send => on_send.emit(request),
            Ok(_) => {}
            Err(unready) => complaint.set(Some(unready)),
        }
    })
}

/// Puts the cursor into the field when the form opens.
#[hook]
pub fn use_focus(field: NodeRef) {
    use_effect_with((), move |()| {
        if let Some(field) = field.cast::<Element>() {
            walk::focus(&field);
            field.scroll_into_view_with_bool(false);
        }
    });
}

/// Ctrl-Enter sends, Escape closes; the draft stays.
pub fn keys(send: Callback<()>, on_close: Callback<()>) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" if event.ctrl_key() || event.meta_key() => {
            event.prevent_default();
            send.emit(());
        }
        "Escape" if !event.is_composing() => {
            event.prevent_default();
            on_close.emit(());
        }
        _ => {}
    })
}

fn words_field(paper: Paper, draft: &Draft, field: NodeRef, write: &Callback<Draft>) -> Html {
    let oninput = {
        let content = draft.content.clone();
        write.reform(move |event: InputEvent| Draft {
            content: content.clone(),
            words: event.target_unchecked_into::<HtmlTextAreaElement>().value(),
        })
    };
    let (label, hint) = strings::words_field(paper);
    html! {
        <label class="field">
            <span>{ label }</span>
            <textarea ref={field} rows="4" dir="auto" value={draft.words.clone()} {oninput} placeholder={hint} />
        </label>
    }
}

fn picker(props: &WritingFormProps, draft: &Draft, write: &Callback<Draft>) -> Html {
    let on_choose = {
        let words = draft.words.clone();
        write.reform(move |content| Draft { content, words: words.clone() })
    };
    html! {
        <ContentPicker content={props.content.clone()} on_reload={props.on_reload_content.clone()}
            view={props.view.clone()} chosen={draft.content.clone()} {on_choose} />
    }
}

fn outcome(props: &WritingFormProps, complaint: Option<Unready>, on_retry: Callback<()>) -> Html {
    html! {
        if let Some(unready) = complaint {
            <p class="complaint" role="alert">{ strings::unready(unready) }</p>
        } else if let Some(error) = props.failure.clone() {
            <Trouble {error} lead={strings::NOT_SAVED} {on_retry} />
        }
    }
}

fn buttons(props: &WritingFormProps, draft: &Draft) -> Html {
    let word = if props.is_sending { strings::SENDING } else { strings::send(props.form.paper) };
    html! {
        <div class="actions">
            if !draft.is_empty() {
                <span class="help">{ strings::DRAFT_KEPT }</span>
            }
            <button type="button" onclick={props.on_close.reform(|_| ())}>{ crate::strings::CLOSE }</button>
            <button type="submit" class="primary" aria-keyshortcuts="Control+Enter" aria-disabled={props.is_sending.to_string()}>{ word }</button>
        </div>
    }
}
