//! One report of the list: enough to decide what to do with it.

use std::rc::Rc;

use plumbline_domain::objection::{Severity, Status};
use plumbline_protocol::review::InboxReportView;
use web_sys::MouseEvent;
use yew::prelude::*;

use super::handling::{StatusChip, status_name};
use super::state::Action;
use crate::strings;
use crate::strings::inbox as words;
use crate::ui::icon::{Icon, Shape};
use crate::ui::money::Amount;
use crate::ui::time::Ago;

#[derive(Properties, PartialEq)]
pub struct RowProps {
    pub view: Rc<InboxReportView>,
    /// Where it stands in the list, from 0.
    pub place: usize,
    /// Where it stands with marketing, as far as can be known now.
    pub status: Status,
    pub is_saving: bool,
    pub is_fresh: bool,
    pub is_chosen: bool,
    pub is_current: bool,
    /// Whether the Tab key leads to it: one row of the list has that.
    pub is_entry: bool,
    /// Something could not be done with it, or it is in sight only because it is in hand.
    pub is_troubled: bool,
    pub act: Callback<Action>,
}

/// One report.
#[component]
pub fn Row(props: &RowProps) -> Html {
    let id = props.view.report.report.id;
    let onclick =
        props.act.reform(move |event: MouseEvent| match (event.shift_key(), event.ctrl_key() || event.meta_key()) {
            (true, _) => Action::Extend(id),
            (false, true) => Action::Toggle(id),
            (false, false) => Action::Go(id),
        });
    html! {
        <div role="row" class="row" data-part="report" data-report-id={id.to_string()} data-status={status_name(props.status)}
            data-fresh={props.is_fresh.to_string()} aria-rowindex={(props.place + 1).to_string()}
            aria-selected={props.is_chosen.to_string()} aria-current={props.is_current.then_some("true")}
            aria-busy={props.is_saving.to_string()} tabindex={if props.is_entry { "0" } else { "-1" }} {onclick}>
            { choice(props) }
            <div role="gridcell" class="what">
                { first_line(&props.view) }
                <p class="said" dir="auto">{ props.view.report.report.words.as_deref().unwrap_or(words::NO_WORDS) }</p>
            </div>
            <div role="gridcell" class="who">
                { for props.view.report.report.severity.map(severity) }
                <p class="meta"><bdi data-part="reporter">{ &props.view.report.reporter }</bdi><Ago at={props.view.report.report.heard_at} /></p>
            </div>
            <div role="gridcell" class="stands">
                <StatusChip status={props.status} is_saving={props.is_saving} />
                if props.is_troubled {
                    <span class="troubled" data-part="troubled"><Icon shape={Shape::Triangle} />{ words::LOOK }</span>
                }
            </div>
        </div>
    }
}

fn choice(props: &RowProps) -> Html {
    let id = props.view.report.report.id;
    let onclick = props.act.reform(move |event: MouseEvent| {
        event.stop_propagation();
        if event.shift_key() { Action::Extend(id) } else { Action::Toggle(id) }
    });
    html! {
        <div role="gridcell" class="choose">
            <input type="checkbox" tabindex="-1" checked={props.is_chosen} aria-label={words::choose(&props.view)} {onclick} />
        </div>
    }
}

fn first_line(view: &InboxReportView) -> Html {
    let record = view.record.as_ref();
    html! {
        <p class="line">
            <strong data-part="objection" class={classes!(view.report.objection.is_none().then_some("unknown"))}>
                <bdi>{ view.report.objection.as_deref().unwrap_or(words::UNKNOWN) }</bdi>
            </strong>
            <span data-part="record"><bdi>{ record.map_or(words::RECORD_UNREAD, |record| &record.title) }</bdi></span>
            if let Some(company) = record.and_then(|record| record.company.as_ref()) {
                <span data-part="company"><bdi>{ company }</bdi></span>
            }
            if let Some(amount) = record.and_then(|record| record.amount) {
                <span data-part="amount"><Amount of={amount} /></span>
            }
        </p>
    }
}

/// How much it weighs, as a shape and a word.
pub fn severity(severity: Severity) -> Html {
    let (shape, class) = match severity {
        Severity::NiceToHave => (Shape::Ring, "nice"),
        Severity::Challenge => (Shape::Triangle, "challenge"),
        Severity::DealBreaker => (Shape::Octagon, "breaker"),
    };
    html! { <span class={classes!("severity", class)} data-part="severity"><Icon {shape} />{ strings::severity(severity) }</span> }
}
