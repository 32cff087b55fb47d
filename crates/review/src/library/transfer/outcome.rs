//! What became of a file.

use plumbline_protocol::library::{ImportResponse, RefusedRow};
use yew::prelude::*;

use super::refused::table;
use crate::api::Error;
use crate::strings;
use crate::strings::library as words;
use crate::ui::address::encoded;
use crate::ui::icon::{Icon, Shape};

/// So many refused rows are shown; the file has all.
const ROWS: usize = 50;

/// How far it is.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Outcome {
    /// No file was given.
    #[default]
    None,
    /// Nobody knows how to read it.
    Unknown {
        /// The file.
        name: String,
    },
    /// The hub reads it.
    Running {
        /// The file.
        name: String,
    },
    /// The hub read it.
    Done {
        /// The file.
        name: String,
        /// What came of it.
        told: ImportResponse,
    },
    /// The hub did not.
    Failed {
        /// The file.
        name: String,
        /// Why.
        error: Error,
    },
}

/// Says it, and which rows were refused.
pub fn outcome(state: &Outcome, on_dismiss: Callback<()>) -> Html {
    let dismiss =
        html! { <button type="button" onclick={on_dismiss.reform(|_: MouseEvent| ())}>{ strings::DISMISS }</button> };
    let said = match state {
        Outcome::None => Html::default(),
        Outcome::Running { name } => html! {
            <p class="running" data-part="importing"><progress aria-label={words::importing(name)} />{ words::importing(name) }</p>
        },
        Outcome::Unknown { name } => html! {
            <div class="trouble" role="alert" data-part="import-trouble"><p>{ words::unknown_format(name) }</p>{ dismiss }</div>
        },
        Outcome::Failed { name, error } => html! {
            <div class="trouble" role="alert" data-part="import-trouble"><p>{ words::not_imported(name) }{ " " }{ strings::trouble(error) }</p>{ dismiss }</div>
        },
        Outcome::Done { name, told } => done(name, told, dismiss),
    };
    html! { <div class="outcome" role="status">{ said }</div> }
}

fn done(name: &str, told: &ImportResponse, dismiss: Html) -> Html {
    html! {
        <div class="imported" data-part="imported">
            <p><Icon shape={if told.refused.is_empty() { Shape::Tick } else { Shape::Triangle }} />
                <strong>{ words::imported(name, told) }</strong></p>
            if !told.refused.is_empty() {
                { refused(&told.refused) }
            }
            <div class="actions">
                if !told.refused.is_empty() {
                    <a class="button" download={words::REFUSED_FILE} href={href(&told.refused)} data-part="refused-file">{ words::DOWNLOAD_REFUSED }</a>
                }
                { dismiss }
            </div>
        </div>
    }
}

fn refused(rows: &[RefusedRow]) -> Html {
    let row = |row: &RefusedRow| html! { <tr data-part="refused"><td class="number">{ row.line }</td><td dir="auto">{ &row.why }</td></tr> };
    let hidden = rows.len().saturating_sub(ROWS);
    html! {
        <div class="scroller" tabindex="0" role="region" aria-label={words::REFUSED}>
            <table>
                <thead><tr><th scope="col" class="number">{ words::LINE }</th><th scope="col">{ words::WHY }</th></tr></thead>
                <tbody>{ for rows.iter().take(ROWS).map(row) }</tbody>
            </table>
            if hidden > 0 {
                <p class="help">{ words::more_refused(hidden) }</p>
            }
        </div>
    }
}

/// All refused rows as a file within an address.
fn href(rows: &[RefusedRow]) -> String {
    format!("data:text/csv;charset=utf-8,{}", encoded(&table(rows)))
}
