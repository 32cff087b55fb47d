//! What stands in place of the figures while there are none, and what is said when nothing newer comes.

use yew::prelude::*;

use super::{Feed, Question, State};
use crate::api::Error;
use crate::strings as words;
use crate::ui::notice::{Notice, RemedyButton, Trouble};

/// While they are read, with so many `tiles`, or why they cannot be.
pub fn not_told<Q: Question>(state: &State<Q>, feed: &Feed<Q>, loading: &'static str, tiles: usize) -> Html {
    let Some(error) = &state.trouble else { return skeleton(loading, tiles) };
    let feed = feed.clone();
    let on_retry = Callback::from(move |()| feed.read());
    html! {
        <Notice state="away" title={words::trouble_title(error)} text={words::trouble(error)}>
            <RemedyButton error={error.clone()} {on_retry} />
        </Notice>
    }
}

fn skeleton(loading: &'static str, tiles: usize) -> Html {
    let tile =
        |_| html! { <div class="figure skeleton"><span class="w40" /><span class="w20" /><span class="w80" /></div> };
    html! {
        <div data-part="loading">
            <p class="sr-only" role="status">{ loading }</p>
            <div class="figures" aria-hidden="true">{ for (0..tiles).map(tile) }</div>
        </div>
    }
}

/// Says why nothing newer comes, unless it is only that the hub is away, which the header tells.
pub fn standing_trouble<Q: Question>(state: &State<Q>, feed: &Feed<Q>) -> Html {
    match (&state.trouble, &state.told) {
        (None, _) | (_, None) | (Some(Error::Unreachable | Error::TimedOut), _) => Html::default(),
        (Some(error), Some(_)) => {
            let feed = feed.clone();
            html! { <Trouble error={error.clone()} on_retry={move |()| feed.read()} /> }
        }
    }
}
