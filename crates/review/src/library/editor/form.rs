//! The form of an objection or a piece of content.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::field::Field;
use super::keeper::Keeper;
use super::saving::{Step, Writing};
use crate::api::Error;
use crate::library::draft::Draft;
use crate::library::entry::Entry;
use crate::library::id::id_for;
use crate::library::query::Open;
use crate::session::Session;
use crate::strings::inbox::NOT_SAVED;
use crate::strings::library as words;
use crate::ui::notice::Trouble;
use crate::ui::picker::Choice;
use crate::ui::toast::Toast;

/// What a form offers to fill itself in with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Offers {
    /// Objections to choose from.
    pub objections: Rc<Vec<Choice>>,
    /// What stands in each field elsewhere, the most frequent first.
    pub usual: Rc<HashMap<&'static str, Vec<String>>>,
    /// Ids that are taken.
    pub taken: Rc<HashSet<String>>,
}

#[derive(Properties, PartialEq)]
pub struct EditorProps<E: Entry> {
    pub session: Session,
    pub keeper: Keeper,
    pub open: Open,
    /// As it is there; `None` for a new one.
    pub entry: Option<E>,
    pub offers: Offers,
    /// It is done with: saved, or left.
    pub on_close: Callback<()>,
}

/// The form, with what was written into it earlier.
#[component]
pub fn Editor<E: Entry>(props: &EditorProps<E>) -> Html {
    let EditorProps { session, open, entry, .. } = props;
    let writing = use_reducer({
        let kept = Draft::kept(&session.person.id, E::KIND, open);
        let entry = entry.clone();
        move || Writing::new(entry, kept, words::CHANGED_SINCE)
    });
    use_effect_with((writing.draft.clone(), open.clone()), {
        let person = session.person.id.clone();
        move |(draft, open)| draft.keep(&person, E::KIND, open)
    });
    use_news(&writing, entry.clone());
    let form = use_node_ref();
    use_focus_on_what_is_wrong(form.clone(), &writing);
    let save = use_save(props, &writing);
    let onsubmit = save.reform(|event: SubmitEvent| event.prevent_default());
    let write = {
        let dispatcher = writing.dispatcher();
        Callback::from(move |(name, text)| dispatcher.dispatch(Step::Written(name, text)))
    };
    let refusal = writing.refusal();
    let field = |(name, form): &(&'static str, _)| {
        let why = refusal.as_ref().filter(|refusal| refusal.field == *name).map(|refusal| refusal.why.clone());
        html! {
            <Field key={*name} kind={E::KIND} {name} form={*form} text={writing.draft.written.text(name).to_owned()}
                there={writing.draft.there(name).map(ToOwned::to_owned)} {why} offers={props.offers.clone()} on_write={write.clone()} />
        }
    };
    html! {
        <form class="card editor" data-part="editor" ref={form} novalidate=true aria-labelledby="editor-name" {onsubmit}
            onkeydown={keys(save.clone(), props.on_close.clone())}>
            <h2 id="editor-name">{ title::<E>(open, entry.as_ref()) }</h2>
            { overtaken(&writing) }
            <div class="fields">{ for E::FORM.iter().map(field) }</div>
            { foot(props, &writing, refusal.is_some(), &save) }
        </form>
    }
}

fn title<E: Entry>(open: &Open, entry: Option<&E>) -> String {
    match (open, entry) {
        (Open::Existing(_), Some(entry)) => words::edit(entry.name()),
        _ => words::add(E::KIND).to_owned(),
    }
}

/// Says that somebody else was quicker, and what became of what was written.
fn overtaken<E: Entry>(writing: &Writing<E>) -> Html {
    let Some(who) = &writing.overtaken else { return Html::default() };
    html! {
        <div class="conflict" role="alert" data-part="conflict">
            <p><strong>{ who }</strong></p>
            <p>{ words::overtaken(writing.draft.contested.iter().filter(|name| writing.draft.there(name).is_some()).count()) }</p>
        </div>
    }
}

/// Another version came while this was open.
#[hook]
fn use_news<E: Entry>(writing: &UseReducerHandle<Writing<E>>, entry: Option<E>) {
    let dispatcher = writing.dispatcher();
    let (seen, is_saving) = (writing.draft.seen_version, writing.is_saving);
    use_effect_with((entry, is_saving), move |(entry, is_saving)| {
        if let Some(entry) =
            entry.as_ref().filter(|entry| !*is_saving && seen.is_some_and(|seen| seen < entry.version()))
        {
            dispatcher.dispatch(Step::Overtaken(entry.clone(), words::CHANGED_SINCE.to_owned()));
        }
    });
}

/// Puts the cursor into the first field when the form opens, and into the one that is refused.
#[hook]
fn use_focus_on_what_is_wrong<E: Entry>(form: NodeRef, writing: &Writing<E>) {
    let field = writing.refusal().map(|refusal| refusal.field);
    use_effect_with((writing.refusals, field), move |(refusals, field)| {
        let selector = match (refusals, field) {
            (0, _) => "input, textarea, select".to_owned(),
            (_, Some(field)) => format!("[data-field={field}] :is(input, textarea, select)"),
            (_, None) => return,
        };
        let found = form.cast::<Element>().and_then(|form| form.query_selector(&selector).ok().flatten());
        if let Some(field) = found.and_then(|found| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(found).ok()) {
            // A field that cannot be focused can still be clicked.
            let _ = field.focus();
        }
    });
}

/// Ctrl-Enter saves, Escape closes; what was written stays.
fn keys(save: Callback<()>, on_close: Callback<()>) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" if event.ctrl_key() || event.meta_key() => {
            event.prevent_default();
            save.emit(());
        }
        "Escape" if !event.is_composing() => on_close.emit(()),
        _ => {}
    })
}

/// Saves what is written, unless that is being done. A new one keeps the id of its first attempt, so that an attempt whose
/// answer was lost is not made into a second one.
#[hook]
fn use_save<E: Entry>(props: &EditorProps<E>, writing: &UseReducerHandle<Writing<E>>) -> Callback<()> {
    let made_id = use_mut_ref(|| None::<(String, String)>);
    let (keeper, open, session) = (props.keeper.clone(), props.open.clone(), props.session.clone());
    let (taken, on_close, writing) = (props.offers.taken.clone(), props.on_close.clone(), writing.clone());
    Callback::from(move |()| {
        if writing.is_saving {
            return;
        }
        let (draft, before) = (writing.draft.clone(), writing.entry.clone());
        let name = draft.written.line(E::NAME);
        let id = match (&before, &*made_id.borrow()) {
            (Some(before), _) => before.id().to_owned(),
            (None, Some((of, id))) if *of == name => id.clone(),
            _ => id_for(&name, words::id_stem(E::KIND), |id| taken.contains(id)),
        };
        made_id.replace(Some((name, id.clone())));
        writing.dispatch(Step::Sent);
        let wanted = E::made(&id, &draft.written, before.as_ref());
        let (keeper, dispatcher, open) = (keeper.clone(), writing.dispatcher(), open.clone());
        let (person, on_close) = (session.person.id.clone(), on_close.clone());
        spawn_local(async move {
            match wanted.put(draft.seen_version).await {
                Ok(kept) => {
                    Draft::forget(&person, E::KIND, &open);
                    keeper.tell(words::saved(kept.name()), undo(before, &kept));
                    keeper.on_changed.emit(());
                    on_close.emit(());
                }
                Err(Error::SignedOut) => keeper.on_expired.emit(()),
                Err(error) => dispatcher.dispatch(match E::conflict(&error) {
                    Some((now, who)) => Step::Overtaken(now.clone(), who.to_owned()),
                    None => Step::Failed(error),
                }),
            }
        });
    })
}

/// What takes it back: what was there before, or that it is taken out again.
fn undo<E: Entry>(before: Option<E>, kept: &E) -> Option<(E, u32)> {
    before.or_else(|| kept.taken_out()).map(|before| (before, kept.version()))
}

fn foot<E: Entry>(
    props: &EditorProps<E>,
    writing: &UseReducerHandle<Writing<E>>,
    is_refused: bool,
    save: &Callback<()>,
) -> Html {
    let trouble = writing.trouble.clone().filter(|_| !is_refused);
    let is_changed = writing.draft.is_changed();
    let word = if writing.is_saving { words::SAVING } else { words::SAVE };
    html! {
        <div class="foot">
            if let Some(error) = trouble {
                <Trouble {error} lead={NOT_SAVED} on_retry={save.clone()} />
            }
            <div class="actions">
                if is_changed {
                    <span class="help grow" data-part="kept">{ words::KEPT }</span>
                    <button type="button" onclick={discard(props, writing)}>{ words::DISCARD }</button>
                }
                <button type="button" onclick={props.on_close.reform(|_: MouseEvent| ())}>{ crate::strings::CLOSE }</button>
                <button type="submit" class="primary" aria-disabled={writing.is_saving.to_string()} aria-keyshortcuts="Control+Enter">
                    { word }
                </button>
            </div>
        </div>
    }
}

/// Puts back what is there; what was written can be had back.
fn discard<E: Entry>(props: &EditorProps<E>, writing: &UseReducerHandle<Writing<E>>) -> Callback<MouseEvent> {
    let (writing, toasts) = (writing.clone(), props.keeper.toasts.clone());
    Callback::from(move |_: MouseEvent| {
        let (written, dispatcher) = (writing.draft.clone(), writing.dispatcher());
        let undo = Callback::from(move |()| dispatcher.dispatch(Step::Replaced(written.clone())));
        writing.dispatch(Step::Replaced(Draft::of(writing.entry.as_ref())));
        toasts.say(Toast { text: words::DISCARDED.to_owned(), undo: Some(undo) });
    })
}
