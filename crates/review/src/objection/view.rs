//! The page of an objection: what it listens to, and how its parts hang together.

use std::collections::HashMap;
use std::rc::Rc;

use gloo::utils::document;
use plumbline_domain::ids::ObjectionId;
use plumbline_protocol::library::ObjectionEntry;
use plumbline_protocol::review::ObjectionResponse;
use yew::prelude::*;

use super::act::Act;
use super::content::content;
use super::deals::Deals;
use super::desk::{Desk, Failure};
use super::feed::All;
use super::figures::figures;
use super::parts::parts;
use super::people::people;
use super::trend::trend;
use super::workbench::Workbench;
use crate::feed::{Feed, not_told, standing_trouble, use_feed};
use crate::library::{History, Kind, Query};
use crate::live::use_live;
use crate::place::Place;
use crate::session::Session;
use crate::strings;
use crate::strings::objection as words;
use crate::top_bar::TopBar;
use crate::ui::time::now;
use crate::ui::toast::{Toast, Toasts};
use crate::ui::undo_key::use_undo_key;

#[derive(Properties, PartialEq)]
pub struct ObjectionProps {
    pub id: ObjectionId,
    pub session: Session,
    pub toasts: Toasts,
}

/// The page.
#[component]
pub fn Objection(props: &ObjectionProps) -> Html {
    let ObjectionProps { id, session, toasts } = props;
    let (state, feed) = use_feed(All(id.clone()), session.on_expired.clone());
    let link = use_live(Callback::from({
        let feed = feed.clone();
        move |_| feed.invalidate()
    }));
    use_undo_key(toasts.clone());
    let name = state.told.as_ref().map(|told| told.entry.objection.name.clone());
    use_effect_with(name, |name| document().set_title(&words::title(name.as_deref())));
    let is_busy = use_state_eq(|| false);
    let desk = desk(props, &feed, is_busy.setter());
    html! {
        <>
            <TopBar place={Place::Library(Query::of(Kind::Objections))} as_of={state.at} {link} is_troubled={state.trouble.is_some()} />
            <main class="sla objection" data-part="objection" data-id={id.to_string()}>
                { standing_trouble(&state, &feed) }
                <p class="way-back"><a href={Place::Library(Query::of(Kind::Objections)).href()}>{ "← " }{ words::ALL_OBJECTIONS }</a></p>
                if let Some(told) = &state.told {
                    { shown(props, told, &feed, *is_busy, desk) }
                } else {
                    { not_told(&state, &feed, words::LOADING, 4) }
                }
            </main>
        </>
    }
}

/// Where the parts of this objection are let go.
fn desk(props: &ObjectionProps, feed: &Feed<All>, is_busy: UseStateSetter<bool>) -> Desk {
    let (toasts, feed) = (props.toasts.clone(), feed.clone());
    Desk {
        toasts: props.toasts.clone(),
        on_expired: props.session.on_expired.clone(),
        on_busy: Callback::from(move |value| is_busy.set(value)),
        on_failure: Callback::from(move |failure: Option<Failure>| {
            if let Some(failure) = failure {
                let text = format!("{} {}", strings::inbox::NOT_SAVED, strings::trouble(&failure.error));
                toasts.say(Toast { text, undo: None });
            }
        }),
        on_changed: Callback::from(move |()| feed.read()),
    }
}

fn shown(props: &ObjectionProps, told: &Rc<ObjectionResponse>, feed: &Feed<All>, is_busy: bool, desk: Desk) -> Html {
    let (entry, feed) = (&told.entry, feed.clone());
    let on_take_back =
        Callback::from(move |part: ObjectionEntry| desk.carry_out(part, Act::Merge(None), Callback::noop()));
    html! {
        <>
            <Workbench told={told.clone()} session={props.session.clone()} toasts={props.toasts.clone()} on_changed={move |()| feed.read()} />
            { figures(told) }
            <div class="pair">
                { trend(&told.heard.weeks, told.as_of) }
                { people(&told.reporters) }
            </div>
            <Deals deals={told.deals.clone()} />
            <div class="pair">
                { content(told, now().date_naive()) }
                { parts(&entry.objection.id, &told.parts, is_busy, &on_take_back) }
            </div>
            <History kind={Kind::Objections} changes={told.changes.clone()} names={names(told)} />
        </>
    }
}

/// What the objections are called that this page knows; of others their ids.
fn names(told: &ObjectionResponse) -> Callback<ObjectionId, String> {
    let known = told.parts.iter().chain([&told.entry]);
    let names: HashMap<ObjectionId, String> =
        known.map(|entry| (entry.objection.id.clone(), entry.objection.name.clone())).collect();
    Callback::from(move |id: ObjectionId| names.get(&id).cloned().unwrap_or_else(|| id.to_string()))
}
