//! What every finding has: a name, what was found, and how.

use yew::prelude::*;

/// One kind of finding.
pub struct Card {
    /// Its name in the page.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// How it is found.
    pub rule: String,
    /// Out of how much.
    pub over: String,
    /// What stands there where nothing was found; `None` where something was.
    pub nothing: Option<Html>,
}

impl Card {
    /// Around what was found.
    pub fn around(self, found: Html) -> Html {
        let Self { id, title, rule, over, nothing } = self;
        html! {
            <section class="card" data-part={id} aria-labelledby={id}>
                <h2 {id}>{ title }</h2>
                if let Some(nothing) = nothing {
                    <p class="none">{ nothing }</p>
                } else {
                    { found }
                }
                <p class="rule">{ rule }</p>
                <p class="over">{ over }</p>
            </section>
        }
    }
}
