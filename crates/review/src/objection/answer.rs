//! Answering an objection as a whole: with content, words or both. Whoever reported it is told.

use std::rc::Rc;

use plumbline_domain::ids::ContentId;
use plumbline_protocol::library::ContentEntry;
use plumbline_protocol::review::ObjectionResponse;
use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::draft::Draft;
use super::form::{ActForm, complaint};
use crate::feed::use_feed;
use crate::library::AllContent;
use crate::session::Session;
use crate::strings::content_kind;
use crate::strings::inbox::{CONTENT, FIND_CONTENT, NO_CONTENT};
use crate::strings::objection as words;
use crate::ui::picker::{Choice, Picker};
use crate::ui::time::now;

#[derive(Properties, PartialEq)]
pub struct AnswerFormProps {
    pub told: Rc<ObjectionResponse>,
    pub session: Session,
    pub draft: Draft,
    pub on_write: Callback<Draft>,
    /// What is wrong with it.
    pub why: Option<String>,
    pub is_sending: bool,
    pub on_send: Callback<Draft>,
    pub on_close: Callback<()>,
}

/// The form.
#[component]
pub fn AnswerForm(props: &AnswerFormProps) -> Html {
    let AnswerFormProps { draft, .. } = props;
    let (content, _) = use_feed(AllContent, props.session.on_expired.clone());
    let fitting = props.told.content.clone();
    let choices = use_memo((content.told.clone(), fitting), |(told, fitting)| {
        choices(told.as_deref().map_or(&[], |told| &told.content), fitting)
    });
    let oninput = {
        let draft = draft.clone();
        props.on_write.reform(move |event: InputEvent| Draft {
            words: event.target_unchecked_into::<HtmlTextAreaElement>().value(),
            ..draft.clone()
        })
    };
    let on_choose = {
        let draft = draft.clone();
        props.on_write.reform(move |chosen: Vec<String>| Draft {
            content: chosen.into_iter().next().filter(|id| !id.is_empty()).map(ContentId::new),
            ..draft.clone()
        })
    };
    let on_send = {
        let draft = draft.clone();
        props.on_send.reform(move |()| draft.clone())
    };
    let chosen = draft.content.as_ref().map_or_else(String::new, ToString::to_string);
    html! {
        <ActForm part="answer-form" title={words::ANSWER_TITLE} help={words::answer_help(props.told.heard.reports)} send={words::SEND_ANSWER}
            is_sending={props.is_sending} is_kept={draft.has_answer()} {on_send} on_close={props.on_close.clone()}>
            <div class="field">
                <label for="answer-words">{ words::ANSWER_WORDS }</label>
                <textarea id="answer-words" rows="6" dir="auto" value={draft.words.clone()} {oninput} placeholder={words::ANSWER_WORDS_HINT}
                    aria-invalid={props.why.as_ref().map(|_| "true")} aria-describedby={props.why.as_ref().map(|_| "answer-why")} />
                { complaint("answer-why", props.why.as_ref()) }
            </div>
            <Picker name="answer-content" legend={CONTENT} find={FIND_CONTENT} all={choices} chosen={Rc::new(vec![chosen])} {on_choose} />
        </ActForm>
    }
}

/// None, then what answers this objection, then everything else that is in use.
fn choices(all: &[ContentEntry], fitting: &[ContentEntry]) -> Vec<Choice> {
    let none = Choice { id: "".into(), title: NO_CONTENT.into(), note: "".into() };
    let fits = |entry: &&ContentEntry| fitting.iter().any(|fit| fit.content.id == entry.content.id);
    let in_use = || all.iter().filter(|entry| !entry.is_retired);
    let others = in_use().filter(|entry| !fits(entry)).map(|entry| choice(entry, false));
    std::iter::once(none).chain(in_use().filter(fits).map(|entry| choice(entry, true))).chain(others).collect()
}

fn choice(entry: &ContentEntry, fits: bool) -> Choice {
    let content = &entry.content;
    let stale = content.verify_by.filter(|_| content.is_stale(now().date_naive()));
    Choice {
        id: content.id.to_string().into(),
        title: content.title.clone().into(),
        note: words::content_note(content_kind(content.kind), fits, stale).into(),
    }
}
