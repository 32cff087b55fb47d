//! The page of findings: what it listens to, and how its parts hang together.

use gloo::utils::document;
use plumbline_protocol::findings::FindingsResponse;
use yew::prelude::*;

use super::compared::compared;
use super::feed::All;
use super::idle::{stale, unopened};
use super::said::{final_stages, rising, runs};
use crate::feed::{not_told, standing_trouble, use_feed};
use crate::live::{Stale, use_live};
use crate::place::Place;
use crate::session::Session;
use crate::strings::findings as words;
use crate::top_bar::TopBar;

#[derive(Properties, PartialEq)]
pub struct FindingsProps {
    pub session: Session,
}

/// The page.
#[component]
pub fn Findings(props: &FindingsProps) -> Html {
    let (state, feed) = use_feed(All, props.session.on_expired.clone());
    let link = use_live(Callback::from({
        let feed = feed.clone();
        move |stale| {
            // Records change all the time, and findings with them only when deals end.
            if !matches!(stale, Stale::Record(_)) {
                feed.invalidate();
            }
        }
    }));
    use_effect_with((), |()| document().set_title(words::TITLE));
    html! {
        <>
            <TopBar place={Place::Findings} as_of={state.at} {link} is_troubled={state.trouble.is_some()} />
            <main class="sla findings" data-part="findings">
                { standing_trouble(&state, &feed) }
                if let Some(told) = &state.told {
                    { shown(told) }
                } else {
                    { not_told(&state, &feed, words::LOADING, 4) }
                }
            </main>
        </>
    }
}

fn shown(told: &FindingsResponse) -> Html {
    html! {
        <>
            <div class="pair">{ runs(told) }{ rising(&told.rising) }</div>
            { final_stages(&told.final_stages) }
            { compared(&told.compared) }
            <div class="pair">{ stale(&told.stale) }{ unopened(&told.unopened) }</div>
        </>
    }
}
