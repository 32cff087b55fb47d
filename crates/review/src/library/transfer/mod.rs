//! The lists in and out, as files.

mod outcome;
mod refused;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, File};
use yew::prelude::*;

use self::outcome::{Outcome, outcome};
use super::query::Kind;
use crate::api::{self, Error};
use crate::strings::library as words;
use crate::ui::file::{allow, chosen, dropped};

#[derive(Properties, PartialEq)]
pub struct TransferProps {
    pub kind: Kind,
    /// Rows were taken in.
    pub on_done: Callback<()>,
    pub on_expired: Callback<()>,
}

/// Taking a file in, and taking the list along.
#[component]
pub fn Transfer(props: &TransferProps) -> Html {
    let state = use_state(Outcome::default);
    let take_in = {
        let (state, kind) = (state.clone(), props.kind);
        let (on_done, on_expired) = (props.on_done.clone(), props.on_expired.clone());
        Callback::from(move |file: File| {
            if !matches!(*state, Outcome::Running { .. }) {
                spawn_local(import(file, kind, state.setter(), on_done.clone(), on_expired.clone()));
            }
        })
    };
    let onchange = {
        let take_in = take_in.clone();
        Callback::from(move |event: Event| chosen(&event).into_iter().for_each(|file| take_in.emit(file)))
    };
    let ondrop = Callback::from(move |event: DragEvent| {
        if let Some(file) = dropped(&event) {
            event.prevent_default();
            take_in.emit(file);
        }
    });
    let on_dismiss = {
        let state = state.setter();
        Callback::from(move |()| state.set(Outcome::None))
    };
    html! {
        <section class="transfer" data-part="transfer" aria-label={words::TRANSFER} ondragover={allow} {ondrop}>
            <label class="file" title={words::IMPORT_HELP}>{ words::IMPORT }<input type="file" accept=".csv,.json,text/csv,application/json" {onchange} /></label>
            <span class="help">{ words::DROP_HERE }</span>
            <span class="grow" />
            { export(props.kind, "csv", words::EXPORT_CSV) }
            { export(props.kind, "json", words::EXPORT_JSON) }
            { outcome(&state, on_dismiss) }
        </section>
    }
}

fn export(kind: Kind, format: &'static str, word: &'static str) -> Html {
    html! { <a class="button" href={api::library::export(kind.word(), format)} download="" data-part={format!("export-{format}")}>{ word }</a> }
}

async fn import(
    file: File,
    kind: Kind,
    state: UseStateSetter<Outcome>,
    on_done: Callback<()>,
    on_expired: Callback<()>,
) {
    let name = file.name();
    let Some(format) = format_of(&name) else { return state.set(Outcome::Unknown { name }) };
    state.set(Outcome::Running { name: name.clone() });
    match api::library::import(kind.word(), format, &JsValue::from(file)).await {
        Ok(told) => {
            state.set(Outcome::Done { name, told });
            on_done.emit(());
        }
        Err(Error::SignedOut) => on_expired.emit(()),
        Err(error) => state.set(Outcome::Failed { name, error }),
    }
}

/// How a file is written, by the ending of its name.
fn format_of(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    ["csv", "json"].into_iter().find(|format| ending.eq_ignore_ascii_case(format))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_by_its_ending() {
        let check = |name: &str, expect| assert_eq!(format_of(name), expect, "{name}");
        check("objections.csv", Some("csv"));
        check("All of it.v2.JSON", Some("json"));
        check("objections.xlsx", None);
        check("csv", None);
    }
}
