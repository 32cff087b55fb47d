//! Who did what, in sentences.

use plumbline_domain::ids::ObjectionId;
use plumbline_protocol::library::{LibraryChange, LibraryChangeKind};
use yew::prelude::*;

use super::query::Kind;
use crate::place::Place;
use crate::strings::library as words;
use crate::ui::text::Words;
use crate::ui::time::Ago;

/// So many are shown unasked.
const FIRST: usize = 8;

#[derive(Properties, PartialEq)]
pub struct HistoryProps {
    /// Of what.
    pub kind: Kind,
    /// The latest first.
    pub changes: Vec<LibraryChange>,
    /// What other objections are called.
    pub names: Callback<ObjectionId, String>,
}

/// The changes, the latest first.
#[component]
pub fn History(props: &HistoryProps) -> Html {
    let is_whole = use_state_eq(|| false);
    let shown = if *is_whole { props.changes.len() } else { FIRST };
    let hidden = props.changes.len().saturating_sub(shown);
    let show_all = {
        let is_whole = is_whole.setter();
        Callback::from(move |_: MouseEvent| is_whole.set(true))
    };
    html! {
        <section class="card" data-part="history" aria-labelledby="history-name">
            <h2 id="history-name">{ words::HISTORY }</h2>
            if props.changes.is_empty() {
                <p class="none">{ words::NO_HISTORY }</p>
            }
            <ol class="history">{ for props.changes.iter().take(shown).map(|change| line(props, change)) }</ol>
            if hidden > 0 {
                <p><button type="button" onclick={show_all}>{ words::show_all_changes(hidden) }</button></p>
            }
        </section>
    }
}

fn line(props: &HistoryProps, change: &LibraryChange) -> Html {
    html! {
        <li data-part="change" data-kind={kind_of(&change.what)}>
            <p><bdi>{ &change.by }</bdi>{ " " }{ what(props, &change.what) }{ " · " }<Ago at={change.at} /></p>
            { said(&change.what) }
        </li>
    }
}

fn what(props: &HistoryProps, what: &LibraryChangeKind) -> Html {
    let other = |id: &ObjectionId| {
        let href = Place::Objection(id.clone()).href();
        html! { <a {href}><bdi>{ props.names.emit(id.clone()) }</bdi></a> }
    };
    match what {
        LibraryChangeKind::Merged { into } => html! { <>{ words::MERGED_INTO }{ " " }{ other(into) }</> },
        LibraryChangeKind::Unmerged { from } => html! { <>{ words::UNMERGED_FROM }{ " " }{ other(from) }</> },
        LibraryChangeKind::Absorbed { objection } => html! { <>{ words::ABSORBED }{ " " }{ other(objection) }</> },
        LibraryChangeKind::Released { objection } => html! { <>{ words::RELEASED }{ " " }{ other(objection) }</> },
        LibraryChangeKind::Edited { fields } => html! { words::edited(props.kind, fields) },
        LibraryChangeKind::Handled { handling, reports } => html! { words::handled(handling.status(), *reports) },
        LibraryChangeKind::TakenBack { handling, reports } => {
            html! { words::handling_taken_back(handling.status(), *reports) }
        }
        LibraryChangeKind::Added => html! { words::ADDED },
        LibraryChangeKind::Retired => html! { words::RETIRED },
        LibraryChangeKind::Restored => html! { words::RESTORED },
    }
}

/// What was said with it.
fn said(what: &LibraryChangeKind) -> Html {
    use plumbline_domain::objection::Handling;
    let LibraryChangeKind::Handled { handling, .. } = what else { return Html::default() };
    match handling {
        Handling::Answered { words: Some(words), .. } => html! { <Words text={words.clone()} part="said" /> },
        Handling::Declined { reason, .. } => html! { <Words text={reason.clone()} part="said" /> },
        _ => Html::default(),
    }
}

/// Names it for styles and tests.
const fn kind_of(what: &LibraryChangeKind) -> &'static str {
    match what {
        LibraryChangeKind::Added => "added",
        LibraryChangeKind::Edited { .. } => "edited",
        LibraryChangeKind::Handled { .. } => "handled",
        LibraryChangeKind::TakenBack { .. } => "taken_back",
        LibraryChangeKind::Merged { .. } => "merged",
        LibraryChangeKind::Unmerged { .. } => "unmerged",
        LibraryChangeKind::Absorbed { .. } => "absorbed",
        LibraryChangeKind::Released { .. } => "released",
        LibraryChangeKind::Retired => "retired",
        LibraryChangeKind::Restored => "restored",
    }
}
