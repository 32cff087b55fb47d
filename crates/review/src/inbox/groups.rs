//! The reports by objection, as far as the filters let them through.

use std::rc::Rc;

use plumbline_domain::ids::ReportId;
use plumbline_protocol::report::HandlingAction;
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
use crate::strings;

/// So many reports of a group are shown unasked.
const MOST: usize = 25;

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

#[derive(Properties, Clone, PartialEq)]
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

fn group(props: &GroupsProps, shown: &Shown) -> Html {
    let key = shown.0.objection.id.to_string();
    html! { <Section {key} shown={shown.clone()} all={props.clone()} /> }
}

#[derive(Properties, PartialEq)]
struct SectionProps {
    shown: Shown,
    all: GroupsProps,
}

/// One group. A long one starts with its latest reports, so that the page stays quick.
#[component]
fn Section(props: &SectionProps) -> Html {
    let SectionProps { shown: (group, reports), all } = props;
    let most = use_state_eq(|| MOST);
    let counts = all.state.count(group.reports.iter());
    let anchor = anchor(group);
    let in_sight = in_sight(&all.state, reports, *most);
    let hidden = reports.len() - in_sight.len();
    let show_more = {
        let most = most.clone();
        Callback::from(move |_: MouseEvent| most.set(*most + 4 * MOST))
    };
    html! {
        <section class="group" id={anchor.clone()} data-part="group"
            data-objection-id={group.objection.id.to_string()} aria-labelledby={format!("{anchor}-name")}>
            <GroupHead group={group.clone()} {counts} acknowledgeable={acknowledgeable(&all.state, reports)}
                acts={all.acts.clone()} />
            { for in_sight.into_iter().map(|view| row(all, view)) }
            if hidden > 0 {
                <footer class="more"><button type="button" class="link" onclick={show_more}>{ strings::show_more(hidden) }</button></footer>
            }
        </section>
    }
}

/// The first `most`, and whatever is being worked on.
fn in_sight<'a>(state: &State, reports: &'a [Rc<InboxReportView>], most: usize) -> Vec<&'a Rc<InboxReportView>> {
    let reports = reports.iter().enumerate();
    let chosen = reports.filter(|(n, view)| *n < most || state.is_in_hand(view.report.report.id));
    chosen.map(|(_, view)| view).collect()
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

fn sender(props: &GroupsProps, view: &InboxReportView, id: ReportId) -> Callback<HandlingAction> {
    let before = props.state.handling(view).clone();
    props.acts.change.reform(move |request| vec![Change { id, request, before: before.clone() }])
}
