//! Beside the list, or below it where there is little room: all of the current report, or a form for all chosen ones.

use std::rc::Rc;

use plumbline_protocol::review::InboxReportView;
use yew::prelude::*;

use super::acts::Acts;
use super::detail::{Detail, form_for};
use super::filing_form::FilingForm;
use super::form::{Form, Paper, Target};
use super::known::use_known;
use super::state::{Action, State};
use super::writing_form::WritingForm;
use crate::api::{self, Error, reports};
use crate::session::Session;
use crate::strings::inbox as strings;

#[derive(Properties, Clone, PartialEq)]
pub struct PaneProps {
    pub state: UseReducerHandle<State>,
    pub acts: Acts,
    pub session: Session,
}

/// What stands there, if anything does.
#[component]
pub fn Pane(props: &PaneProps) -> Html {
    let state = &props.state;
    let form = state.form;
    let is_for = |paper| form.is_some_and(|form| form.paper == paper);
    let (content, on_reload_content) = use_known(is_for(Paper::Answer), api::content);
    let (objections, on_reload_objections) = use_known(is_for(Paper::Filing), reports::objections);
    let written = |form: Form, view: &Rc<InboxReportView>| {
        let on_close = props.acts.act.reform(|()| Action::StopWriting);
        let (is_sending, failure) = (state.saving.contains_key(&view.report.report.id), failure(state, view));
        let key = form.draft_key(&props.session.person.id);
        match form.paper {
            Paper::Filing => html! {
                <FilingForm {key} view={view.clone()} objections={objections.clone()}
                    on_reload_objections={on_reload_objections.clone()} {is_sending} {failure} {on_close}
                    on_send={sending(props, move |acts, state, under| acts.file(state, form, under))} />
            },
            Paper::Answer | Paper::Reason => html! {
                <WritingForm {key} {form} view={view.clone()} reports={state.meant(form.target).len()}
                    person={props.session.person.id.clone()} content={content.clone()} on_reload_content={on_reload_content.clone()}
                    {is_sending} {failure} {on_close}
                    on_send={sending(props, move |acts, state, action| acts.send(state, form, action))} />
            },
        }
    };
    if let Some(form) = form.filter(|form| form.target == Target::Chosen)
        && let Some(first) = state.meant(Target::Chosen).first()
    {
        return html! { <div class="pane" data-part="pane">{ bulk(form, state, written(form, first)) }</div> };
    }
    match state.current().filter(|_| state.is_open) {
        Some(view) => html! {
            <div class="pane" data-part="pane">
                <Detail state={state.clone()} view={view.clone()} acts={props.acts.clone()}
                    form={form_for(state, view).map(|form| written(form, view))} />
            </div>
        },
        None => Html::default(),
    }
}

fn bulk(form: Form, state: &State, written: Html) -> Html {
    html! {
        <section class="detail" data-part="bulk" aria-labelledby="bulk-name">
            <h2 id="bulk-name">{ strings::form(form.paper, state.selection.len()) }</h2>
            <p class="help">{ strings::EACH_ON_ITS_OWN }</p>
            { written }
        </section>
    }
}

/// Why the last attempt failed.
fn failure(state: &State, view: &InboxReportView) -> Option<Error> {
    state.failed.get(&view.report.report.id).map(|(_, error)| error.clone())
}

fn sending<T: 'static>(props: &PaneProps, send: impl Fn(&Acts, &State, T) + 'static) -> Callback<T> {
    let (acts, state) = (props.acts.clone(), props.state.clone());
    Callback::from(move |what| send(&acts, &state, what))
}
