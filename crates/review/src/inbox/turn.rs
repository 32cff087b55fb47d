//! What is asked for while what it builds on is being saved: it waits for its turn, so that nobody has to type slowly.

use plumbline_domain::ids::ReportId;
use yew::prelude::*;

use super::acts::Acts;
use super::errand::Errand;
use super::state::{Action, State};
use crate::ui::toast::Toasts;

/// Something that waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// These reports are to be handled, as far as it suits them then.
    Do(Errand, Vec<ReportId>),
    /// What was done last is to be taken back.
    Undo,
}

/// Begins what waits, one after the other: each when all before it is saved.
#[hook]
pub fn use_turns(state: &UseReducerHandle<State>, acts: &Acts, toasts: &Toasts) {
    let (waiting, is_free) = (state.turns.len(), state.saving.is_empty());
    let (state, acts, toasts) = (state.clone(), acts.clone(), toasts.clone());
    use_effect_with((waiting, is_free), move |(_, is_free)| {
        let Some(turn) = state.turns.front().filter(|_| *is_free).cloned() else { return };
        acts.act.emit(Action::Begun);
        match turn {
            Turn::Do(errand, ids) => acts.resume(&state, errand, &ids),
            Turn::Undo => toasts.undo_last(),
        }
    });
}
