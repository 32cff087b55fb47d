//! One report.

use std::rc::Rc;

use plumbline_domain::ids::ReportId;
use plumbline_domain::objection::{Handling, Severity};
use plumbline_domain::record::Record;
use plumbline_protocol::report::HandlingAction;
use plumbline_protocol::review::InboxReportView;
use web_sys::Element;
use yew::prelude::*;

use super::change::Change;
use super::filters::Status;
use super::handling::{HandlingLine, StatusChip};
use super::walk;
use crate::api::Error;
use crate::strings;
use crate::ui::icon::{Icon, Shape};
use crate::ui::money::Amount;
use crate::ui::notice::Trouble;
use crate::ui::text::{Words, safe_link};
use crate::ui::time::Ago;

/// What can be done with rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Acts {
    /// Carry changes out.
    pub change: Callback<Vec<Change>>,
    /// Write an answer, or stop.
    pub answer: Callback<Option<ReportId>>,
    /// A failure was seen.
    pub dismiss: Callback<ReportId>,
}

#[derive(Properties, PartialEq)]
pub struct ReportRowProps {
    pub view: Rc<InboxReportView>,
    /// What was done with it, as far as can be known now.
    pub handling: Handling,
    pub is_saving: bool,
    pub is_fresh: bool,
    pub failure: Option<(Change, Error)>,
    pub has_draft: bool,
    pub acts: Acts,
    /// The answer form while it is open.
    #[prop_or_default]
    pub form: Option<Html>,
}

/// One report with what can be done with it.
#[component]
pub fn ReportRow(props: &ReportRowProps) -> Html {
    let report = &props.view.report.report;
    let element = use_node_ref();
    use_focus_back(element.clone(), props.form.is_some());
    let status = Status::of(&props.handling);
    let id = report.id.to_string();
    let title_id = format!("report-{id}");
    html! {
        <article ref={element.clone()} class="report" tabindex="-1" data-part="report" data-report-id={id}
            data-status={status.name()} data-fresh={props.is_fresh.to_string()} aria-labelledby={title_id.clone()}
            aria-busy={props.is_saving.to_string()}>
            <div class="said">
                { record_line(&props.view, title_id) }
                if let Some(words) = report.words.clone().filter(|words| !words.trim().is_empty()) {
                    <Words text={words} part="words" />
                }
                { meta_line(&props.view) }
                <HandlingLine handling={props.handling.clone()} answer={props.view.report.answer.clone()} />
            </div>
            <div class="side">
                <StatusChip {status} is_saving={props.is_saving} />
                if props.form.is_none() {
                    <div class="actions">{ actions(props, &element) }</div>
                }
            </div>
            { failure(props) }
            { props.form.clone().unwrap_or_default() }
        </article>
    }
}

/// When the form closes, the keyboard is back on the report rather than nowhere.
#[hook]
fn use_focus_back(element: NodeRef, is_open: bool) {
    let was_open = use_mut_ref(|| false);
    use_effect_with(is_open, move |is_open| {
        if was_open.replace(*is_open) && !is_open {
            focus(&element);
        }
    });
}

fn focus(element: &NodeRef) {
    if let Some(element) = element.cast::<Element>() {
        walk::focus(&element);
    }
}

fn record_line(view: &InboxReportView, id: String) -> Html {
    let title = match &view.record {
        Some(record) => record.title.clone(),
        None => format!("{} ({})", strings::RECORD_UNREAD, view.report.report.record),
    };
    html! {
        <p class="record">
            <strong {id}>{ record_link(title, view.record_url.as_deref()) }</strong>
            { for view.record.as_ref().map(record_facts) }
        </p>
    }
}

fn record_link(title: String, url: Option<&str>) -> Html {
    match url.and_then(safe_link) {
        Some(url) => html! {
            <a href={url.to_owned()} target="_blank" rel="noopener noreferrer" data-part="record">
                <bdi>{ title }</bdi><Icon shape={Shape::Out} /><span class="sr-only">{ " " }{ strings::OPENS_CRM }</span>
            </a>
        },
        None => html! { <bdi data-part="record">{ title }</bdi> },
    }
}

fn record_facts(record: &Record) -> Html {
    html! {
        <>
            if let Some(company) = &record.company { <span data-part="company"><bdi>{ company }</bdi></span> }
            if let Some(amount) = record.amount { <span data-part="amount"><Amount of={amount} /></span> }
            if let Some(stage) = &record.stage { <span data-part="stage"><bdi>{ &stage.name }</bdi></span> }
        </>
    }
}

fn meta_line(view: &InboxReportView) -> Html {
    let report = &view.report.report;
    html! {
        <p class="meta">
            { for report.severity.map(severity) }
            <bdi data-part="reporter">{ &view.report.reporter }</bdi>
            <Ago at={report.heard_at} />
            if let Some(competitor) = &report.competitor {
                <span data-part="competitor">{ strings::VERSUS }{ " " }<bdi>{ competitor }</bdi></span>
            }
        </p>
    }
}

fn severity(severity: Severity) -> Html {
    let (shape, class) = match severity {
        Severity::NiceToHave => (Shape::Ring, "nice"),
        Severity::Challenge => (Shape::Triangle, "challenge"),
        Severity::DealBreaker => (Shape::Octagon, "breaker"),
    };
    html! { <span class={classes!("severity", class)} data-part="severity"><Icon {shape} />{ strings::severity(severity) }</span> }
}

fn actions(props: &ReportRowProps, element: &NodeRef) -> Html {
    if props.is_saving {
        return Html::default();
    }
    let answer_word = match (&props.handling, props.has_draft) {
        (_, true) => strings::CONTINUE_ANSWER,
        (Handling::Answered { .. }, false) => strings::CHANGE_ANSWER,
        (Handling::New | Handling::Acknowledged { .. }, false) => strings::ANSWER,
    };
    let id = props.view.report.report.id;
    let answer = props.acts.answer.reform(move |_: MouseEvent| Some(id));
    html! {
        <>
            if props.handling == Handling::New {
                { change_button(props, element, HandlingAction::Acknowledge, strings::ACKNOWLEDGE) }
            } else {
                { change_button(props, element, HandlingAction::Reopen, strings::REOPEN) }
            }
            <button type="button" onclick={answer} aria-keyshortcuts="r">{ answer_word }</button>
        </>
    }
}

/// The button goes when it is pressed, so the report takes the focus.
fn change_button(props: &ReportRowProps, element: &NodeRef, request: HandlingAction, word: &'static str) -> Html {
    let change = Change { id: props.view.report.report.id, request, before: props.handling.clone() };
    let (act, element) = (props.acts.change.clone(), element.clone());
    let onclick = Callback::from(move |_: MouseEvent| {
        focus(&element);
        act.emit(vec![change.clone()]);
    });
    html! { <button type="button" {onclick}>{ word }</button> }
}

/// What did not work, unless the form tells of it.
fn failure(props: &ReportRowProps) -> Html {
    let Some((change, error)) = props.failure.clone().filter(|_| props.form.is_none()) else {
        return Html::default();
    };
    let id = change.id;
    html! {
        <Trouble {error} lead={strings::NOT_SAVED}
            on_retry={props.acts.change.reform(move |()| vec![change.clone()])}
            on_dismiss={props.acts.dismiss.reform(move |()| id)} />
    }
}
