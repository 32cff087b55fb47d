//! What stands in place of the figures when there are none.

use yew::prelude::*;

use super::feed::{Feed, State};
use super::query::{PERIODS, Query};
use crate::place::Place;
use crate::strings as words;
use crate::strings::sla as strings;
use crate::ui::notice::{Notice, RemedyButton};

/// While they are read, or why they cannot be.
pub fn not_told(state: &State, feed: &Feed) -> Html {
    let Some(error) = &state.trouble else { return skeleton() };
    let feed = feed.clone();
    let on_retry = Callback::from(move |()| feed.read());
    html! {
        <Notice state="away" title={words::trouble_title(error)} text={words::trouble(error)}>
            <RemedyButton error={error.clone()} {on_retry} />
        </Notice>
    }
}

fn skeleton() -> Html {
    let tile =
        || html! { <div class="figure skeleton"><span class="w40" /><span class="w20" /><span class="w80" /></div> };
    html! {
        <div data-part="loading">
            <p class="sr-only" role="status">{ strings::LOADING }</p>
            <div class="figures" aria-hidden="true">{ tile() }{ tile() }{ tile() }</div>
        </div>
    }
}

/// Nothing was handed off in the period.
pub fn no_hand_offs(query: &Query) -> Html {
    let longer = PERIODS.into_iter().find(|days| *days > query.days);
    html! {
        <Notice state="empty" title={strings::EMPTY_TITLE} text={strings::EMPTY}>
            if let Some(days) = longer {
                <a class="button" href={Place::Sla(Query { days, ..Query::default() }).href()}>{ strings::show_days(days) }</a>
            }
        </Notice>
    }
}
