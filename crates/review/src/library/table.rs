//! A list as a table: headings that sort, and as many rows as one can look over.

use chrono::NaiveDate;
use plumbline_domain::ids::ObjectionId;
use yew::prelude::*;

use super::editor::Keeper;
use super::found::Listed;
use super::query::{Query, Sort};
use crate::feed::Question;
use crate::place::Place;
use crate::strings::library as words;
use crate::ui::icon::{Icon, Shape};

/// A heading, and by what it sorts.
pub type Column = (&'static str, Option<Sort>);

/// What rows are drawn with.
#[derive(Clone, PartialEq)]
pub struct Setting {
    /// The list.
    pub query: Query,
    /// The day on which content is stale or not.
    pub today: NaiveDate,
    /// What objections are called.
    pub names: Callback<ObjectionId, String>,
    /// Changes what a row asks for.
    pub keeper: Keeper,
}

/// An entry as a row of a table.
pub trait Row: Listed {
    /// How the hub is asked for the list.
    type Asked: Question<Told: Eq>;

    /// The list as the hub tells it.
    fn all(told: &<Self::Asked as Question>::Told) -> &[Self];

    /// The headings.
    const COLUMNS: &'static [Column];

    /// The cells below them, the first of which names the row.
    fn cells(&self, setting: &Setting) -> Html;
}

#[derive(Properties, PartialEq)]
pub struct TableProps<E: Row> {
    /// Those that are drawn.
    pub rows: Vec<E>,
    /// How many more there are.
    pub hidden: usize,
    pub on_more: Callback<()>,
    pub setting: Setting,
}

/// The rows of a list.
#[component]
pub fn Table<E: Row>(props: &TableProps<E>) -> Html {
    let row = |entry: &E| {
        let id = entry.id().to_owned();
        html! { <tr key={id.clone()} data-part="row" data-id={id}>{ entry.cells(&props.setting) }</tr> }
    };
    html! {
        <>
            <div class="scroller" tabindex="0" role="region" aria-label={words::list(E::KIND)}>
                <table class={classes!("library-table", E::KIND.word())}>
                    <thead><tr>{ for E::COLUMNS.iter().map(|column| heading(column, &props.setting.query)) }</tr></thead>
                    <tbody>{ for props.rows.iter().map(row) }</tbody>
                </table>
            </div>
            if props.hidden > 0 {
                <p class="more-rows"><button type="button" onclick={props.on_more.reform(|_: MouseEvent| ())}>{ words::show_more(props.hidden) }</button></p>
            }
        </>
    }
}

/// A heading; where the list can be sorted by it, a link that does.
fn heading((name, sort): &Column, query: &Query) -> Html {
    let Some(sort) = sort else { return html! { <th scope="col">{ *name }</th> } };
    let is_sorted = query.sort == *sort;
    let order = match (is_sorted, query.is_reversed) {
        (false, _) => None,
        (true, false) => Some("ascending"),
        (true, true) => Some("descending"),
    };
    let href = Place::Library(query.sorted(*sort)).href();
    html! {
        <th scope="col" aria-sort={order}>
            <a {href} class={classes!("sort", query.is_reversed.then_some("reversed"))}>{ *name }
                if is_sorted {
                    <Icon shape={Shape::Down} />
                }
            </a>
        </th>
    }
}
