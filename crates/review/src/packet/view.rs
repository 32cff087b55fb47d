//! The page: what it listens to, and how its parts hang together.

use std::collections::HashMap;
use std::rc::Rc;

use gloo::utils::document;
use plumbline_domain::record::RecordKey;
use plumbline_protocol::packet::{DealChoice, PacketResponse};
use yew::prelude::*;

use super::chosen::Chosen;
use super::feed::Sought;
use super::header::Header;
use super::pages::pages;
use super::picker::Picker;
use super::query::Query;
use crate::feed::{not_told, standing_trouble, use_feed};
use crate::live::use_live;
use crate::place::Place;
use crate::session::Session;
use crate::strings::packet as strings;

type Names = HashMap<RecordKey, String>;

#[derive(Properties, PartialEq)]
pub struct PacketProps {
    pub query: Query,
    pub session: Session,
}

/// The packet.
#[component]
pub fn Packet(props: &PacketProps) -> Html {
    let (query, on_expired) = (&props.query, &props.session.on_expired);
    let (state, feed) = use_feed(query.clone(), on_expired.clone());
    let sought = use_state(String::new);
    let (found, picker) = use_feed(Sought((*sought).clone()), on_expired.clone());
    let link = use_live(Callback::from({
        let feed = feed.clone();
        move |_| {
            feed.invalidate();
            picker.invalidate();
        }
    }));
    use_effect_with((), |()| document().set_title(strings::TITLE));
    let names = use_mut_ref(Names::default);
    let is_known = use_state_eq(|| 0_usize);
    let on_known = use_callback((), {
        let (names, is_known) = (names.clone(), is_known.setter());
        move |known: Vec<(RecordKey, String)>, ()| {
            names.borrow_mut().extend(known);
            is_known.set(names.borrow().len());
        }
    });
    let said = use_state(String::new);
    let on_toggle = use_callback(query.clone(), {
        let said = said.setter();
        move |deal: DealChoice, query| {
            let Some(after) = query.toggled(&deal.record.key) else {
                return said.set(strings::enough(query.deals.len()));
            };
            let is_added = after.has(&deal.record.key);
            said.set(strings::announced(is_added, &deal.record.title, after.deals.len()));
            Place::Packet(after).replace();
        }
    });
    let of = state.of.as_ref().map(ToString::to_string).unwrap_or_default();
    let is_older = state.told.is_some() && of != query.to_string();
    let titles = titles(query, state.told.as_ref(), &names.borrow());
    html! {
        <>
            <Header query={query.clone()} state={state.clone()} {link} />
            <main class="packet" aria-busy={is_older.to_string()} data-of={of}>
                <aside class="packet-side" aria-label={strings::PICK}>
                    <Chosen query={query.clone()} {titles} />
                    <Picker query={query.clone()} {sought} {found} {on_known} {on_toggle} />
                    <p class="sr-only" role="status" data-part="said">{ (*said).clone() }</p>
                </aside>
                <div class="packet-pages">
                    { standing_trouble(&state, &feed) }
                    if let Some(told) = &state.told {
                        { pages(told) }
                    } else {
                        { not_told(&state, &feed, strings::LOADING, 2) }
                    }
                </div>
            </main>
        </>
    }
}

/// What the chosen deals are called, as far as any answer has said; of others their names in the CRM.
fn titles(query: &Query, told: Option<&Rc<PacketResponse>>, names: &Names) -> Vec<String> {
    let pages = told.map(|told| told.pages.as_slice()).unwrap_or_default();
    let title = |key: &RecordKey| {
        let page = pages.iter().find(|page| page.record.key == *key).map(|page| &page.record.title);
        page.or_else(|| names.get(key)).cloned().unwrap_or_else(|| key.to_string())
    };
    query.deals.iter().map(title).collect()
}
