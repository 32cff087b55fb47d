//! Having the hub keep something, and telling of it with the way back.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::Error;
use crate::library::entry::Entry;
use crate::strings;
use crate::strings::library as words;
use crate::ui::toast::{Toast, Toasts};

/// Where changes are made and told of.
#[derive(Debug, Clone, PartialEq)]
pub struct Keeper {
    /// Where they are told of.
    pub toasts: Toasts,
    /// The session turned out to have ended.
    pub on_expired: Callback<()>,
    /// Something is otherwise.
    pub on_changed: Callback<()>,
}

impl Keeper {
    /// Puts `wanted` in the place of `before`, and says `text` with the way back.
    pub fn put<E: Entry>(&self, before: E, wanted: E, text: String) {
        let keeper = self.clone();
        spawn_local(async move {
            match wanted.put(Some(before.version())).await {
                Ok(kept) => keeper.tell(text, Some((before, kept.version()))),
                Err(error) => keeper.fail(&error),
            }
            keeper.on_changed.emit(());
        });
    }

    /// Says what was done. `undo` is what is to be put back, over which version.
    pub fn tell<E: Entry>(&self, text: String, undo: Option<(E, u32)>) {
        let keeper = self.clone();
        let undo = undo.map(|(before, version)| Callback::from(move |()| keeper.put_back(before.clone(), version)));
        self.toasts.say(Toast { text, undo });
    }

    fn put_back<E: Entry>(&self, before: E, version: u32) {
        let keeper = self.clone();
        spawn_local(async move {
            match before.put(Some(version)).await {
                Ok(kept) => keeper.toasts.say(Toast { text: words::taken_back(kept.name()), undo: None }),
                Err(error) => keeper.fail(&error),
            }
            keeper.on_changed.emit(());
        });
    }

    /// Says that something was not done.
    fn fail(&self, error: &Error) {
        match error {
            Error::SignedOut => self.on_expired.emit(()),
            error => {
                let text = format!("{} {}", strings::inbox::NOT_SAVED, strings::trouble(error));
                self.toasts.say(Toast { text, undo: None });
            }
        }
    }
}
