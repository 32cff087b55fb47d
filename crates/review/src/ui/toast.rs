//! Short messages with an undo, at the foot of the page.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::strings;

/// How long a message stays, in milliseconds; pointing at it or focusing it stops the clock.
const STAY: u32 = 10_000;

/// What is said.
#[derive(Debug, Clone, PartialEq)]
pub struct Toast {
    /// The sentence.
    pub text: String,
    /// Takes back what the sentence tells of.
    pub undo: Option<Callback<()>>,
}

/// The messages that are shown, and how to change them.
#[derive(Debug, Clone, PartialEq)]
pub struct Toasts(UseReducerHandle<Shown>);

impl Toasts {
    /// Says something.
    pub fn say(&self, toast: Toast) {
        self.0.dispatch(Change::Say(toast));
    }

    /// Takes back what was said last, if it can be.
    pub fn undo_last(&self) {
        let last = self.0.toasts.iter().rev().find_map(|(id, toast)| toast.undo.clone().map(|undo| (*id, undo)));
        if let Some((id, undo)) = last {
            self.0.dispatch(Change::Drop(id));
            undo.emit(());
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Shown {
    next: u32,
    toasts: Vec<(u32, Toast)>,
}

enum Change {
    Say(Toast),
    Drop(u32),
}

impl Reducible for Shown {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let mut shown = (*self).clone();
        match change {
            Change::Say(toast) => {
                if toast.undo.is_some() {
                    // Undoing what came before would also undo what is told of now.
                    shown.toasts.retain(|(_, earlier)| earlier.undo.is_none());
                }
                shown.toasts.push((shown.next, toast));
                shown.next += 1;
                let surplus = shown.toasts.len().saturating_sub(3);
                shown.toasts.drain(..surplus);
            }
            Change::Drop(id) => shown.toasts.retain(|(shown, _)| *shown != id),
        }
        Rc::new(shown)
    }
}

#[derive(Properties, PartialEq)]
pub struct ToastProviderProps {
    pub children: Html,
}

/// Shows messages over everything within it.
#[component]
pub fn ToastProvider(props: &ToastProviderProps) -> Html {
    let shown = use_reducer(Shown::default);
    let toasts = shown.toasts.iter().map(|(id, toast)| {
        let (id, shown) = (*id, shown.clone());
        let on_drop = Callback::from(move |()| shown.dispatch(Change::Drop(id)));
        html! { <Message key={id} toast={toast.clone()} {on_drop} /> }
    });
    html! {
        <ContextProvider<Toasts> context={Toasts(shown.clone())}>
            { props.children.clone() }
            <div class="toasts" role="status" aria-live="polite">{ for toasts }</div>
        </ContextProvider<Toasts>>
    }
}

#[derive(Properties, PartialEq)]
struct MessageProps {
    toast: Toast,
    on_drop: Callback<()>,
}

#[component]
fn Message(props: &MessageProps) -> Html {
    let is_held = use_state_eq(|| false);
    {
        let on_drop = props.on_drop.clone();
        use_effect_with(*is_held, move |is_held| {
            let timeout = (!is_held).then(|| Timeout::new(STAY, move || on_drop.emit(())));
            move || drop(timeout)
        });
    }
    let hold = |held: bool| {
        let is_held = is_held.clone();
        move || is_held.set(held)
    };
    let (enter, leave, focus, blur) = (hold(true), hold(false), hold(true), hold(false));
    let dismiss = props.on_drop.reform(|_: MouseEvent| ());
    let undo = props.toast.undo.clone().map(|undo| {
        let on_drop = props.on_drop.clone();
        Callback::from(move |_: MouseEvent| {
            on_drop.emit(());
            undo.emit(());
        })
    });
    html! {
        <div class="toast" data-part="toast"
            onmouseenter={move |_| enter()} onmouseleave={move |_| leave()}
            onfocusin={move |_| focus()} onfocusout={move |_| blur()}>
            <span>{ &props.toast.text }</span>
            if let Some(undo) = undo {
                <button type="button" class="link" aria-keyshortcuts="z" onclick={undo}>{ strings::UNDO }</button>
            }
            <button type="button" class="quiet" aria-label={strings::DISMISS} onclick={dismiss}>{ "×" }</button>
        </div>
    }
}
