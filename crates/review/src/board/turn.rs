//! What is asked for while a card is being moved: it waits for its turn, so that nobody has to type slowly.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use yew::prelude::*;

use super::desk::{Desk, Kept, Move};

/// Something that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// A card is to be moved.
    Move(Move),
    /// What was done last is to be taken back.
    Undo,
}

/// Begins what is asked for: at once, or when all before it is saved.
#[hook]
pub fn use_turns(moves: &UseReducerHandle<Kept>, desk: &Desk) -> Callback<Turn> {
    let waiting = use_mut_ref(VecDeque::new);
    use_effect_with((**moves).clone(), {
        let (waiting, desk) = (waiting.clone(), desk.clone());
        move |moves: &Kept| {
            if let Some(turn) = next(&waiting, moves) {
                begin(&desk, moves, turn);
            }
        }
    });
    let (moves, desk) = (moves.clone(), desk.clone());
    Callback::from(move |turn| {
        waiting.borrow_mut().push_back(turn);
        if let Some(turn) = next(&waiting, &moves) {
            begin(&desk, &moves, turn);
        }
    })
}

fn next(waiting: &Rc<RefCell<VecDeque<Turn>>>, moves: &Kept) -> Option<Turn> {
    moves.is_saved().then(|| waiting.borrow_mut().pop_front()).flatten()
}

/// A card that was moved meanwhile is moved on from there.
fn begin(desk: &Desk, moves: &Kept, turn: Turn) {
    match turn {
        Turn::Undo => desk.toasts.undo_last(),
        Turn::Move(asked) => {
            let version =
                moves.moves.get(&asked.id).map_or(asked.seen_version, |moved| moved.version.max(asked.seen_version));
            desk.carry_out(Move { seen_version: version, ..asked });
        }
    }
}
