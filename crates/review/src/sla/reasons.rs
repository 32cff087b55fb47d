//! Why hand-offs were rejected.

use plumbline_domain::sla::metrics::{Rate, RejectionCount};
use plumbline_protocol::sla::SlaResponse;
use yew::prelude::*;

use super::figures::{link, over};
use super::list::List;
use super::picture::{Bar, thousandths};
use super::query::Query;
use crate::strings::sla as strings;

/// One line a reason.
pub fn reasons(told: &SlaResponse, query: &Query) -> Html {
    let rejections = &told.metrics.rejections;
    let rejected = rejections.iter().map(|found| found.count).sum();
    let most = rejections.first().map_or(0, |found| found.count);
    html! {
        <section class="card" data-part="figure" data-figure="reasons" aria-labelledby="figure-reasons">
            <h2 id="figure-reasons">{ strings::REASONS }</h2>
            if rejections.is_empty() {
                <p class="none">{ strings::NO_REASONS }</p>
            } else {
                <table class="bars">
                    <thead><tr>
                        <th scope="col">{ strings::REASON }</th>
                        <th scope="col" class="number">{ strings::COUNT }</th>
                        <th scope="col" class="number">{ strings::SHARE }</th>
                        <th scope="col" class="picture"><span class="sr-only">{ strings::PICTURE }</span></th>
                    </tr></thead>
                    <tbody>{ for rejections.iter().map(|found| line(found, rejected, most, query)) }</tbody>
                </table>
            }
            <p class="rule">{ strings::REASONS_RULE }</p>
            { over(rejected, told.as_of) }
        </section>
    }
}

fn line(found: &RejectionCount, rejected: usize, most: usize, query: &Query) -> Html {
    let share = Rate { numerator: found.count, denominator: rejected };
    let name = found.name.clone().unwrap_or_else(|| found.code.to_string());
    let [count, most] = [found.count, most].map(|n| i64::try_from(n).unwrap_or(i64::MAX));
    html! {
        <tr key={found.code.to_string()} data-reason={found.code.to_string()}>
            <th scope="row">{ link(query, &List::Rejected(found.code.clone()), html! { <bdi>{ name }</bdi> }) }</th>
            <td class="number">{ found.count }</td>
            <td class="number">{ strings::percent(share.per_mille()) }</td>
            <td class="picture"><Bar part={thousandths(count, most)} /></td>
        </tr>
    }
}
