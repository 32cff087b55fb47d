//! The page as a whole: messages on top, then whoever is signed in, then what they may see.

use yew::prelude::*;

use crate::inbox::Inbox;
use crate::session::SessionGate;
use crate::ui::toast::ToastProvider;

#[component]
pub fn App() -> Html {
    html! {
        <ToastProvider>
            <SessionGate>
                <Inbox />
            </SessionGate>
        </ToastProvider>
    }
}
