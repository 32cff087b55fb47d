//! All of one report: the whole words, what they were heard on, what happened, and what can be done.

use std::rc::Rc;

use plumbline_domain::record::Record;
use plumbline_protocol::review::{InboxQuery, InboxReportView};
use yew::prelude::*;

use super::acts::Acts;
use super::errand::Errand;
use super::form::{Form, Target};
use super::handling::{HandlingLine, StatusChip};
use super::query::Query;
use super::row::severity;
use super::state::{Action, State};
use crate::place::Place;
use crate::strings::inbox as strings;
use crate::ui::icon::{Icon, Shape};
use crate::ui::money::Amount;
use crate::ui::notice::Trouble;
use crate::ui::text::safe_link;
use crate::ui::time::Ago;

#[derive(Properties, PartialEq)]
pub struct DetailProps {
    pub state: UseReducerHandle<State>,
    pub view: Rc<InboxReportView>,
    pub acts: Acts,
    /// The form while one is open.
    pub form: Option<Html>,
}

/// The opened report.
#[component]
pub fn Detail(props: &DetailProps) -> Html {
    let DetailProps { state, view, .. } = props;
    let id = view.report.report.id;
    let handling = state.handling(view);
    html! {
        <article class="detail" data-part="detail" data-report-id={id.to_string()} tabindex="-1" aria-labelledby="detail-name">
            <header class="detail-head">
                <h2 id="detail-name">{ objection(view) }</h2>
                <StatusChip status={handling.status()} is_saving={state.saving.contains_key(&id)} />
                <button type="button" class="quiet" aria-label={crate::strings::CLOSE} aria-keyshortcuts="Escape"
                    onclick={props.acts.act.reform(|_| Action::Close)}>{ "×" }</button>
            </header>
            { record_line(view) }
            if state.is_gone(id) {
                <p class="complaint" role="status" data-part="gone">{ strings::GONE }</p>
            }
            <p class="words-whole" data-part="words" dir="auto">{ view.report.report.words.as_deref().unwrap_or(strings::NO_WORDS) }</p>
            { facts(view) }
            { history(state, view) }
            { failure(props) }
            if let Some(form) = props.form.clone() { { form } } else { { errands(props) } }
        </article>
    }
}

fn objection(view: &InboxReportView) -> Html {
    match (&view.report.counts_as, &view.report.objection) {
        (Some(id), Some(name)) => html! { <a href={Place::Objection(id.clone()).href()}><bdi>{ name }</bdi></a> },
        (_, Some(name)) => html! { <bdi>{ name }</bdi> },
        (_, None) => html! { strings::UNKNOWN },
    }
}

fn record_line(view: &InboxReportView) -> Html {
    let title = match &view.record {
        Some(record) => record.title.clone(),
        None => format!("{} ({})", strings::RECORD_UNREAD, view.report.report.record),
    };
    html! {
        <p class="record">
            <strong>{ record_link(title, view.record_url.as_deref()) }</strong>
            { for view.record.as_ref().map(record_facts) }
        </p>
    }
}

fn record_link(title: String, url: Option<&str>) -> Html {
    match url.and_then(safe_link) {
        Some(url) => html! {
            <a href={url.to_owned()} target="_blank" rel="noopener noreferrer" data-part="record">
                <bdi>{ title }</bdi><Icon shape={Shape::Out} /><span class="sr-only">{ " " }{ crate::strings::OPENS_CRM }</span>
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

/// Each fact leads to all reports that share it.
fn facts(view: &InboxReportView) -> Html {
    let report = &view.report.report;
    let all = InboxQuery::default;
    let by = InboxQuery { reporter: Some(view.report.reporter.clone()), ..all() };
    let against = |name: &String| InboxQuery { competitor: Some(name.clone()), ..all() };
    let of = |name: &String| InboxQuery { segment: Some(name.clone()), ..all() };
    html! {
        <p class="meta">
            { for report.severity.map(severity) }
            { like("reporter", by, &view.report.reporter, None) }
            if let Some(name) = &report.competitor { { like("competitor", against(name), name, Some(strings::VERSUS)) } }
            if let Some(name) = &report.segment { { like("segment", of(name), name, None) } }
        </p>
    }
}

fn like(part: &'static str, query: InboxQuery, name: &str, before: Option<&'static str>) -> Html {
    html! {
        <span>
            { for before.map(|before| html! { <>{ before }{ " " }</> }) }
            <a href={Place::Inbox(Query(query)).href()} data-part={part} title={strings::all_with(name)}><bdi>{ name.to_owned() }</bdi></a>
        </span>
    }
}

fn history(state: &State, view: &InboxReportView) -> Html {
    let report = &view.report.report;
    let is_filed = view.report.filed_under.is_some() && view.report.filed_under != report.objection;
    html! {
        <section class="history" aria-label={strings::HISTORY} data-part="history">
            <p class="meta"><span>{ strings::HEARD_BY }{ " " }<bdi>{ &view.report.reporter }</bdi></span><Ago at={report.heard_at} /></p>
            if report.revision > 1 {
                <p class="meta">{ strings::changed_times(report.revision - 1) }</p>
            }
            if is_filed {
                <p class="meta" data-part="filed">{ strings::filed(view.report.objection.as_deref(), report.objection.is_some()) }</p>
            }
            <HandlingLine handling={state.handling(view).clone()} answer={view.report.answer.clone()} />
        </section>
    }
}

/// What did not work, unless the form tells of it.
fn failure(props: &DetailProps) -> Html {
    let id = props.view.report.report.id;
    let Some((change, error)) = props.state.failed.get(&id).cloned().filter(|_| props.form.is_none()) else {
        return Html::default();
    };
    html! {
        <Trouble {error} lead={strings::NOT_SAVED}
            on_retry={props.acts.carry_out.reform(move |()| (vec![change.clone()], None))}
            on_dismiss={props.acts.act.reform(move |()| Action::Dismissed(id))} />
    }
}

fn errands(props: &DetailProps) -> Html {
    let DetailProps { state, view, .. } = props;
    if state.saving.contains_key(&view.report.report.id) {
        return Html::default();
    }
    let suitable = Errand::ALL.into_iter().filter(|errand| errand.suits(state.handling(view)));
    html! { <div class="actions errands">{ for suitable.map(|errand| button(props, errand)) }</div> }
}

/// The button goes with what it does, so the row takes the keyboard.
fn button(props: &DetailProps, errand: Errand) -> Html {
    let (acts, state, id) = (props.acts.clone(), props.state.clone(), props.view.report.report.id);
    let onclick = Callback::from(move |_: MouseEvent| {
        if errand.at_once().is_some() {
            acts.act.emit(Action::Go(id));
        }
        acts.set_out(&state, errand, Target::One(id));
    });
    let class = (errand == Errand::Answer).then_some("primary");
    let label = strings::errand(errand, props.state.handling(&props.view));
    html! {
        <button type="button" {class} {onclick} data-errand={errand.name()} aria-keyshortcuts={errand.key()}
            title={strings::by_key(errand.key())}>{ label }</button>
    }
}

/// The form that is open for this report.
pub fn form_for(state: &State, view: &InboxReportView) -> Option<Form> {
    state.form.filter(|form| form.target == Target::One(view.report.report.id))
}
