//! Deals won with content and without.

use plumbline_domain::findings::{Compared, Verdict};
use plumbline_domain::numbers::Proportion;
use plumbline_protocol::findings::ComparedView;
use yew::prelude::*;

use super::card::Card;
use super::names::content;
use crate::numbers::range;
use crate::strings::findings as words;
use crate::strings::numbers::{ends, percent};
use crate::ui::icon::{Icon, Shape};

/// All of it, and piece by piece.
pub fn compared(told: &ComparedView) -> Html {
    let is_empty = told.any.used.denominator + told.any.not_used.denominator == 0;
    let card = Card {
        id: "compared",
        title: words::COMPARED,
        rule: words::COMPARED_RULE.to_owned(),
        over: words::over_closed(told),
        nothing: is_empty.then(|| words::NOTHING_CLOSED.into()),
    };
    card.around(html! {
        <div class="scroller" tabindex="0" role="region" aria-label={words::COMPARED}>
            <table class="bars compared">
                <thead><tr>
                    <th scope="col">{ words::CONTENT }</th>
                    <th scope="col">{ words::DEALS }</th>
                    <th scope="col" class="number">{ words::WON }</th>
                    <th scope="col" class="number">{ words::WIN_RATE }</th>
                    <th scope="col" class="number">{ words::INTERVAL }</th>
                    <th scope="col" class="picture"><span class="sr-only">{ words::PICTURE }</span></th>
                    <th scope="col">{ words::VERDICT }</th>
                </tr></thead>
                { pair("any", words::ANY_CONTENT.into(), told.any, told.verdict) }
                { for told.pieces.iter().map(|piece| {
                    pair(piece.content.id.as_str(), content(&piece.content), piece.compared, piece.verdict)
                }) }
            </table>
        </div>
    })
}

/// With it and without it, one below the other.
fn pair(id: &str, name: Html, compared: Compared, verdict: Verdict) -> Html {
    html! {
        <tbody key={id.to_owned()} data-part="compared-piece" data-id={id.to_owned()} data-verdict={words::verdict_name(verdict)}>
            <tr>
                <th scope="rowgroup" rowspan="2">{ name }</th>
                { share(words::USED, compared.used) }
                <td rowspan="2">{ judged(verdict) }</td>
            </tr>
            <tr>{ share(words::NOT_USED, compared.not_used) }</tr>
        </tbody>
    }
}

fn share(name: &'static str, of: Proportion) -> Html {
    html! {
        <>
            <td>{ name }</td>
            <td class="number">{ words::of(of.numerator, of.denominator) }</td>
            <td class="number">{ percent(of.per_mille()) }</td>
            <td class="number">{ of.interval.map(ends) }</td>
            <td class="picture">{ range(of) }</td>
        </>
    }
}

fn judged(verdict: Verdict) -> Html {
    let (class, shape) = match verdict {
        Verdict::MoreWon => ("standing good", Some(Shape::Tick)),
        Verdict::FewerWon => ("standing caution", Some(Shape::Triangle)),
        Verdict::Unclear => ("quiet-word", None),
    };
    html! { <span {class}>{ for shape.map(|shape| html! { <Icon {shape} /> }) }{ words::verdict(verdict) }</span> }
}
