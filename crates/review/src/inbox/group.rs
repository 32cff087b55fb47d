//! One objection: how it weighs, and its reports.

use std::rc::Rc;

use plumbline_domain::objection::Handling;
use plumbline_protocol::report::HandlingAction;
use plumbline_protocol::review::InboxReportView;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use super::change::Change;
use super::report_row::Acts;
use super::state::{Counts, Group, State};
use crate::strings;
use crate::ui::money::Amount;

/// The element of a group, to jump to.
pub fn anchor(group: &Group) -> String {
    format!("group-{}", group.objection.id)
}

#[derive(Properties, PartialEq)]
pub struct GroupHeadProps {
    pub group: Group,
    pub counts: Counts,
    /// What the button acknowledges.
    pub acknowledgeable: Vec<Change>,
    pub acts: Acts,
}

/// Name, numbers, and acknowledging all of it.
#[component]
pub fn GroupHead(props: &GroupHeadProps) -> Html {
    let count = props.acknowledgeable.len();
    let acknowledge = {
        let changes = props.acknowledgeable.clone();
        props.acts.change.reform(move |_: MouseEvent| changes.clone())
    };
    html! {
        <header class="group-head">
            <h2 id={format!("{}-name", anchor(&props.group))}><bdi>{ &props.group.objection.name }</bdi></h2>
            if props.counts.new > 0 {
                <span class="new" data-part="new-count">{ strings::new_count(props.counts.new) }</span>
            }
            <span data-part="open-deals">{ strings::open_deals(props.group.open_deals) }</span>
            <Stake group={props.group.clone()} />
            if count > 0 {
                <button type="button" onclick={acknowledge} data-part="acknowledge-all">{ strings::acknowledge_new(count) }</button>
            }
        </header>
    }
}

#[derive(Properties, PartialEq)]
struct StakeProps {
    group: Group,
}

/// Revenue at stake; the rule behind the figure on demand.
#[component]
fn Stake(props: &StakeProps) -> Html {
    let amounts = props.group.revenue_at_stake.iter().map(|amount| html! { <Amount of={*amount} /> });
    html! {
        <details class="stake" data-part="stake" name="stake" onfocusout={close}>
            <summary>
                if props.group.revenue_at_stake.is_empty() {
                    { strings::NOTHING_AT_STAKE }
                } else {
                    <span class="amounts">{ for amounts }</span>{ " " }{ strings::AT_STAKE }
                }
            </summary>
            <p>{ strings::AT_STAKE_RULE }</p>
        </details>
    }
}

/// Looking elsewhere closes what was opened.
fn close(event: FocusEvent) {
    if let Some(details) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
        // There is always such an element, and losing an attribute cannot fail.
        let _ = details.remove_attribute("open");
    }
}

/// The changes that acknowledge every new report among `views` that is not being changed already.
pub fn acknowledgeable(state: &State, views: &[Rc<InboxReportView>]) -> Vec<Change> {
    let new = views.iter().filter(|view| *state.handling(view) == Handling::New);
    let idle = new.filter(|view| !state.saving.contains_key(&view.report.report.id));
    idle.map(|view| Change { id: view.report.report.id, request: HandlingAction::Acknowledge, before: Handling::New })
        .collect()
}
