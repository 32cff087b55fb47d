//! The pages of the library: what they listen to, and how their parts hang together.

use std::collections::HashMap;
use std::rc::Rc;

use gloo::utils::document;
use plumbline_domain::ids::ObjectionId;
use plumbline_protocol::library::{ContentEntry, ObjectionEntry, ObjectionsResponse};
use yew::prelude::*;

use super::feed::{AllContent, AllObjections};
use super::query::{Kind, Query};
use super::shelf::{Known, Shelf};
use crate::feed::use_feed;
use crate::live::{Stale, use_live};
use crate::session::Session;
use crate::strings::library as words;
use crate::ui::picker::Choice;
use crate::ui::toast::Toasts;
use crate::ui::undo_key::use_undo_key;

#[derive(Clone, Properties, PartialEq)]
pub struct LibraryProps {
    pub query: Query,
    pub session: Session,
    pub toasts: Toasts,
}

/// One of the two lists.
#[component]
pub fn Library(props: &LibraryProps) -> Html {
    if props.query.kind == Kind::Objections {
        html! { <Objections ..props.clone() /> }
    } else {
        html! { <Content ..props.clone() /> }
    }
}

#[component]
fn Objections(props: &LibraryProps) -> Html {
    let LibraryProps { query, session, toasts } = props.clone();
    let (state, feed) = use_feed(AllObjections, session.on_expired.clone());
    let link = use_live(Callback::from({
        let feed = feed.clone();
        move |stale| concerning(&stale, || feed.invalidate())
    }));
    use_undo_key(toasts.clone());
    use_effect_with((), |()| document().set_title(words::OBJECTIONS_TITLE));
    let known = use_known(state.told.clone());
    html! { <Shelf<ObjectionEntry> {query} {session} {toasts} {state} {feed} {link} {known} /> }
}

#[component]
fn Content(props: &LibraryProps) -> Html {
    let LibraryProps { query, session, toasts } = props.clone();
    let (objections, read_objections) = use_feed(AllObjections, session.on_expired.clone());
    let (state, feed) = use_feed(AllContent, session.on_expired.clone());
    let link = use_live(Callback::from({
        let feed = feed.clone();
        move |stale| {
            concerning(&stale, || {
                feed.invalidate();
                read_objections.invalidate();
            });
        }
    }));
    use_undo_key(toasts.clone());
    use_effect_with((), |()| document().set_title(words::CONTENT_TITLE));
    let known = use_known(objections.told);
    html! { <Shelf<ContentEntry> {query} {session} {toasts} {state} {feed} {link} {known} /> }
}

/// What marketing keeps does not change with reports and records.
fn concerning(stale: &Stale, read: impl FnOnce()) {
    if *stale == Stale::Everything {
        read();
    }
}

/// What is known of objections: what they are called, and which can be chosen. The same as long as the hub says the same.
#[hook]
pub fn use_known(told: Option<Rc<ObjectionsResponse>>) -> Known {
    (*use_memo(told, |told| known(told.as_deref().map_or(&[], |told| &told.objections)))).clone()
}

fn known(all: &[ObjectionEntry]) -> Known {
    let names: HashMap<ObjectionId, String> =
        all.iter().map(|entry| (entry.objection.id.clone(), entry.objection.name.clone())).collect();
    let choice = |entry: &ObjectionEntry| Choice {
        id: entry.objection.id.to_string().into(),
        title: entry.objection.name.clone().into(),
        note: entry.objection.owner.clone().unwrap_or_default().into(),
    };
    Known {
        choices: Rc::new(all.iter().filter(|entry| entry.merged_into.is_none()).map(choice).collect()),
        names: Callback::from(move |id: ObjectionId| names.get(&id).cloned().unwrap_or_else(|| id.to_string())),
    }
}
