//! The page of the board: what it listens to, and how its parts hang together.

use gloo::utils::document;
use plumbline_domain::ids::ObjectionId;
use plumbline_protocol::review::{BoardColumn, BoardResponse, InboxQuery};
use yew::prelude::*;

use super::column::Column;
use super::desk::{Desk, Kept, Move};
use super::feed::All;
use super::layout::arranged;
use super::stake::Stake;
use super::steer::{self, Wish, use_keys};
use super::turn::{Turn, use_turns};
use crate::feed::{not_told, standing_trouble, use_feed};
use crate::inbox;
use crate::live::use_live;
use crate::place::Place;
use crate::session::Session;
use crate::strings::board as strings;
use crate::top_bar::TopBar;
use crate::ui::toast::Toasts;

#[derive(Properties, PartialEq)]
pub struct BoardProps {
    pub session: Session,
    pub toasts: Toasts,
}

/// The board.
#[component]
pub fn Board(props: &BoardProps) -> Html {
    let (state, feed) = use_feed(All, props.session.on_expired.clone());
    let link = use_live(Callback::from({
        let feed = feed.clone();
        move |_| feed.invalidate()
    }));
    let moves = use_reducer(Kept::default);
    let desk = Desk {
        moves: moves.dispatcher(),
        feed: feed.clone(),
        toasts: props.toasts.clone(),
        session: props.session.clone(),
    };
    let on_turn = use_turns(&moves, &desk);
    let on_move = on_turn.reform(Turn::Move);
    // A card that goes to another column is another element; the keyboard stays with the card.
    use_effect_with((*moves).clone(), |kept| kept.last.iter().for_each(|id| steer::keep_focus(id.as_str())));
    use_effect_with((), |()| document().set_title(strings::TITLE));
    let columns = state.told.as_ref().map(|told| arranged(told, &moves.moves)).unwrap_or_default();
    use_keys(granting(columns.clone(), on_move.clone(), on_turn));
    html! {
        <>
            <TopBar place={Place::Board} as_of={state.at} {link} is_troubled={state.trouble.is_some()} />
            <main class="board" data-part="board">
                { standing_trouble(&state, &feed) }
                if let Some(told) = &state.told {
                    { summary(told) }
                    <div class="columns">
                        { for columns.into_iter().map(|column| html! {
                            <Column {column} moves={moves.moves.clone()} on_move={on_move.clone()} />
                        }) }
                    </div>
                } else {
                    { not_told(&state, &feed, strings::LOADING, 5) }
                }
            </main>
        </>
    }
}

fn summary(told: &BoardResponse) -> Html {
    let unknown = InboxQuery { unknown: true, ..InboxQuery::default() };
    html! {
        <div class="board-head" data-part="summary">
            <Stake amounts={told.revenue_at_stake.clone()} />
            <span data-part="open-deals">{ strings::on_open_deals(told.open_deals) }</span>
            if told.unknown > 0 {
                <a href={Place::Inbox(inbox::Query(unknown)).href()} data-part="unknown">{ strings::unknown(told.unknown) }</a>
            }
            <span class="grow" />
            <span class="help">{ strings::KEYS }</span>
        </div>
    }
}

/// Grants what the keyboard asks for.
fn granting(
    columns: Vec<BoardColumn>,
    on_move: Callback<Move>,
    on_turn: Callback<Turn>,
) -> Callback<(Wish, Option<String>)> {
    Callback::from(move |(wish, at): (Wish, Option<String>)| match (wish, at) {
        (Wish::Undo, _) => on_turn.emit(Turn::Undo),
        (Wish::Down(_) | Wish::Right(_), _) => steer::walk(wish),
        (Wish::Open, Some(at)) => Place::Objection(ObjectionId::new(at)).enter(),
        (Wish::Take(step), Some(at)) => {
            let found =
                columns.iter().flat_map(|column| column.objections.iter().map(move |card| (column.status, card)));
            let found = { found }.find(|(status, card)| card.id.as_str() == at && step.suits(*status));
            if let Some((from, card)) = found {
                on_move.emit(Move::taking(step, card.id.clone(), from, card.version));
            }
        }
        (Wish::Open | Wish::Take(_), None) => {}
    })
}
