//! What is typed into the field: kept at every keystroke, recognised on the device, and sent as a report.

use std::rc::Rc;

use plumbline_domain::objection::recognise::Recogniser;
use plumbline_protocol::record_view::ObjectionChip;

use crate::objections::draft::{Heard, said};
use crate::objections::recogniser;
use crate::objections::session::{Act, Handles};
use crate::platform::storage::Area;
use crate::platform::text::text;

impl Handles {
    fn heard_key(&self) -> String {
        format!("heard:{}:{}", self.owner, self.record)
    }

    /// Shows what was typed and not sent, unless something is typed already.
    pub async fn remember(&self) {
        let kept = self.done(Area::Local.get::<String>(&self.heard_key()).await).flatten();
        self.take_back(kept);
    }

    /// Kept as it is typed, in the browser's storage and on the screen; when it cannot be kept it stays on the screen, and
    /// that is said.
    pub async fn hear(&self, typed: String) {
        self.change(|shown| shown.heard.clone_from(&typed));
        let key = self.heard_key();
        self.done(if typed.is_empty() { Area::Local.remove(&key).await } else { Area::Local.set(&key, &typed).await });
        // More may have been typed meanwhile.
        if self.shown.borrow().heard == typed {
            self.recognise(typed).await;
        }
    }

    async fn recognise(&self, typed: String) {
        let found = match self.recogniser().await {
            Some(recogniser) => recogniser.recognise(&typed),
            None => Vec::new(),
        };
        let recognised: Vec<_> =
            found.into_iter().map(|known| ObjectionChip { id: known.id, name: known.name }).collect();
        self.change(|shown| (shown.heard, shown.recognised) = (typed, Rc::new(recognised)));
    }

    /// Read when it is needed first, and again when the worker has fetched another.
    async fn recogniser(&self) -> Option<Rc<Recogniser>> {
        let known = self.recogniser.borrow().clone();
        if known.is_some() {
            return known;
        }
        let read = recogniser::load(&self.owner).await.map(Rc::new);
        self.recogniser.replace(read.clone());
        read
    }

    /// Sends what was typed, as this objection or as something new. It stays in the field until it is written down.
    pub async fn say(&self, objection: Option<ObjectionChip>) {
        let Some(words) = said(&self.shown.borrow().heard) else { return };
        if self.report(heard(objection, Some(words))).await.is_some() {
            self.then(Act::Hear(String::new()));
        }
    }

    /// Asks marketing for content. A report like any other, so that it can be undone and is told back.
    pub async fn ask(&self, objection: Option<ObjectionChip>) {
        self.report(heard(objection, Some(text("ask_words")))).await;
    }

    /// Puts words back into the field, unless others are there.
    pub fn take_back(&self, words: Option<String>) {
        let words = words.filter(|words| self.shown.borrow().heard.is_empty() && *words != text("ask_words"));
        if let Some(words) = words {
            self.then(Act::Hear(words));
        }
    }
}

fn heard(objection: Option<ObjectionChip>, words: Option<String>) -> Heard {
    match objection {
        Some(ObjectionChip { id, name }) => Heard { objection: Some(id), name, words },
        None => Heard { objection: None, name: text("objection_unknown"), words },
    }
}
