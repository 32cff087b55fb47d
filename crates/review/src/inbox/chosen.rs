//! What can be done with all chosen reports at once.

use plumbline_protocol::report::HandlingAction;
use yew::prelude::*;

use super::acts::{Acts, changes};
use super::change::Request;
use super::errand::Errand;
use super::form::Target;
use super::state::{Action, State};
use crate::strings::inbox as strings;

#[derive(Properties, PartialEq)]
pub struct ChosenProps {
    pub state: UseReducerHandle<State>,
    pub acts: Acts,
}

/// How many are chosen, and what to do with them; while none is, how to choose.
#[component]
pub fn Chosen(props: &ChosenProps) -> Html {
    let ChosenProps { state, acts } = props;
    let count = state.selection.len();
    let known = state.rows().len();
    let is_all = count > 0 && count >= known;
    html! {
        <div class="chosen" role="toolbar" aria-label={strings::CHOSEN} data-part="chosen">
            <input type="checkbox" checked={is_all} onclick={acts.act.reform(|_: MouseEvent| Action::All)}
                aria-label={strings::CHOOSE_ALL} aria-keyshortcuts="*" />
            <span role="status" data-part="chosen-count">{ strings::chosen(count, known) }</span>
            if count > 0 {
                { for Errand::BULK.into_iter().map(|errand| button(props, errand)) }
                <button type="button" class="link" onclick={acts.act.reform(|_: MouseEvent| Action::Clear)}>{ strings::CLEAR_CHOICE }</button>
            }
        </div>
    }
}

fn button(props: &ChosenProps, errand: Errand) -> Html {
    let (state, acts) = (&props.state, &props.acts);
    let any = Request::Handle(errand.at_once().unwrap_or(HandlingAction::Reopen));
    let suits = changes(state, &state.meant(Target::Chosen), errand, &any).len();
    if suits == 0 {
        return Html::default();
    }
    let onclick = {
        let (state, acts) = (state.clone(), acts.clone());
        Callback::from(move |_: MouseEvent| acts.set_out(&state, errand, Target::Chosen))
    };
    html! {
        <button type="button" {onclick} data-bulk={errand.name()} aria-keyshortcuts={errand.key()} title={strings::by_key(errand.key())}>
            { strings::bulk(errand, suits) }
        </button>
    }
}
