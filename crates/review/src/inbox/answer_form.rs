//! Answering a report: with content, words or both. Every keystroke is kept until the hub has it.

use std::rc::Rc;

use plumbline_domain::ids::PersonId;
use plumbline_domain::objection::Handling;
use plumbline_protocol::report::HandlingAction;
use plumbline_protocol::review::InboxReportView;
use web_sys::{HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::content_picker::ContentPicker;
use super::draft::{Draft, Unready};
use super::library::Library;
use crate::api::Error;
use crate::strings;
use crate::ui::notice::Trouble;

#[derive(Properties, PartialEq)]
pub struct AnswerFormProps {
    pub view: Rc<InboxReportView>,
    /// Whose draft it is.
    pub person: PersonId,
    pub library: Library,
    pub on_reload_library: Callback<()>,
    pub is_sending: bool,
    /// The rep took the report back.
    pub is_gone: bool,
    /// Why it was not sent.
    pub failure: Option<Error>,
    pub on_send: Callback<HandlingAction>,
    pub on_close: Callback<()>,
}

/// The form within a report.
#[component]
pub fn AnswerForm(props: &AnswerFormProps) -> Html {
    let draft = use_state(|| first_draft(props));
    let complaint = use_state_eq(|| None::<Unready>);
    let words = use_node_ref();
    use_focus(words.clone());
    let write = {
        let (draft, complaint) = (draft.setter(), complaint.setter());
        let (person, id) = (props.person.clone(), props.view.report.report.id);
        Callback::from(move |written: Draft| {
            written.keep(&person, id);
            complaint.set(None);
            draft.set(written);
        })
    };
    let send = {
        let (draft, complaint) = (draft.clone(), complaint.clone());
        let (on_send, can_send) = (props.on_send.clone(), !props.is_sending && !props.is_gone);
        Callback::from(move |()| match draft.request() {
            Ok(request) if can_send => on_send.emit(request),
            Ok(_) => {}
            Err(unready) => complaint.set(Some(unready)),
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
        <form class="answer" data-part="answer-form" aria-label={strings::ANSWER_FORM} {onsubmit}
            onkeydown={keys(send.clone(), props.on_close.clone())}>
            { words_field(&draft, words, &write) }
            { picker(props, &draft, &write) }
            <div class="foot">
                { outcome(props, *complaint, send.clone()) }
                { buttons(props, &draft) }
            </div>
        </form>
    }
}

/// What was being written; else what was answered, to be changed; else nothing.
fn first_draft(props: &AnswerFormProps) -> Draft {
    let kept = Draft::kept(&props.person, props.view.report.report.id);
    kept.unwrap_or_else(|| match &props.view.report.handling {
        Handling::Answered { content, words, .. } => {
            Draft { content: content.clone(), words: words.clone().unwrap_or_default() }
        }
        Handling::New | Handling::Acknowledged { .. } => Draft::default(),
    })
}

/// Puts the cursor into the words when the form opens.
#[hook]
fn use_focus(field: NodeRef) {
    use_effect_with((), move |()| {
        if let Some(field) = field.cast::<HtmlElement>() {
            // A field that cannot be focused can still be clicked.
            let _ = field.focus();
        }
    });
}

/// Ctrl-Enter sends, Escape closes; the draft stays.
fn keys(send: Callback<()>, on_close: Callback<()>) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" if event.ctrl_key() || event.meta_key() => {
            event.prevent_default();
            send.emit(());
        }
        "Escape" if !event.is_composing() => on_close.emit(()),
        _ => {}
    })
}

fn words_field(draft: &Draft, field: NodeRef, write: &Callback<Draft>) -> Html {
    let oninput = {
        let content = draft.content.clone();
        write.reform(move |event: InputEvent| Draft {
            content: content.clone(),
            words: event.target_unchecked_into::<HtmlTextAreaElement>().value(),
        })
    };
    html! {
        <label class="field">
            <span>{ strings::ANSWER_WORDS }</span>
            <textarea ref={field} rows="5" dir="auto" value={draft.words.clone()} {oninput}
                placeholder={strings::ANSWER_WORDS_HINT} />
        </label>
    }
}

fn picker(props: &AnswerFormProps, draft: &Draft, write: &Callback<Draft>) -> Html {
    let on_choose = {
        let words = draft.words.clone();
        write.reform(move |content| Draft { content, words: words.clone() })
    };
    html! {
        <ContentPicker library={props.library.clone()} on_reload={props.on_reload_library.clone()}
            view={props.view.clone()} chosen={draft.content.clone()} {on_choose} />
    }
}

fn outcome(props: &AnswerFormProps, complaint: Option<Unready>, on_retry: Callback<()>) -> Html {
    html! {
        if props.is_gone {
            <p class="complaint" role="alert">{ strings::TAKEN_BACK }</p>
        } else if let Some(unready) = complaint {
            <p class="complaint" role="alert">{ strings::unready(unready) }</p>
        } else if let Some(error) = props.failure.clone() {
            <Trouble {error} lead={strings::NOT_SAVED} {on_retry} />
        }
    }
}

fn buttons(props: &AnswerFormProps, draft: &Draft) -> Html {
    let word = if props.is_sending { strings::SENDING } else { strings::SEND_ANSWER };
    html! {
        <div class="actions">
            if !draft.is_empty() && !props.is_gone {
                <span class="help">{ strings::DRAFT_KEPT }</span>
            }
            <button type="button" onclick={props.on_close.reform(|_| ())}>{ strings::CLOSE }</button>
            if !props.is_gone {
                <button type="submit" class="primary" aria-disabled={props.is_sending.to_string()}>{ word }</button>
            }
        </div>
    }
}
