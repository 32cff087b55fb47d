//! What each channel is credited with: the same parts as the touches', added up.

use plumbline_domain::money::Money;
use plumbline_domain::touch::Channel;
use plumbline_protocol::record_view::CreditedTouchView;
use yew::prelude::*;

use super::touches;
use crate::element::{plain, tag, text_tag};
use crate::platform::format;
use crate::platform::text::text;

/// Each channel with credit, the largest part first.
pub fn channels(touches: &[CreditedTouchView]) -> Html {
    let rows = by_channel(touches).into_iter().map(|(channel, points, amount)| {
        let percent = format::basis_points(points);
        let part = amount.map_or(percent.clone(), |amount| format!("{percent} = {}", format::money(amount, true)));
        let width = format!("width:{}%", points / 100);
        let meter = tag("span", &["class"], &["meter"], vec![tag("span", &["style"], &[&width], Vec::new())]);
        tag("li", &[], &[], vec![plain(text(touches::channel(channel))), text_tag("span", "part", part), meter])
    });
    tag("ul", &["class", "data-part"], &["channels", "channels"], rows.collect())
}

fn by_channel(touches: &[CreditedTouchView]) -> Vec<(Channel, u32, Option<Money>)> {
    let mut sums: Vec<(Channel, u32, Option<Money>)> = Vec::new();
    for view in touches {
        let Some(credit) = view.credit.as_ref().filter(|credit| credit.basis_points > 0) else { continue };
        let sum = match sums.iter().position(|(channel, ..)| *channel == view.touch.channel) {
            Some(place) => &mut sums[place],
            None => {
                sums.push((view.touch.channel, 0, credit.amount.map(|part| Money { minor: 0, ..part })));
                let last = sums.len() - 1;
                &mut sums[last]
            }
        };
        sum.1 += credit.basis_points;
        if let (Some(sum), Some(part)) = (&mut sum.2, credit.amount) {
            sum.minor += part.minor;
        }
    }
    // Stable, so of equal ones the earlier stands first.
    sums.sort_by_key(|(_, points, _)| std::cmp::Reverse(*points));
    sums
}
