//! The page of the agreement: what it listens to, and how its parts hang together.

use gloo::utils::document;
use plumbline_domain::record::Role;
use plumbline_protocol::agreement::AgreementView;
use yew::prelude::*;

use super::feed::{State, use_agreement};
use super::terms::terms;
use super::trial::Trial;
use crate::api::Error;
use crate::live::{Stale, use_live};
use crate::place::Place;
use crate::session::Session;
use crate::strings as words;
use crate::strings::agreement as strings;
use crate::top_bar::TopBar;
use crate::ui::icon::{Icon, Shape};
use crate::ui::notice::{Notice, RemedyButton, Trouble};
use crate::ui::time::clock;

#[derive(Properties, PartialEq)]
pub struct AgreementProps {
    pub session: Session,
}

/// The agreement.
#[component]
pub fn Agreement(props: &AgreementProps) -> Html {
    let session = &props.session;
    let (state, read) = use_agreement(session.on_expired.clone());
    // What changes on a record does not change what was agreed.
    let link = use_live(Callback::from({
        let read = read.clone();
        move |stale| {
            if stale == Stale::Everything {
                read.emit(());
            }
        }
    }));
    use_effect_with((), |()| document().set_title(strings::TITLE));
    let may_try = matches!(session.person.role, Role::Marketer | Role::Admin);
    html! {
        <>
            <TopBar place={Place::Agreement} as_of={state.at} {link} is_troubled={state.trouble.is_some()} />
            <main class="sla agreement">
                { standing_trouble(&state, &read) }
                { state.told.as_ref().map_or_else(|| not_told(&state, &read), |told| in_force(told, &state)) }
                if may_try {
                    <Trial session={session.clone()} in_force={state.told.clone()} />
                }
            </main>
        </>
    }
}

/// Says why nothing newer comes, unless it is only that the hub is away, which the header tells.
fn standing_trouble(state: &State, read: &Callback<()>) -> Html {
    match (&state.trouble, &state.told) {
        (None, _) | (_, None) | (Some(Error::Unreachable | Error::TimedOut), _) => Html::default(),
        (Some(error), Some(_)) => html! { <Trouble error={error.clone()} on_retry={read.clone()} /> },
    }
}

/// While it is read, or why it cannot be.
fn not_told(state: &State, read: &Callback<()>) -> Html {
    let Some(error) = &state.trouble else { return skeleton() };
    html! {
        <Notice state="away" title={words::trouble_title(error)} text={words::trouble(error)}>
            <RemedyButton error={error.clone()} on_retry={read.clone()} />
        </Notice>
    }
}

fn skeleton() -> Html {
    html! {
        <div data-part="loading">
            <p class="sr-only" role="status">{ strings::LOADING }</p>
            <div class="card skeleton" aria-hidden="true"><span class="w20" /><span class="w80" /><span class="w40" /></div>
        </div>
    }
}

fn in_force(told: &AgreementView, state: &State) -> Html {
    html! {
        <>
            if let Some(trouble) = &told.trouble {
                { mistake(trouble) }
            }
            <section class="card" data-part="in-force" aria-labelledby="in-force-name">
                <div class="card-head">
                    <h2 id="in-force-name">{ strings::IN_FORCE }</h2>
                    <span class="rule" role="status" data-part="changed">
                        { state.changed_at.map(|at| strings::changed(&clock(at))) }
                    </span>
                </div>
                { terms(told) }
            </section>
        </>
    }
}

/// The file's latest text is not in force.
fn mistake(trouble: &str) -> Html {
    html! {
        <div class="trouble file-trouble" role="alert" data-part="file-trouble">
            <Icon shape={Shape::Octagon} />
            <div>
                <p><strong>{ strings::NOT_IN_FORCE }</strong></p>
                <p class="message">{ trouble }</p>
                <p>{ strings::LAST_GOOD }</p>
            </div>
        </div>
    }
}
