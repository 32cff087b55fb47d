//! The page of findings: what it listens to, and how its parts hang together.

use gloo::utils::document;
use plumbline_protocol::findings::FindingsResponse;
use yew::prelude::*;

use super::compared::compared;
use super::feed::All;
use super::idle::{stale, unopened};
use super::said::{final_stages, rising, runs};
use crate::feed::{not_told, standing_trouble, use_feed};
use crate::live::{Currency, Stale, use_live};
use crate::place::Place;
use crate::session::{AccountMenu, Brand, Session};
use crate::strings::findings as words;
use crate::ui::time::NowProvider;

/// The page, for whoever is signed in.
#[component]
pub fn Findings() -> Html {
    match use_context::<Session>() {
        Some(session) => html! { <NowProvider><Page {session} /></NowProvider> },
        None => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct PageProps {
    session: Session,
}

#[component]
fn Page(props: &PageProps) -> Html {
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
            <header class="bar">
                <Brand place={Place::Findings} />
                <span class="grow" />
                <Currency as_of={state.at} {link} is_troubled={state.trouble.is_some()} />
                <AccountMenu />
            </header>
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
