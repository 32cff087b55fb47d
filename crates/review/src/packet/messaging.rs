//! What content was used, and what came after: told beside each other, and not as one by the other.

use plumbline_domain::Instant;
use plumbline_domain::content::Sequel;
use plumbline_protocol::packet::{Messaging, UsedPiece};
use yew::prelude::*;

use super::line::{more, section};
use crate::strings::content_kind;
use crate::strings::packet as strings;
use crate::ui::time::day;

pub fn messaging(found: &Messaging) -> Html {
    if found.pieces.is_empty() {
        return section("messaging", strings::MESSAGING, html! { <p>{ strings::NO_MESSAGING }</p> });
    }
    let body = html! {
        <>
            <p class="packet-help">{ strings::messaging_help() }</p>
            <ul class="packet-pieces">{ for found.pieces.iter().map(piece) }</ul>
            { more(found.pieces.len(), found.in_all) }
        </>
    };
    section("messaging", strings::MESSAGING, body)
}

fn piece(piece: &UsedPiece) -> Html {
    html! {
        <li data-part="piece" data-content={piece.id.to_string()}>
            <p class="one-line">
                <strong><bdi>{ &piece.title }</bdi></strong>{ " " }
                <span class="quiet-word">{ piece.kind.map_or(strings::NOT_IN_LIBRARY, content_kind) }</span>
            </p>
            <p class="one-line" data-part="used">{ used(piece) }</p>
            <p class="one-line" data-part="answers">{ answers(piece) }</p>
            <p class="one-line" data-part="then"><span class="quiet-word">{ strings::THEN }{ ": " }</span><bdi>{ then(&piece.sequel, piece.first_at) }</bdi></p>
        </li>
    }
}

fn used(piece: &UsedPiece) -> String {
    let actions: Vec<&str> = piece.actions.iter().copied().map(strings::action).collect();
    let when = strings::between(&day(piece.first_at), &day(piece.last_at));
    format!("{}, {} {}, {when}", actions.join(", "), strings::times(piece.uses), strings::by(&piece.by))
}

fn answers(piece: &UsedPiece) -> Html {
    let names: Vec<&str> = piece.answers.iter().map(|chip| chip.name.as_str()).collect();
    match names.is_empty() {
        true => html! { <span class="quiet-word">{ strings::ANSWERS_NOTHING }</span> },
        false => {
            html! { <><span class="quiet-word">{ strings::ANSWERS }{ ": " }</span><bdi>{ names.join(", ") }</bdi></> }
        }
    }
}

/// What came after, each with how long after.
fn then(sequel: &Sequel, used_at: Instant) -> String {
    let after = |at: Instant| strings::later((at - used_at).num_days());
    let buyer = sequel.buyer.as_ref().map(|touch| {
        let what = strings::signal(touch.signal.as_ref(), touch.channel);
        let words = if touch.summary.is_empty() { what } else { format!("{what} “{}”", touch.summary) };
        format!("{words} {}", after(touch.at))
    });
    let moved = sequel.moved.as_ref().map(|moved| format!("{} {}", strings::moved(&moved.to), after(moved.at)));
    let closed = sequel.closed.map(|close| format!("{} {}", strings::ended(close.outcome), after(close.at)));
    // What is shortest first, so that a long summary is what is cut.
    let told: Vec<String> = [closed, moved, buyer].into_iter().flatten().collect();
    if told.is_empty() { strings::NOTHING_CAME.to_owned() } else { told.join(" · ") }
}
