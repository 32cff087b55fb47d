use plumbline_domain::record::RecordKind;
use plumbline_protocol::record_view::RecordView;
use yew::prelude::*;

use crate::content::ContentCard;
use crate::objections::ObjectionsCard;
use crate::panel::notice::{Kind, Notice};
use crate::panel::state::Open;
use crate::platform::link::Command;
use crate::platform::text::text;
use crate::sla::SlaCard;
use crate::source::SourceCard;

/// What the cards need.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The record and what is known of it.
    pub open: Open,
    /// Called to read it again.
    pub refresh: Callback<()>,
    /// The last keyboard command.
    pub command: Option<(Command, u32)>,
}

/// The four cards, the one that matters most on this record first.
#[component]
pub fn Cards(props: &Props) -> Html {
    let open = &props.open;
    let Some(told) = &open.told else {
        return match &open.trouble {
            Some(error) => html! { <Notice kind={Kind::Failed(error.clone())} on_retry={props.refresh.clone()} /> },
            None => html! { <Skeleton /> },
        };
    };
    let sla = html! { <SlaCard told={told.clone()} /> };
    let objections =
        html! { <ObjectionsCard told={told.clone()} refresh={props.refresh.clone()} command={props.command} /> };
    let content = html! { <ContentCard told={told.clone()} /> };
    let source = html! { <SourceCard told={told.clone()} /> };
    if clock_first(&told.view) {
        html! { <>{ sla }{ objections }{ content }{ source }</> }
    } else {
        html! { <>{ objections }{ content }{ source }{ sla }</> }
    }
}

/// Somebody who works leads looks for the clock; in the middle of a deal it matters only while it runs.
fn clock_first(view: &RecordView) -> bool {
    let is_waiting = view.hand_offs.iter().any(|hand_off| hand_off.clock.response.is_none());
    view.record.kind != RecordKind::Deal || is_waiting
}

/// The shape of the cards before anything is known.
#[component]
pub fn Skeleton() -> Html {
    html! {
        <div class="skeleton" aria-busy="true" aria-label={text("loading")} data-part="skeleton">
            { for (0..3).map(|_| html! { <section><span class="line short" /><span class="line" /><span class="line" /></section> }) }
        </div>
    }
}
