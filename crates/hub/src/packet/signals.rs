//! What the buyer did.

use std::cmp::Reverse;

use plumbline_domain::content::is_buyers;
use plumbline_domain::touch::Touch;
use plumbline_protocol::packet::{BuyerSignals, MOST_KINDS, MOST_SIGNALS, SignalCount};

/// Of touches in order of time.
pub(super) fn signals(touches: &[&Touch]) -> BuyerSignals {
    let buyers: Vec<&Touch> = touches.iter().rev().filter(|touch| is_buyers(touch)).copied().collect();
    BuyerSignals {
        in_all: buyers.len(),
        kinds: kinds(&buyers),
        latest: buyers.into_iter().take(MOST_SIGNALS).cloned().collect(),
    }
}

/// Signals by kind, all else by its channel; of equal counts the one that came last.
fn kinds(buyers: &[&Touch]) -> Vec<SignalCount> {
    let mut kinds: Vec<SignalCount> = Vec::new();
    for touch in buyers {
        let is_its = |kind: &&mut SignalCount| {
            kind.signal == touch.signal && (kind.signal.is_some() || kind.channel == touch.channel)
        };
        match kinds.iter_mut().find(is_its) {
            Some(kind) => kind.count += 1,
            None => kinds.push(SignalCount { signal: touch.signal.clone(), channel: touch.channel, count: 1 }),
        }
    }
    kinds.sort_by_key(|kind| Reverse(kind.count));
    kinds.truncate(MOST_KINDS);
    kinds
}

#[cfg(test)]
mod tests {
    use plumbline_domain::ids::SignalKind;
    use plumbline_domain::touch::{Actor, Channel};

    use super::*;
    use crate::records::samples::touch;

    fn by(actor: Actor, hour: i64, channel: Channel, signal: Option<&str>) -> Touch {
        let signal = signal.map(SignalKind::new);
        Touch { actor, channel, signal, ..touch(&hour.to_string(), hour, None) }
    }

    #[test]
    fn the_latest_is_told_first_and_each_kind_is_counted() {
        let touches = [
            by(Actor::Buyer, 1, Channel::Inbound, Some("pricing_page")),
            by(Actor::Sales, 2, Channel::Call, None),
            by(Actor::Buyer, 3, Channel::Email, None),
            by(Actor::Marketing, 4, Channel::Event, None),
            by(Actor::Buyer, 5, Channel::Direct, Some("pricing_page")),
            by(Actor::Buyer, 6, Channel::Call, None),
        ];
        let found = signals(&touches.iter().collect::<Vec<_>>());
        let latest: Vec<&str> = found.latest.iter().map(|touch| touch.id.as_str()).collect();
        assert_eq!((latest, found.in_all), (vec!["6", "5", "3", "1"], 4));
        let kinds: Vec<(Option<&str>, Channel, usize)> = found
            .kinds
            .iter()
            .map(|kind| (kind.signal.as_ref().map(SignalKind::as_str), kind.channel, kind.count))
            .collect();
        let expect = [(Some("pricing_page"), Channel::Direct, 2), (None, Channel::Call, 1), (None, Channel::Email, 1)];
        assert_eq!(kinds, expect);
    }

    #[test]
    fn hundreds_are_cut_and_counted() {
        let touches: Vec<Touch> = (0..400).map(|hour| by(Actor::Buyer, hour, Channel::Email, None)).collect();
        let found = signals(&touches.iter().collect::<Vec<_>>());
        assert_eq!((found.latest.len(), found.in_all, found.kinds[0].count), (MOST_SIGNALS, 400, 400));
    }
}
