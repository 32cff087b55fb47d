//! A whole state in one sentence with what to do about it: empty, failed, signed out, away.

use yew::prelude::*;

use crate::api::{Error, Remedy};
use crate::strings;

#[derive(Properties, PartialEq)]
pub struct NoticeProps {
    /// Names the state for tests, such as `empty`.
    pub state: AttrValue,
    pub title: AttrValue,
    /// What it means and what comes next.
    pub text: AttrValue,
    /// Actions.
    #[prop_or_default]
    pub children: Html,
}

/// A state that fills its place.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    html! {
        <section class="notice" data-part="notice" data-state={props.state.clone()}>
            <h2>{ &props.title }</h2>
            <p>{ &props.text }</p>
            <div class="actions">{ props.children.clone() }</div>
        </section>
    }
}

#[derive(Properties, PartialEq)]
pub struct TroubleProps {
    pub error: Error,
    /// The same once more.
    pub on_retry: Callback<()>,
    /// Puts it away; without it there is no such button.
    #[prop_or_default]
    pub on_dismiss: Option<Callback<()>>,
    /// What could not be done, such as "Not acknowledged."
    #[prop_or_default]
    pub lead: AttrValue,
}

/// A failure in one line, with its remedy.
#[component]
pub fn Trouble(props: &TroubleProps) -> Html {
    let lead = if props.lead.is_empty() { String::new() } else { format!("{} ", props.lead) };
    html! {
        <div class="trouble" role="alert" data-part="trouble">
            <p>{ lead }{ strings::trouble(&props.error) }</p>
            <RemedyButton error={props.error.clone()} on_retry={props.on_retry.clone()} />
            if let Some(on_dismiss) = props.on_dismiss.clone() {
                <button type="button" class="link" onclick={move |_| on_dismiss.emit(())}>{ strings::DISMISS }</button>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub struct RemedyButtonProps {
    pub error: Error,
    pub on_retry: Callback<()>,
}

/// The one button that helps against a failure, if any does.
#[component]
pub fn RemedyButton(props: &RemedyButtonProps) -> Html {
    let retry = props.on_retry.reform(|_: MouseEvent| ());
    match props.error.remedy() {
        Remedy::Retry => html! { <button type="button" onclick={retry}>{ strings::TRY_AGAIN }</button> },
        Remedy::Reload | Remedy::SignIn => {
            html! { <button type="button" onclick={|_| reload()}>{ strings::RELOAD }</button> }
        }
        Remedy::Nothing => Html::default(),
    }
}

fn reload() {
    // It fails only where the page is being left already.
    let _ = gloo::utils::window().location().reload();
}
