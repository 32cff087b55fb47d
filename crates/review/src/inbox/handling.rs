//! What marketing did with a report: as a chip, and as a line with who, when and how.

use plumbline_domain::content::Content;
use plumbline_domain::objection::Handling;
use yew::prelude::*;

use super::filters::Status;
use crate::strings;
use crate::ui::icon::{Icon, Shape};
use crate::ui::text::{Words, safe_link};
use crate::ui::time::Ago;

#[derive(Properties, PartialEq)]
pub struct StatusChipProps {
    pub status: Status,
    pub is_saving: bool,
}

/// The status as a shape and a word.
#[component]
pub fn StatusChip(props: &StatusChipProps) -> Html {
    let shape = match props.status {
        Status::New | Status::All => Shape::Dot,
        Status::Acknowledged => Shape::Ring,
        Status::Answered => Shape::Tick,
    };
    let word = if props.is_saving { strings::SAVING } else { strings::status(props.status) };
    html! { <span class={classes!("chip", props.status.name())} data-part="status"><Icon {shape} />{ word }</span> }
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
    let (by, at) = match &props.handling {
        Handling::New => return Html::default(),
        Handling::Acknowledged { by, at } | Handling::Answered { by, at, .. } => (by, at),
    };
    let verb = strings::status(Status::of(&props.handling));
    html! {
        <div class="handling" data-part="handling">
            <p class="meta"><span>{ verb }{ " by " }<bdi>{ by }</bdi></span><Ago at={*at} /></p>
            { answer(&props.handling, props.answer.as_ref()) }
        </div>
    }
}

fn answer(handling: &Handling, found: Option<&Content>) -> Html {
    let Handling::Answered { content, words, .. } = handling else {
        return Html::default();
    };
    html! {
        <>
            if let Some(words) = words {
                <Words text={words.clone()} part="answer-words" />
            }
            if content.is_some() {
                <p class="meta"><span>{ strings::ANSWERED_WITH }{ " " }{ found.map_or_else(gone, title) }</span></p>
            }
        </>
    }
}

fn gone() -> Html {
    html! { strings::CONTENT_GONE }
}

/// The content's title, linked where its address is safe.
fn title(content: &Content) -> Html {
    match safe_link(&content.url) {
        Some(url) => html! {
            <a href={url.to_owned()} target="_blank" rel="noopener noreferrer" data-part="answer-content"><bdi>{ &content.title }</bdi></a>
        },
        None => html! { <bdi data-part="answer-content">{ &content.title }</bdi> },
    }
}
