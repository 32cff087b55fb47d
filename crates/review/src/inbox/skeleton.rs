//! What stands on the page while the first reports are read.

use yew::prelude::*;

use crate::strings;

/// The shape of two groups of reports.
#[component]
pub fn Skeleton() -> Html {
    let row =
        || html! { <div class="report skeleton"><span class="w40" /><span class="w80" /><span class="w30" /></div> };
    let group = |rows: usize| {
        html! {
            <div class="group">
                <div class="group-head skeleton"><span class="w20" /></div>
                { for (0..rows).map(|_| row()) }
            </div>
        }
    };
    html! {
        <>
            <div class="outline skeleton" aria-hidden="true"><span class="w80" /><span class="w40" /><span class="w80" /></div>
            <div class="groups" data-part="loading">
                <p class="sr-only" role="status">{ strings::LOADING_REPORTS }</p>
                <div aria-hidden="true">{ group(3) }{ group(2) }</div>
            </div>
        </>
    }
}
