//! The objections at one status.

use plumbline_protocol::review::BoardColumn;
use yew::prelude::*;

use super::card::Card;
use super::desk::Move;
use super::layout::Moves;
use crate::inbox::{StatusChip, status_name};
use crate::library;
use crate::place::Place;
use crate::strings::board as strings;
use crate::strings::grouped;

#[derive(Properties, PartialEq)]
pub struct ColumnProps {
    pub column: BoardColumn,
    pub moves: Moves,
    pub on_move: Callback<Move>,
}

/// How many there are, and the first of them.
#[component]
pub fn Column(props: &ColumnProps) -> Html {
    let BoardColumn { status, count, objections } = &props.column;
    let shown = u64::try_from(objections.len()).unwrap_or(u64::MAX);
    let name = format!("column-{}", status_name(*status));
    html! {
        <section class="column" data-part="column" data-status={status_name(*status)} aria-labelledby={name.clone()}>
            <h2 id={name}><StatusChip status={*status} />{ " " }<span class="count">{ grouped(*count) }</span></h2>
            if objections.is_empty() {
                <p class="none">{ strings::NONE_HERE }</p>
            }
            <ul>
                { for objections.iter().map(|card| {
                    let is_saving = props.moves.get(&card.id).is_some_and(|moved| moved.is_saving);
                    html! { <Card key={card.id.to_string()} card={card.clone()} status={*status} {is_saving} on_move={props.on_move.clone()} /> }
                }) }
            </ul>
            if *count > shown {
                <p class="none"><a href={Place::Library(library::Query::default()).href()}>{ strings::more(*count - shown) }</a></p>
            }
        </section>
    }
}
