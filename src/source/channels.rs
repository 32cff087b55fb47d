//! What each channel is credited with: the same parts as the touches', added up.

use plumbline_protocol::record_view::{ChannelCredit, CreditedTouchView, by_channel};
use yew::prelude::*;

use super::touches;
use crate::element::{tag, text_tag};
use crate::platform::format;

/// The channel's name.
pub fn name(sum: &ChannelCredit) -> String {
    touches::channel(sum.channel)
}

/// The part as a percentage, and the amount where there is one.
pub fn part(sum: &ChannelCredit) -> String {
    let percent = format::basis_points(sum.basis_points);
    sum.amount.map_or_else(|| percent.clone(), |amount| format!("{percent} = {}", format::money(amount, true)))
}

/// Each channel with credit, the largest part first.
pub fn channels(touches: &[CreditedTouchView]) -> Html {
    let mut rows = Vec::new();
    for sum in by_channel(touches) {
        let label = text_tag("span", "", name(&sum));
        rows.push(tag("li", &[], &[], vec![label, text_tag("span", "part", part(&sum)), meter(sum.basis_points)]));
    }
    tag("ul", &["class", "data-part"], &["channels", "channels"], rows)
}

/// A part of the whole as a bar; the number stands beside it.
pub fn meter(points: u32) -> Html {
    let width = format!("width:{}%", points / 100);
    tag("span", &["class", "aria-hidden"], &["meter", "true"], vec![tag("span", &["style"], &[&width], Vec::new())])
}
