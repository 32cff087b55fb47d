//! What the parts of a page have in common.

use plumbline_protocol::record_view::CreditedTouchView;
use yew::prelude::*;

use crate::strings::packet as strings;
use crate::ui::time::day;

/// A part of a page with its name.
pub fn section(part: &'static str, name: &'static str, body: Html) -> Html {
    html! {
        <section class={classes!("packet-part", part)} data-part={part}>
            <h3>{ name }</h3>
            { body }
        </section>
    }
}

/// What was cut, if anything was.
pub fn more(shown: usize, in_all: usize) -> Html {
    match in_all.saturating_sub(shown) {
        0 => Html::default(),
        hidden => html! { <p class="packet-more" data-part="more">{ strings::more(hidden) }</p> },
    }
}

/// A touch: when, by what means, its part of the credit, and from where, which may be too long for the line.
pub fn touch(view: &CreditedTouchView) -> Html {
    let touch = &view.touch;
    let credit = view.credit.as_ref().filter(|credit| credit.basis_points > 0);
    html! {
        <>
            <span class="packet-day">{ day(touch.at) }</span>{ " " }
            <span>{ strings::channel_name(touch.channel) }</span>{ " " }
            if let Some(credit) = credit {
                <strong class="packet-share">{ strings::percent(credit.basis_points) }</strong>{ " " }
            }
            <bdi>{ told(view) }</bdi>
        </>
    }
}

/// Where it came from; where it names nothing, what happened.
fn told(view: &CreditedTouchView) -> String {
    let touch = &view.touch;
    let named: Vec<&str> =
        [&touch.source, &touch.medium, &touch.campaign].into_iter().flatten().map(String::as_str).collect();
    if named.is_empty() { touch.summary.clone() } else { named.join(" · ") }
}
