//! How long sales took to respond, by channel.

use plumbline_domain::sla::metrics::Spread;
use plumbline_protocol::sla::SlaResponse;
use yew::prelude::*;

use super::figures::{link, over};
use super::list::List;
use super::picture::{Bar, thousandths};
use super::query::Query;
use crate::strings::sla as strings;

/// One line a channel, below all of them together.
pub fn first_touch(told: &SlaResponse, query: &Query) -> Html {
    let channels = &told.metrics.first_touch_by_channel;
    let longest = channels.iter().map(|found| found.spread.p90_seconds).max().unwrap_or(0);
    html! {
        <section class="card" data-part="figure" data-figure="first-touch" aria-labelledby="figure-first-touch">
            <h2 id="figure-first-touch">{ strings::FIRST_TOUCH }</h2>
            if let Some(all) = told.metrics.first_touch {
                <table class="bars">
                    <thead><tr>
                        <th scope="col">{ strings::CHANNEL }</th>
                        <th scope="col" class="number">{ strings::MEDIAN }</th>
                        <th scope="col" class="number">{ strings::P90 }</th>
                        <th scope="col" class="number">{ strings::N }</th>
                        <th scope="col" class="picture"><span class="sr-only">{ strings::PICTURE }</span></th>
                    </tr></thead>
                    <tbody>
                        { line(strings::ALL_CHANNELS, &List::Touched, all, longest, query) }
                        { for channels.iter().map(|found| {
                            line(strings::channel(found.channel), &List::TouchedBy(found.channel), found.spread, longest, query)
                        }) }
                    </tbody>
                </table>
            } else {
                <p class="none">{ strings::NO_FIRST_TOUCH }</p>
            }
            <p class="rule">{ strings::FIRST_TOUCH_RULE }</p>
            { over(told.metrics.first_touch.map_or(0, |all| all.n), told.as_of) }
        </section>
    }
}

fn line(name: &'static str, list: &List, spread: Spread, longest: i64, query: &Query) -> Html {
    html! {
        <tr key={list.name()}>
            <th scope="row">{ link(query, list, html! { name }) }</th>
            <td class="number">{ strings::duration(spread.median_seconds) }</td>
            <td class="number">{ strings::duration(spread.p90_seconds) }</td>
            <td class="number">{ spread.n }</td>
            <td class="picture">
                <Bar part={thousandths(spread.median_seconds, longest)} behind={thousandths(spread.p90_seconds, longest)} />
            </td>
        </tr>
    }
}
