//! Writing an objection on its own page, in the library's form.

use plumbline_protocol::library::ObjectionEntry;
use yew::prelude::*;

use crate::feed::use_feed;
use crate::library::{AllObjections, Editor, Keeper, Open, offers, use_known};
use crate::session::Session;
use crate::ui::toast::Toasts;

#[derive(Properties, PartialEq)]
pub struct EditProps {
    pub session: Session,
    pub toasts: Toasts,
    pub entry: ObjectionEntry,
    pub on_changed: Callback<()>,
    pub on_close: Callback<()>,
}

/// The form.
#[component]
pub fn Edit(props: &EditProps) -> Html {
    let EditProps { session, entry, .. } = props;
    let (all, _) = use_feed(AllObjections, session.on_expired.clone());
    let known = use_known(all.told.clone());
    let offers = use_memo((all.told, known), |(told, known)| {
        offers(told.as_deref().map_or(&[], |told| &told.objections), known)
    });
    let keeper = Keeper {
        toasts: props.toasts.clone(),
        on_expired: session.on_expired.clone(),
        on_changed: props.on_changed.clone(),
    };
    html! {
        <Editor<ObjectionEntry> session={session.clone()} {keeper} open={Open::Existing(entry.objection.id.to_string())}
            entry={entry.clone()} offers={(*offers).clone()} on_close={props.on_close.clone()} />
    }
}
