//! What marketing did with a report: as a chip, and as a line with who, when and how.

use plumbline_domain::content::Content;
use plumbline_domain::objection::{Handling, Status};
use yew::prelude::*;

use crate::strings;
use crate::strings::inbox as words;
use crate::ui::icon::{Icon, Shape};
use crate::ui::text::{Words, safe_link};
use crate::ui::time::Ago;

#[derive(Properties, PartialEq)]
pub struct StatusChipProps {
    pub status: Status,
    #[prop_or_default]
    pub is_saving: bool,
}

/// The status as a shape and a word.
#[component]
pub fn StatusChip(props: &StatusChipProps) -> Html {
    let word = if props.is_saving { words::SAVING } else { strings::status(props.status) };
    html! {
        <span class={classes!("chip", status_name(props.status))} data-part="status">
            <Icon shape={status_shape(props.status)} />{ word }
        </span>
    }
}

/// As tests and styles name it.
pub const fn status_name(status: Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::Acknowledged => "acknowledged",
        Status::InProgress => "in_progress",
        Status::Answered => "answered",
        Status::Declined => "declined",
    }
}

const fn status_shape(status: Status) -> Shape {
    match status {
        Status::New => Shape::Dot,
        Status::Acknowledged => Shape::Ring,
        Status::InProgress => Shape::Half,
        Status::Answered => Shape::Tick,
        Status::Declined => Shape::Cross,
    }
}

#[derive(Properties, PartialEq)]
pub struct HandlingLineProps {
    pub handling: Handling,
    /// The content of the answer, if the hub still has it.
    pub answer: Option<Content>,
}

/// Who did what when; nothing for a report that nobody looked at.
#[component]
pub fn HandlingLine(props: &HandlingLineProps) -> Html {
    let Some((by, at)) = props.handling.done() else { return Html::default() };
    html! {
        <div class="handling" data-part="handling">
            <p class="meta"><span>{ strings::status(props.handling.status()) }{ " by " }<bdi>{ by }</bdi></span><Ago {at} /></p>
            { said(&props.handling, props.answer.as_ref()) }
        </div>
    }
}

fn said(handling: &Handling, found: Option<&Content>) -> Html {
    match handling {
        Handling::Answered { content, words: said, .. } => html! {
            <>
                if let Some(said) = said {
                    <Words text={said.clone()} part="answer-words" />
                }
                if content.is_some() {
                    <p class="meta"><span>{ words::ANSWERED_WITH }{ " " }{ found.map_or_else(gone, title) }</span></p>
                }
            </>
        },
        Handling::Declined { reason, .. } => html! { <Words text={reason.clone()} part="decline-reason" /> },
        Handling::New | Handling::Acknowledged { .. } | Handling::InProgress { .. } => Html::default(),
    }
}

fn gone() -> Html {
    html! { words::CONTENT_GONE }
}

/// The content's title, linked where its address is safe.
fn title(content: &Content) -> Html {
    match content.url.as_deref().and_then(safe_link) {
        Some(url) => html! {
            <a href={url.to_owned()} target="_blank" rel="noopener noreferrer" data-part="answer-content"><bdi>{ &content.title }</bdi></a>
        },
        None => html! { <bdi data-part="answer-content">{ &content.title }</bdi> },
    }
}
