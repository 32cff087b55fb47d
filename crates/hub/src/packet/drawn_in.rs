//! What drew the buyer in: the panel's source, and what of it fits on a page.

use std::cmp::Reverse;

use plumbline_domain::Instant;
use plumbline_domain::attribution::Milestone;
use plumbline_domain::touch::Actor;
use plumbline_protocol::packet::{DrawnIn, MOST_CHANNELS, MOST_MARKETING};
use plumbline_protocol::record_view::{CreditedTouchView, SourceView, by_channel};

pub(super) fn drawn_in(source: &SourceView, now: Instant) -> DrawnIn {
    let first = source.touches.first().filter(|view| view.touch.at <= now);
    let lead = source.touches.iter().find(|view| holds_lead_creation(view));
    let lead = lead.filter(|lead| first.is_none_or(|first| first.touch.id != lead.touch.id));
    let mut channels = by_channel(&source.touches);
    let channels_in_all = channels.len();
    channels.truncate(MOST_CHANNELS);
    let (marketing, marketing_in_all) = marketing(source, now);
    DrawnIn {
        journey: source.journey,
        model: source.model,
        claim: source.claim.clone(),
        first: first.cloned(),
        lead: lead.cloned(),
        channels,
        channels_in_all,
        marketing,
        marketing_in_all,
    }
}

fn holds_lead_creation(view: &CreditedTouchView) -> bool {
    view.credit.as_ref().is_some_and(|credit| credit.milestones.contains(&Milestone::LeadCreation))
}

/// Marketing's touches until there was a deal, and how many they are.
fn marketing(source: &SourceView, now: Instant) -> (Vec<CreditedTouchView>, usize) {
    let until = source.journey.deal_created_at.unwrap_or(now).min(now);
    let is_before = |view: &&CreditedTouchView| view.touch.actor == Actor::Marketing && view.touch.at <= until;
    let mut before: Vec<&CreditedTouchView> = source.touches.iter().filter(is_before).collect();
    let credit = |view: &CreditedTouchView| view.credit.as_ref().map_or(0, |credit| credit.basis_points);
    before.sort_by_key(|view| Reverse((credit(view), view.touch.at)));
    (before.iter().take(MOST_MARKETING).copied().cloned().collect(), before.len())
}

#[cfg(test)]
mod tests {
    use plumbline_domain::attribution::{Journey, Model};
    use plumbline_domain::touch::{Channel, Touch};
    use plumbline_protocol::record_view::CreditView;

    use super::*;
    use crate::records::samples::{at, touch};

    fn view(touch: Touch, basis_points: u32, milestones: &[Milestone]) -> CreditedTouchView {
        let credit = CreditView {
            share: String::new(),
            basis_points,
            amount: None,
            reasons: Vec::new(),
            milestones: milestones.to_vec(),
        };
        CreditedTouchView { touch, credit: (basis_points > 0).then_some(credit), left_out: None }
    }

    fn source(touches: Vec<CreditedTouchView>, deal_created_at: Option<Instant>) -> SourceView {
        SourceView {
            original: None,
            latest: None,
            model: Model::WShaped,
            look_back_days: None,
            journey: Journey { deal_created_at, ..Journey::default() },
            amount: None,
            touches,
            claim: None,
            changes: Vec::new(),
        }
    }

    fn ids(views: &[CreditedTouchView]) -> Vec<&str> {
        views.iter().map(|view| view.touch.id.as_str()).collect()
    }

    #[test]
    fn marketing_is_told_until_there_was_a_deal_by_credit_and_then_by_time() {
        let call = Touch { actor: Actor::Sales, ..touch("call", 1, None) };
        let touches = vec![
            view(touch("fair", 0, None), 0, &[]),
            view(call, 5_000, &[]),
            view(touch("advert", 2, None), 3_000, &[]),
            view(touch("mail", 3, None), 0, &[]),
            view(touch("webinar", 9, None), 2_000, &[]),
        ];
        let check = |deal_at: Option<i64>, now, expect: &[&str]| {
            let found = drawn_in(&source(touches.clone(), deal_at.map(at)), at(now));
            assert_eq!((ids(&found.marketing), found.marketing_in_all), (expect.to_vec(), expect.len()));
        };
        check(Some(3), 20, &["advert", "mail", "fair"]);
        check(None, 20, &["advert", "webinar", "mail", "fair"]);
        check(None, 2, &["advert", "fair"]);
    }

    #[test]
    fn what_is_cut_is_counted() {
        let channels =
            [Channel::Event, Channel::Call, Channel::Email, Channel::Direct, Channel::Other, Channel::Meeting];
        let of = |(n, channel): (usize, &Channel)| {
            view(Touch { channel: *channel, ..touch(&n.to_string(), 0, None) }, 1_000, &[])
        };
        let found = drawn_in(&source(channels.iter().enumerate().map(of).collect(), None), at(1));
        assert_eq!((found.channels.len(), found.channels_in_all), (MOST_CHANNELS, 6));
        assert_eq!((found.marketing.len(), found.marketing_in_all), (MOST_MARKETING, 6));
    }

    #[test]
    fn the_touch_that_led_to_the_lead_is_told_where_it_is_not_the_first() {
        let check = |first: &[Milestone], second: &[Milestone], expect: Option<&str>| {
            let touches = vec![view(touch("a", 0, None), 5_000, first), view(touch("b", 1, None), 5_000, second)];
            let found = drawn_in(&source(touches, None), at(5));
            assert_eq!(found.first.as_ref().map(|view| view.touch.id.as_str()), Some("a"));
            assert_eq!(found.lead.as_ref().map(|view| view.touch.id.as_str()), expect);
        };
        check(&[Milestone::FirstTouch], &[Milestone::LeadCreation], Some("b"));
        check(&[Milestone::FirstTouch, Milestone::LeadCreation], &[], None);
        check(&[], &[], None);
        let planned = drawn_in(&source(vec![view(touch("a", 9, None), 0, &[])], None), at(5));
        assert_eq!(planned.first, None);
    }
}
