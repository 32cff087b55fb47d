//! Who reported it.

use plumbline_protocol::review::ReporterCount;
use yew::prelude::*;

use crate::sla::{Bar, thousandths};
use crate::strings::objection as words;

/// So many are shown.
const MOST: usize = 12;

/// Who did so most first, as bars.
pub fn people(reporters: &[ReporterCount]) -> Html {
    let most = reporters.first().map_or(0, |first| first.reports);
    let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let row = |one: &ReporterCount| {
        html! {
            <tr key={one.name.clone()} data-part="reporter">
                <th scope="row"><bdi>{ &one.name }</bdi></th>
                <td class="number">{ one.reports }</td>
                <td class="picture"><Bar part={thousandths(signed(one.reports), signed(most))} /></td>
            </tr>
        }
    };
    let hidden = reporters.len().saturating_sub(MOST);
    html! {
        <section class="card" data-part="reporters" aria-labelledby="reporters-name">
            <h2 id="reporters-name">{ words::REPORTERS }</h2>
            if reporters.is_empty() {
                <p class="none">{ words::NO_REPORTERS }</p>
            } else {
                <table class="bars">
                    <thead class="sr-only"><tr><th scope="col">{ words::WHO }</th><th scope="col">{ words::REPORTS }</th><th scope="col">{ words::PICTURE }</th></tr></thead>
                    <tbody>{ for reporters.iter().take(MOST).map(row) }</tbody>
                </table>
            }
            if hidden > 0 {
                <p class="none">{ words::more_reporters(hidden) }</p>
            }
        </section>
    }
}
