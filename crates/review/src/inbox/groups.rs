//! The reports by objection, as far as the filters let them through.

use std::rc::Rc;

use plumbline_domain::ids::ReportId;
use plumbline_protocol::report::HandlingRequest;
use plumbline_protocol::review::InboxReportView;
use yew::prelude::*;

use super::answer_form::AnswerForm;
use super::change::Change;
use super::draft::Draft;
use super::filters::Filters;
use super::group::{GroupHead, acknowledgeable, anchor};
use super::library::Library;
use super::report_row::{Acts, ReportRow};
use super::state::{Group, State};
use crate::session::Session;

/// One group with those of its reports that are shown.
pub type Shown = (Group, Vec<Rc<InboxReportView>>);

/// The groups that have something to show.
pub fn shown(state: &State, filters: &Filters) -> Vec<Shown> {
    let reports_of = |group: &Group| {
        let reports = group.reports.iter().filter(|view| state.shows(filters, &group.objection.name, view));
        reports.cloned().collect::<Vec<_>>()
    };
    let groups = state.groups.iter().map(|group| (group.clone(), reports_of(group)));
    groups.filter(|(_, reports)| !reports.is_empty()).collect()
}

#[derive(Properties, PartialEq)]
pub struct GroupsProps {
    pub state: UseReducerHandle<State>,
    pub shown: Vec<Shown>,
    pub session: Session,
    pub acts: Acts,
    pub library: Library,
    pub on_reload_library: Callback<()>,
}

/// All of them.
#[component]
pub fn Groups(props: &GroupsProps) -> Html {
    html! { <div class="groups">{ for props.shown.iter().map(|shown| group(props, shown)) }</div> }
}

fn group(props: &GroupsProps, (group, reports): &Shown) -> Html {
    let counts = props.state.count(group.reports.iter());
    let anchor = anchor(group);
    html! {
        <section key={group.objection.id.as_str()} class="group" id={anchor.clone()} data-part="group"
            data-objection-id={group.objection.id.to_string()} aria-labelledby={format!("{anchor}-name")}>
            <GroupHead group={group.clone()} {counts} acknowledgeable={acknowledgeable(&props.state, reports)}
                acts={props.acts.clone()} />
            { for reports.iter().map(|view| row(props, view)) }
        </section>
    }
}

fn row(props: &GroupsProps, view: &Rc<InboxReportView>) -> Html {
    let (state, id) = (&props.state, view.report.report.id);
    let form = (state.answering == Some(id)).then(|| form(props, view));
    html! {
        <ReportRow key={id.to_string()} view={view.clone()} handling={state.handling(view).clone()}
            is_saving={state.saving.contains_key(&id)} is_fresh={state.fresh.contains(&id)}
            failure={state.failed.get(&id).cloned()} has_draft={Draft::kept(&props.session.person.id, id).is_some()}
            acts={props.acts.clone()} {form} />
    }
}

fn form(props: &GroupsProps, view: &Rc<InboxReportView>) -> Html {
    let (state, id) = (&props.state, view.report.report.id);
    html! {
        <AnswerForm view={view.clone()} person={props.session.person.id.clone()} library={props.library.clone()}
            on_reload_library={props.on_reload_library.clone()} is_sending={state.saving.contains_key(&id)}
            is_gone={state.is_gone} failure={state.failed.get(&id).map(|(_, error)| error.clone())}
            on_send={sender(props, view, id)} on_close={props.acts.answer.reform(|()| None)} />
    }
}

fn sender(props: &GroupsProps, view: &InboxReportView, id: ReportId) -> Callback<HandlingRequest> {
    let before = props.state.handling(view).clone();
    props.acts.change.reform(move |request| vec![Change { id, request, before: before.clone() }])
}
