//! Letting an objection count as another.

use std::rc::Rc;

use plumbline_domain::ids::ObjectionId;
use plumbline_protocol::library::ObjectionEntry;
use yew::prelude::*;

use super::form::{ActForm, complaint};
use crate::feed::use_feed;
use crate::library::{AllObjections, use_known};
use crate::session::Session;
use crate::strings::objection as words;
use crate::ui::picker::{Choice, Picker};

#[derive(Properties, PartialEq)]
pub struct MergeFormProps {
    pub session: Session,
    /// What is to be merged.
    pub entry: ObjectionEntry,
    /// What is wrong with the choice.
    pub why: Option<String>,
    pub is_sending: bool,
    pub on_send: Callback<ObjectionId>,
    pub on_close: Callback<()>,
}

/// The form.
#[component]
pub fn MergeForm(props: &MergeFormProps) -> Html {
    let (all, _) = use_feed(AllObjections, props.session.on_expired.clone());
    let known = use_known(all.told.clone());
    let id = props.entry.objection.id.clone();
    let choices = use_memo((known.choices, id), |(all, id)| {
        all.iter().filter(|choice| *choice.id != *id.as_str()).cloned().collect::<Vec<Choice>>()
    });
    let chosen = use_state_eq(Vec::<String>::new);
    // Nothing chosen is told of at the field, like what the hub says to a choice.
    let complains = use_state_eq(|| false);
    let on_choose = {
        let (chosen, complains) = (chosen.setter(), complains.setter());
        Callback::from(move |wanted| {
            complains.set(false);
            chosen.set(wanted);
        })
    };
    let on_send = {
        let (chosen, complains, on_send) = (chosen.clone(), complains.setter(), props.on_send.clone());
        Callback::from(move |()| match chosen.first() {
            Some(into) => on_send.emit(ObjectionId::new(into)),
            None => complains.set(true),
        })
    };
    let why = if *complains { Some(words::CHOOSE_FIRST.to_owned()) } else { props.why.clone() };
    html! {
        <ActForm part="merge-form" title={words::merge_title(&props.entry.objection.name)} help={words::MERGE_HELP} send={words::MERGE_NOW}
            is_sending={props.is_sending} {on_send} on_close={props.on_close.clone()}>
            <div class="wide">
                <Picker name="merge-into" legend={words::INTO} find={crate::strings::library::FIND_OBJECTION} all={choices}
                    chosen={Rc::new((*chosen).clone())} described_by={why.as_ref().map(|_| AttrValue::from("merge-why"))} {on_choose} />
                { complaint("merge-why", why.as_ref()) }
            </div>
        </ActForm>
    }
}
