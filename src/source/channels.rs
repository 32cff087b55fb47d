//! What each channel is credited with: the same parts as the touches', added up.

use plumbline_domain::money::Money;
use plumbline_domain::touch::Channel;
use plumbline_protocol::record_view::{CreditView, CreditedTouchView};
use yew::prelude::*;

use super::touches;
use crate::element::{tag, text_tag};
use crate::platform::format;

/// What a channel is credited with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChannelSum {
    /// Which channel.
    pub channel: Channel,
    /// Hundredths of a percent.
    pub points: u32,
    /// Its part of the deal's amount, where there is one.
    pub amount: Option<Money>,
}

impl ChannelSum {
    /// The channel's name.
    pub fn name(&self) -> String {
        touches::channel(self.channel)
    }

    /// The part as a percentage, and the amount where there is one.
    pub fn part(&self) -> String {
        let percent = format::basis_points(self.points);
        self.amount.map_or_else(|| percent.clone(), |amount| format!("{percent} = {}", format::money(amount, true)))
    }
}

/// Each channel with credit, the largest part first.
pub fn channels(touches: &[CreditedTouchView]) -> Html {
    let mut rows = Vec::new();
    for sum in by_channel(touches) {
        let name = text_tag("span", "", sum.name());
        rows.push(tag("li", &[], &[], vec![name, text_tag("span", "part", sum.part()), meter(sum.points)]));
    }
    tag("ul", &["class", "data-part"], &["channels", "channels"], rows)
}

/// A part of the whole as a bar; the number stands beside it.
pub fn meter(points: u32) -> Html {
    let width = format!("width:{}%", points / 100);
    tag("span", &["class", "aria-hidden"], &["meter", "true"], vec![tag("span", &["style"], &[&width], Vec::new())])
}

/// The credits by channel, the largest part first; of equal ones the earlier channel.
pub fn by_channel(touches: &[CreditedTouchView]) -> Vec<ChannelSum> {
    let mut sums: Vec<ChannelSum> = Vec::new();
    for view in touches {
        let Some(credit) = view.credit.as_ref().filter(|credit| credit.basis_points > 0) else { continue };
        let found = sums.iter().position(|sum| sum.channel == view.touch.channel);
        let place = found.unwrap_or_else(|| {
            let amount = credit.amount.map(|part| Money { minor: 0, ..part });
            sums.push(ChannelSum { channel: view.touch.channel, points: 0, amount });
            sums.len() - 1
        });
        add(&mut sums, place, credit);
    }
    sums
}

/// Adds to one sum, and moves it before those that it has overtaken: there are few, and the browser need not be sent a sort.
fn add(sums: &mut [ChannelSum], mut place: usize, credit: &CreditView) {
    let sum = &mut sums[place];
    sum.points += credit.basis_points;
    if let (Some(whole), Some(part)) = (&mut sum.amount, credit.amount) {
        whole.minor += part.minor;
    }
    while place > 0 && sums[place - 1].points < sums[place].points {
        sums.swap(place - 1, place);
        place -= 1;
    }
}
