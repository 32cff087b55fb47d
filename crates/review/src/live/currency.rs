//! Whether what is shown is current, in the bar on top.

use plumbline_domain::Instant;
use yew::prelude::*;

use super::Link;
use crate::strings;
use crate::ui::icon::{Icon, Shape};
use crate::ui::time::clock;

#[derive(Properties, PartialEq)]
pub struct CurrencyProps {
    /// When the hub told it; `None` until it has.
    pub as_of: Option<Instant>,
    pub link: Link,
    /// The hub could not be asked for anything newer.
    pub is_troubled: bool,
}

/// A shape and a word.
#[component]
pub fn Currency(props: &CurrencyProps) -> Html {
    let (name, shape, text) = match (props.as_of, props.link, props.is_troubled) {
        (Some(_), Link::Live, false) => ("live", Shape::Dot, strings::LIVE.to_owned()),
        (Some(as_of), Link::Lost(_), _) | (Some(as_of), _, true) => {
            let known = if let Link::Lost(Some(until)) = props.link { as_of.max(until) } else { as_of };
            ("reconnecting", Shape::Half, strings::reconnecting(&clock(known)))
        }
        (Some(_), Link::Opening, false) | (None, _, _) => ("connecting", Shape::Ring, strings::CONNECTING.to_owned()),
    };
    html! {
        <span class={classes!("link-state", name)} role="status" data-part="connection" data-state={name}
            title={strings::LIVE_HELP}><Icon {shape} />{ text }</span>
    }
}
