//! One objection.

use plumbline_domain::objection::Status;
use plumbline_protocol::review::ObjectionCardView;
use yew::prelude::*;

use super::desk::Move;
use super::menu::Menu;
use super::stake::Stake;
use super::trend::Trend;
use crate::inbox;
use crate::place::Place;
use crate::strings::board as strings;
use crate::ui::icon::{Icon, Shape};

#[derive(Properties, PartialEq)]
pub struct CardProps {
    pub card: ObjectionCardView,
    /// Where it stands.
    pub status: Status,
    pub is_saving: bool,
    pub on_move: Callback<Move>,
}

/// What the field says of it, and what can be done.
#[component]
pub fn Card(props: &CardProps) -> Html {
    let card = &props.card;
    let heard = &card.heard;
    let reports = Place::Inbox(inbox::Query::of_objection(card.id.clone())).href();
    html! {
        <li class="board-card" data-part="card" data-objection-id={card.id.to_string()} data-version={card.version.to_string()}
            aria-busy={props.is_saving.to_string()}>
            <h3><a href={Place::Objection(card.id.clone()).href()} data-part="name"><bdi>{ &card.name }</bdi></a></h3>
            <p class="meta">
                <a href={reports} data-part="reports">{ strings::reports(heard.reports) }</a>
                if heard.new > 0 {
                    <span class="new" data-part="new">{ strings::new_reports(heard.new) }</span>
                }
                <span data-part="open-deals">{ strings::open_deals(heard.open_deals) }</span>
            </p>
            <Stake amounts={heard.revenue_at_stake.clone()} />
            <div class="lately"><Trend weeks={heard.weeks.clone()} /></div>
            <p class="meta">
                if card.content == 0 {
                    <span class="lacking" data-part="content"><Icon shape={Shape::Triangle} />{ strings::NO_CONTENT }</span>
                } else {
                    <span data-part="content">{ strings::pieces(card.content) }</span>
                }
                if let Some(owner) = &card.owner {
                    <bdi data-part="owner">{ owner }</bdi>
                } else {
                    <span class="lacking" data-part="owner">{ strings::NO_OWNER }</span>
                }
            </p>
            <Menu card={card.clone()} status={props.status} is_saving={props.is_saving} on_move={props.on_move.clone()} />
        </li>
    }
}
