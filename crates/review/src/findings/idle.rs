//! Content that does nothing, or that nobody vouches for any more.

use plumbline_protocol::findings::{StalePieceView, StaleView, UnopenedPieceView, UnopenedView};
use yew::prelude::*;

use super::card::Card;
use super::names::content;
use crate::library::person;
use crate::strings::findings as words;
use crate::ui::time::Ago;

/// What nobody opened.
pub fn unopened(told: &UnopenedView) -> Html {
    let nothing = match told.offered {
        0 => Some(words::NO_CONTENT),
        _ => told.pieces.is_empty().then_some(words::ALL_OPENED),
    };
    let card = Card {
        id: "unopened",
        title: words::UNOPENED,
        rule: words::unopened_rule(told.days),
        over: words::over_offered(told),
        nothing: nothing.map(Html::from),
    };
    card.around(html! {
        <table class="idle">
            <thead><tr><th scope="col">{ words::CONTENT }</th><th scope="col">{ words::LAST_OPENED }</th></tr></thead>
            <tbody>{ for told.pieces.iter().map(idle) }</tbody>
        </table>
    })
}

fn idle(piece: &UnopenedPieceView) -> Html {
    html! {
        <tr key={piece.content.id.to_string()} data-part="unopened-piece" data-id={piece.content.id.to_string()}>
            <th scope="row">{ content(&piece.content) }</th>
            <td>
                if let Some(at) = piece.last_used_at {
                    <Ago {at} />
                } else {
                    { words::NEVER }
                    if let Some(at) = piece.added_at {
                        <span class="below">{ words::ADDED }{ " " }<Ago {at} /></span>
                    }
                }
            </td>
        </tr>
    }
}

/// What is to be verified again, with who is to do it.
pub fn stale(told: &StaleView) -> Html {
    let card = Card {
        id: "stale",
        title: words::STALE,
        rule: words::STALE_RULE.to_owned(),
        over: words::over_stale(told),
        nothing: told.pieces.is_empty().then(|| words::NOTHING_STALE.into()),
    };
    card.around(html! {
        <table class="idle">
            <thead><tr>
                <th scope="col">{ words::CONTENT }</th>
                <th scope="col">{ words::VERIFIER }</th>
                <th scope="col">{ words::VERIFY_BY }</th>
            </tr></thead>
            <tbody>{ for told.pieces.iter().map(overdue) }</tbody>
        </table>
    })
}

fn overdue(piece: &StalePieceView) -> Html {
    html! {
        <tr key={piece.content.id.to_string()} data-part="stale-piece" data-id={piece.content.id.to_string()}>
            <th scope="row">{ content(&piece.content) }</th>
            <td>{ person(piece.verifier.as_ref()) }</td>
            <td class="day">{ piece.verify_by.to_string() }</td>
        </tr>
    }
}
