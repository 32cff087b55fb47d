//! Where a card can be moved to.

use plumbline_domain::objection::Status;
use plumbline_protocol::review::ObjectionCardView;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::desk::Move;
use super::layout::Step;
use crate::place::Place;
use crate::strings::board as strings;
use crate::ui::icon::{Icon, Shape};

#[derive(Properties, PartialEq)]
pub struct MenuProps {
    pub card: ObjectionCardView,
    pub status: Status,
    pub is_saving: bool,
    pub on_move: Callback<Move>,
}

/// A button that opens what can be done; what needs words leads to the objection's own page.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let steps = Step::ALL.into_iter().filter(|step| step.suits(props.status));
    let page = Place::Objection(props.card.id.clone()).href();
    html! {
        <details class="menu" name="move" data-part="menu" onkeydown={close_on_escape}>
            <summary aria-label={strings::move_card(&props.card.name)}>
                { if props.is_saving { strings::SAVING } else { strings::MOVE } }<Icon shape={Shape::Down} />
            </summary>
            <div class="menu-items">
                { for steps.map(|step| button(props, step)) }
                <a href={page.clone()}>{ if props.status == Status::Answered { strings::CHANGE_ANSWER } else { strings::ANSWER } }</a>
                <a href={page}>{ if props.status == Status::Declined { strings::CHANGE_REASON } else { strings::DECLINE } }</a>
            </div>
        </details>
    }
}

fn button(props: &MenuProps, step: Step) -> Html {
    let moved = Move::taking(step, props.card.id.clone(), props.status, props.card.version);
    let onclick = props.on_move.reform(move |event: MouseEvent| {
        close(event.target_dyn_into::<Element>());
        moved.clone()
    });
    html! {
        <button type="button" {onclick} data-step={step.key()} aria-keyshortcuts={step.key()} title={strings::by_key(step.key())}>
            { strings::step(step) }
        </button>
    }
}

fn close(within: Option<Element>) {
    if let Some(details) = within.and_then(|element| element.closest("details").ok().flatten()) {
        // There is always such an element, and losing an attribute cannot fail.
        let _ = details.remove_attribute("open");
    }
}

fn close_on_escape(event: KeyboardEvent) {
    if event.key() == "Escape" {
        let details = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
        close(details);
    }
}
