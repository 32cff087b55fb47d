//! The models side by side, by channel and by touch, and why under the one that is chosen.

use std::rc::Rc;

use plumbline_domain::attribution::Model;
use plumbline_domain::money::Money;
use plumbline_domain::touch::Channel;
use plumbline_protocol::record_view::{CreditedTouchView, SourceView};
use yew::prelude::*;

use super::comparison::{Cell, Column, channels, compare};
use crate::panel::state::Told;
use crate::platform::format;
use crate::platform::text::{text, text_with};
use crate::source::{touches, words};

/// What the comparison is of.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ComparisonProps {
    /// The record as the hub told it.
    pub told: Rc<Told>,
}

/// The tables. Which model is explained is a person's choice, and the agreed one at first.
#[component]
pub fn Comparison(props: &ComparisonProps) -> Html {
    let columns = use_memo(props.told.clone(), |told| compare(&told.view.source, told.view.as_of));
    let chosen = use_state(|| 0_usize);
    let table = Table { columns: &columns, chosen: *chosen, choose: chosen.setter(), source: &props.told.view.source };
    html! {
        <>
            { table.section("by_channel", table.by_channel()) }
            { table.section("by_touch", table.by_touch()) }
        </>
    }
}

struct Table<'a> {
    columns: &'a [Column],
    chosen: usize,
    choose: UseStateSetter<usize>,
    source: &'a SourceView,
}

impl Table<'_> {
    fn section(&self, part: &'static str, body: Html) -> Html {
        let title = format!("{part}-title");
        html! {
            <section class="card compare" data-part={part}>
                <h2 id={title.clone()}>{ text(&format!("compare_{part}")) }</h2>
                <div class="wide" tabindex="0" role="region" aria-labelledby={title}>
                    <table>{ body }</table>
                </div>
            </section>
        }
    }

    fn by_channel(&self) -> Html {
        let row = |channel: Channel| {
            let is_its = |place: usize| self.source.touches[place].touch.channel == channel;
            let sums: Vec<(i64, i64)> = self.columns.iter().map(|column| column.sum(is_its)).collect();
            html! {
                <tr key={channel.word()} data-channel={channel.word()}>
                    <th scope="row">{ touches::channel(channel) }</th>
                    { for sums.iter().enumerate().map(|(place, (points, _))| self.part(place, Some(*points))) }
                    <td class="amount">{ sums.get(self.chosen).map_or_else(String::new, |(_, minor)| self.amount(*minor)) }</td>
                </tr>
            }
        };
        let last = text_with("compare_amount", &[&self.chosen_name()]);
        html! {
            <>
                { self.head("compare_channel", &last) }
                <tbody>{ for channels(self.source).into_iter().map(row) }</tbody>
                { self.foot() }
            </>
        }
    }

    fn by_touch(&self) -> Html {
        let rows = self.source.touches.iter().enumerate().map(|(place, view)| self.touch_row(place, view));
        html! {
            <>
                { self.head("compare_touch", &text_with("compare_why", &[&self.chosen_name()])) }
                <tbody>{ for rows }</tbody>
                { self.foot() }
            </>
        }
    }

    fn touch_row(&self, place: usize, view: &CreditedTouchView) -> Html {
        let touch = &view.touch;
        let cells = || self.columns.iter().map(|column| column.cells.get(place).and_then(Option::as_ref));
        html! {
            <tr key={place} data-actor={touches::actor(touch.actor)} data-touch={touch.id.to_string()}>
                <th scope="row">
                    { touches::badge(touch.actor) }
                    <span class="what">
                        { touches::heading(touch) }
                        <span class="when">{ format::day(touch.at) }</span>
                        if let Some(contact) = &touch.contact { <span class="contact">{ contact }</span> }
                    </span>
                </th>
                { for cells().enumerate().map(|(model, cell)| self.part(model, cell.map(|cell| cell.points))) }
                <td class="reason">{ self.why(cells().nth(self.chosen).flatten(), view) }</td>
            </tr>
        }
    }

    /// Why a touch has its part under the chosen model, with the numbers in it.
    fn why(&self, cell: Option<&Cell>, view: &CreditedTouchView) -> String {
        let Some(cell) = cell else {
            return view.left_out.map_or_else(String::new, words::left_out);
        };
        let part = format::basis_points(u32::try_from(cell.points).unwrap_or(0));
        let part = if self.source.amount.is_some() { format!("{part} = {}", self.amount(cell.minor)) } else { part };
        if cell.reasons.is_empty() {
            return text_with("compare_nothing", &[&part]);
        }
        text_with("compare_because", &[&part, &words::reasons(&cell.reasons)])
    }

    fn head(&self, first: &str, last: &str) -> Html {
        html! {
            <thead>
                <tr>
                    <th scope="col">{ text(first) }</th>
                    { for self.columns.iter().enumerate().map(|(place, column)| self.model(place, column.model)) }
                    <th scope="col" class="reason">{ last }</th>
                </tr>
            </thead>
        }
    }

    fn model(&self, place: usize, model: Model) -> Html {
        let choose = self.choose.clone();
        let is_chosen = place == self.chosen;
        html! {
            <th scope="col" class={classes!(is_chosen.then_some("chosen"))}>
                <button class="model" aria-pressed={is_chosen.to_string()} data-model={model.word()}
                    title={words::model_rule(model)} onclick={move |_: MouseEvent| choose.set(place)}>
                    { words::model_name(model) }
                    if place == 0 { <span class="agreed">{ text("compare_agreed") }</span> }
                </button>
            </th>
        }
    }

    fn part(&self, place: usize, points: Option<i64>) -> Html {
        let class = classes!("part", (place == self.chosen).then_some("chosen"));
        let Some(points) = points else {
            return html! { <td {class}>{ "–" }</td> };
        };
        let percent = format::basis_points(u32::try_from(points).unwrap_or(0));
        let style = format!("--part:{}%", points / 100);
        html! { <td class={classes!(class, (points == 0).then_some("none"))} {style}>{ percent }</td> }
    }

    /// The sums are added up from what stands above them.
    fn foot(&self) -> Html {
        let sums: Vec<(i64, i64)> = self.columns.iter().map(|column| column.sum(|_| true)).collect();
        let amount = sums.get(self.chosen).map_or_else(String::new, |(_, minor)| self.amount(*minor));
        html! {
            <tfoot>
                <tr>
                    <th scope="row">{ text("compare_sum") }</th>
                    { for sums.iter().enumerate().map(|(place, (points, _))| self.part(place, Some(*points))) }
                    <td class="amount">{ amount }</td>
                </tr>
            </tfoot>
        }
    }

    fn amount(&self, minor: i64) -> String {
        self.source.amount.map_or_else(String::new, |amount| format::money(Money { minor, ..amount }, true))
    }

    fn chosen_name(&self) -> String {
        self.columns.get(self.chosen).map_or_else(String::new, |column| words::model_name(column.model))
    }
}
