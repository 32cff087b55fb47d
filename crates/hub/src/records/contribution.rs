//! What a record adds to the shared numbers, by the credit that its panel shows. Pure.

use plumbline_domain::Instant;
use plumbline_domain::attribution::credit;
use plumbline_domain::numbers::{Contribution, Month, TouchCredits};
use plumbline_domain::record::RecordKey;

use super::view::{journey, touches_of};
use crate::numbers::Terms;
use crate::store::Circle;

/// What the record of a circle adds under these terms, as it is at `now`, and when that will be another without any change: when a
/// touch that is planned happens. Nothing for a contact.
pub fn contribution(circle: &Circle, terms: &Terms, now: Instant) -> (Option<Contribution>, Option<Instant>) {
    let record = &circle.record;
    let touches = touches_of(circle);
    let attribution = credit(terms.credit, &touches, &journey(circle, now));
    let shared = TouchCredits::of(&attribution, record.amount.map_or(0, |amount| amount.minor));
    let month_of = |at| Month::in_zone(at, terms.zone);
    let contribution = Contribution::of(record, segments(circle, &record.key), &shared, &terms.qualified, month_of);
    let again_at = touches.iter().map(|touch| touch.at).filter(|at| *at > now).min();
    let again_at = contribution.as_ref().and(again_at);
    (contribution.map(|found| Contribution { is_alone: circle.read_at.is_none(), ..found }), again_at)
}

pub(super) fn segments<'a>(circle: &'a Circle, key: &RecordKey) -> &'a [String] {
    let own = circle.members.iter().find(|member| member.record.key == *key);
    own.map(|own| own.profile.segments.as_slice()).unwrap_or_default()
}
