//! What a record adds to the shared numbers, by the credit that its panel shows. Pure.

use plumbline_domain::Instant;
use plumbline_domain::attribution::{Credit, credit};
use plumbline_domain::money::{Money, Share};
use plumbline_domain::numbers::{Contribution, Month, TouchCredits};
use plumbline_domain::record::RecordKey;
use plumbline_domain::touch::Touch;

use super::view::{journey, touches_of};
use crate::numbers::Terms;
use crate::store::Circle;

/// What the record of a circle adds under these terms, as it is at `now`, and when that will be another without any change: when a
/// touch that is planned happens. Nothing for a contact.
pub fn contribution(circle: &Circle, terms: &Terms, now: Instant) -> (Option<Contribution>, Option<Instant>) {
    let record = &circle.record;
    let touches = touches_of(circle);
    let credits = credit(terms.model, &touches, &journey(circle)).unwrap_or_default();
    let shared = shared(&touches, &credits, record.amount);
    let month_of = |at| Month::in_zone(at, terms.zone);
    let contribution = Contribution::of(record, segments(circle, &record.key), &shared, &terms.qualified, month_of);
    let again_at = touches.iter().map(|touch| touch.at).filter(|at| *at > now).min();
    let again_at = contribution.as_ref().and(again_at);
    (contribution.map(|found| Contribution { is_alone: circle.read_at.is_none(), ..found }), again_at)
}

fn segments<'a>(circle: &'a Circle, key: &RecordKey) -> &'a [String] {
    let own = circle.members.iter().find(|member| member.record.key == *key);
    own.map(|own| own.profile.segments.as_slice()).unwrap_or_default()
}

/// Credits are in the order of the touches, of which some have none.
fn shared<'a>(touches: &'a [Touch], credits: &[Credit], amount: Option<Money>) -> TouchCredits<'a> {
    let shares: Vec<Share> = credits.iter().map(|credit| credit.share).collect();
    let amounts = amount.map(|amount| amount.split(&shares)).unwrap_or_default();
    let minors = amounts.into_iter().map(|amount| amount.minor).chain(std::iter::repeat(0));
    let mut rest = touches.iter();
    let found = credits.iter().zip(minors).filter_map(|(credit, minor)| {
        let touch = rest.find(|touch| touch.id == credit.touch)?;
        Some((touch, credit.share, minor))
    });
    TouchCredits::of_shares(found.collect())
}
