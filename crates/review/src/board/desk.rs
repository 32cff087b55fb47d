//! Moving cards: shown at once, confirmed or rolled back by the hub, with an undo.

use std::rc::Rc;

use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Status;
use plumbline_protocol::library::{ObjectionEntry, ObjectionHandlingRequest};
use plumbline_protocol::report::HandlingAction;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::feed::All;
use super::layout::{Moved, Moves, Step};
use crate::api::{Error, library};
use crate::feed::Feed;
use crate::session::Session;
use crate::strings::board as strings;
use crate::ui::toast::{Toast, Toasts};

/// One card is to be moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// Which.
    pub id: ObjectionId,
    /// From where.
    pub from: Status,
    /// The version that was seen there.
    pub seen_version: u32,
    /// To where.
    pub to: Status,
    /// By what.
    pub action: HandlingAction,
}

impl Move {
    /// The card of this id and version takes a step.
    pub fn taking(step: Step, id: ObjectionId, from: Status, seen_version: u32) -> Self {
        Self { id, from, seen_version, to: step.to(), action: step.action() }
    }

    /// Back to where it was; a move back is not taken back itself.
    fn undone(&self, now: &ObjectionEntry) -> Option<Self> {
        let back = Self {
            id: self.id.clone(),
            from: now.handling.status(),
            seen_version: now.version,
            to: self.from,
            action: HandlingAction::TakeBack,
        };
        (self.action != HandlingAction::TakeBack).then_some(back)
    }
}

/// What happens to the moves.
pub enum Action {
    /// A card stands elsewhere.
    Set(ObjectionId, Moved),
    /// It stands where the hub says.
    Forget(ObjectionId),
}

/// The moves as they are kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Kept {
    /// The moves.
    pub moves: Moves,
    /// The card that was moved last.
    pub last: Option<ObjectionId>,
}

impl Kept {
    /// Whether the hub has confirmed all of them.
    pub fn is_saved(&self) -> bool {
        self.moves.values().all(|moved| !moved.is_saving)
    }
}

impl Reducible for Kept {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut kept = (*self).clone();
        match action {
            Action::Set(id, moved) => {
                kept.last = Some(id.clone());
                kept.moves.insert(id, moved);
            }
            Action::Forget(id) => {
                kept.moves.remove(&id);
            }
        }
        Rc::new(kept)
    }
}

/// Where moves are carried out.
#[derive(Clone)]
pub struct Desk {
    /// Where they are shown.
    pub moves: UseReducerDispatcher<Kept>,
    /// What reads their effect.
    pub feed: Feed<All>,
    /// Where they are told of.
    pub toasts: Toasts,
    /// Who makes them.
    pub session: Session,
}

impl Desk {
    /// Carries a move out.
    pub fn carry_out(&self, asked: Move) {
        let moved = Moved { to: asked.to, version: asked.seen_version, is_saving: true };
        self.moves.dispatch(Action::Set(asked.id.clone(), moved));
        let desk = self.clone();
        spawn_local(async move {
            let request = ObjectionHandlingRequest { action: asked.action.clone(), seen_version: asked.seen_version };
            match library::handle_objection(&asked.id, &request).await {
                Ok(entry) => desk.done(&asked, &entry),
                Err(Error::SignedOut) => desk.session.on_expired.emit(()),
                Err(error) => desk.not_done(&asked, &error),
            }
            desk.feed.invalidate();
        });
    }

    fn done(&self, asked: &Move, entry: &ObjectionEntry) {
        let desk = self.clone();
        let undo = asked.undone(entry).map(|back| Callback::from(move |()| desk.carry_out(back.clone())));
        // First of all: an undo that waits for this takes back what is told of last.
        self.toasts.say(Toast { text: strings::moved(&entry.objection.name, entry.handling.status()), undo });
        self.stand(entry);
    }

    fn not_done(&self, asked: &Move, error: &Error) {
        match error {
            Error::ObjectionChanged(conflict) => self.stand(&conflict.current),
            _ => self.moves.dispatch(Action::Forget(asked.id.clone())),
        }
        let text = format!("{} {}", strings::NOT_MOVED, crate::strings::trouble(error));
        self.toasts.say(Toast { text, undo: None });
    }

    /// A card stands where the hub has it since.
    fn stand(&self, entry: &ObjectionEntry) {
        let moved = Moved { to: entry.handling.status(), version: entry.version, is_saving: false };
        self.moves.dispatch(Action::Set(entry.objection.id.clone(), moved));
    }
}
