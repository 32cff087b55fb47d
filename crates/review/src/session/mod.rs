//! Who is signed in, and what stands on the page when nobody is.

mod account_menu;
mod code;
mod sign_in;

use plumbline_domain::record::Person;
use plumbline_protocol::people::SessionResponse;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

pub use self::account_menu::AccountMenu;
use self::sign_in::SignIn;
use crate::api::{self, Error};
use crate::place::{Place, Places};
use crate::strings;
use crate::ui::icon::{Icon, Shape};
use crate::ui::notice::{Notice, RemedyButton};

/// The session as everything within the page sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Who is signed in.
    pub person: Person,
    /// The session turned out to have ended.
    pub on_expired: Callback<()>,
    /// The person signed out.
    pub on_left: Callback<()>,
}

/// Why nobody is signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absence {
    /// Nobody was.
    Never,
    /// The session ended by itself.
    Expired,
    /// By their own wish.
    Left,
}

#[derive(Debug, Clone, PartialEq)]
enum Phase {
    Asking,
    Unknown(Error),
    Absent(Absence),
    Present(SessionResponse),
}

#[derive(Properties, PartialEq)]
pub struct SessionGateProps {
    pub children: Html,
}

/// Shows its children to whoever is signed in, and everybody else how to.
#[component]
pub fn SessionGate(props: &SessionGateProps) -> Html {
    let phase = use_state_eq(|| Phase::Asking);
    let ask = use_callback((), {
        let phase = phase.setter();
        move |(), ()| ask(phase.clone())
    });
    use_effect_with((), {
        let ask = ask.clone();
        move |()| ask.emit(())
    });
    let become_absent = |absence: Absence| {
        let phase = phase.setter();
        Callback::from(move |()| phase.set(Phase::Absent(absence)))
    };
    match &*phase {
        Phase::Asking => html! { <Bare><p class="sr-only" role="status">{ strings::LOADING }</p></Bare> },
        Phase::Unknown(error) => html! { <Bare><Away error={error.clone()} on_retry={ask} /></Bare> },
        Phase::Absent(absence) => {
            let phase = phase.setter();
            let on_sign_in = Callback::from(move |session| phase.set(Phase::Present(session)));
            html! { <Bare><SignIn absence={*absence} {on_sign_in} /></Bare> }
        }
        Phase::Present(session) => {
            let session = Session {
                person: session.person.clone(),
                on_expired: become_absent(Absence::Expired),
                on_left: become_absent(Absence::Left),
            };
            html! {
                <ContextProvider<Session> context={session.clone()}>
                    { props.children.clone() }
                </ContextProvider<Session>>
            }
        }
    }
}

fn ask(phase: UseStateSetter<Phase>) {
    spawn_local(async move {
        phase.set(match api::session().await {
            Ok(session) => Phase::Present(session),
            Err(Error::SignedOut) => Phase::Absent(Absence::Never),
            Err(error) => Phase::Unknown(error),
        });
    });
}

#[derive(Properties, PartialEq)]
struct BareProps {
    children: Html,
    #[prop_or_default]
    account: Html,
    #[prop_or_default]
    place: Option<Place>,
}

/// The page without anything of the inbox.
#[component]
fn Bare(props: &BareProps) -> Html {
    html! {
        <>
            <header class="bar"><Brand place={props.place.clone()} /><span class="grow" />{ props.account.clone() }</header>
            <main class="bare">{ props.children.clone() }</main>
        </>
    }
}

#[derive(Properties, PartialEq)]
pub struct BrandProps {
    /// Where one is; `None` where there is nowhere to go.
    #[prop_or_default]
    pub place: Option<Place>,
}

/// Name and mark, and the way to the other pages.
#[component]
pub fn Brand(props: &BrandProps) -> Html {
    html! {
        <>
            <h1 class="brand"><Icon shape={Shape::Mark} />{ strings::PRODUCT }</h1>
            if let Some(current) = props.place.clone() {
                <Places {current} />
            }
        </>
    }
}

#[derive(Properties, PartialEq)]
struct AwayProps {
    error: Error,
    on_retry: Callback<()>,
}

/// Nobody could say who is signed in. Tries again by itself.
#[component]
fn Away(props: &AwayProps) -> Html {
    {
        let on_retry = props.on_retry.clone();
        use_effect_with((), move |()| {
            let interval = gloo::timers::callback::Interval::new(5_000, move || on_retry.emit(()));
            move || drop(interval)
        });
    }
    html! {
        <Notice state="away" title={strings::trouble_title(&props.error)} text={strings::trouble(&props.error)}>
            <RemedyButton error={props.error.clone()} on_retry={props.on_retry.clone()} />
        </Notice>
    }
}

#[derive(Properties, PartialEq)]
pub struct ForMarketingProps {
    /// What a rep came to see.
    pub place: Place,
}

/// Tells a rep whose page this is.
#[component]
pub fn ForMarketing(props: &ForMarketingProps) -> Html {
    html! {
        <Bare account={html! { <AccountMenu /> }} place={props.place.clone()}>
            <Notice state="not-for-you" title={strings::FOR_MARKETING_TITLE} text={strings::FOR_MARKETING}>
                <account_menu::SignOutButton />
            </Notice>
        </Bare>
    }
}
