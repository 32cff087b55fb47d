//! Which team sourced a record, from stored facts. Pure.

use plumbline_crm::reading::RecordFacts;
use plumbline_domain::Instant;
use plumbline_domain::attribution::{
    Asked, Case, Journey, OutboundWords, Sourcing, Team, Verdict, check_claim, comes_forward, is_self_made,
};
use plumbline_domain::record::RecordKind;
use plumbline_domain::sla::hand_offs;
use plumbline_domain::touch::Touch;
use plumbline_protocol::record_view::ClaimView;

use crate::store::Circle;

/// Who claims the circle's record, and whose it is under the agreed rule; `None` for a contact, which nobody sources.
pub(super) fn claim(circle: &Circle, touches: &[Touch], journey: Journey, agreed: &Sourcing) -> Option<ClaimView> {
    let record = &circle.record;
    if record.kind == RecordKind::Contact {
        return None;
    }
    let own = circle.members.iter().find(|member| member.record.key == record.key);
    let asked = asked(&circle.members, &agreed.outbound);
    let case = Case {
        touches,
        journey,
        asked: &asked,
        origin: own.and_then(|own| own.profile.origin.as_ref()),
        created: (own.and_then(|own| own.profile.creator.as_ref()), record.created_at),
    };
    let checked = check_claim(&case, agreed);
    let (marketing, sales, missing) = match checked.verdict {
        Verdict::Agreed { team: Team::Marketing, facts } => (facts, Vec::new(), None),
        Verdict::Agreed { team: Team::Sales, facts } => (Vec::new(), facts, None),
        Verdict::Both { marketing, sales } => (marketing, sales, None),
        Verdict::Neither { missing } => (Vec::new(), Vec::new(), Some(missing)),
    };
    let ruling = checked.ruling;
    Some(ClaimView { by: ruling.by, team: ruling.team, touch: ruling.touch, marketing, sales, missing })
}

/// When what sales did was an answer, by each of these. What is on a contact is settled by the next close of any lead or deal.
fn asked(members: &[RecordFacts], outbound: &OutboundWords) -> Vec<Asked> {
    let closes: Vec<Instant> = members.iter().filter_map(|member| member.record.closed_at).collect();
    let of_member = |member: &RecordFacts| {
        let is_contact = member.record.kind == RecordKind::Contact;
        let closed_at = member.record.closed_at;
        let until = |from: Instant| match is_contact {
            true => closes.iter().copied().filter(|close| *close >= from).min(),
            false => closed_at,
        };
        let forward = member.touches.iter().filter(|touch| comes_forward(touch)).map(|touch| touch.at);
        let from: Vec<Instant> = forward.chain(handed_over(member, outbound)).collect();
        from.into_iter().map(|from| Asked { from, until: until(from) }).collect::<Vec<_>>()
    };
    members.iter().flat_map(of_member).collect()
}

/// When marketing handed a lead to sales. What sales made itself belongs to sales from the start, and nobody handed it over then.
fn handed_over(member: &RecordFacts, outbound: &OutboundWords) -> impl Iterator<Item = Instant> {
    let (creator, origin) = (member.profile.creator.as_ref(), member.profile.origin.as_ref());
    let is_own = is_self_made(creator, origin, outbound);
    let created_at = member.record.created_at;
    let made = hand_offs(&member.events).into_iter().map(|hand_off| hand_off.at);
    made.filter(move |at| !is_own || *at > created_at)
}

#[cfg(test)]
mod tests {
    use plumbline_domain::attribution::{Fact, Missing};
    use plumbline_domain::origin::{Creator, CreatorPart, Origin};
    use plumbline_domain::record::{Profile, Record};
    use plumbline_domain::touch::{Actor, Channel};

    use super::*;
    use crate::records::samples::{at, handed_off, record, touch};

    fn call(hour: i64) -> Touch {
        Touch { actor: Actor::Sales, channel: Channel::Call, ..touch("call", hour, None) }
    }

    /// A lead that was handed off when it was created, at hour 0, and called at hour 2.
    fn called(part: CreatorPart, source: Option<&str>) -> RecordFacts {
        let origin = Some(Origin { source: source.map(Into::into), ..Origin::default() });
        let profile = Profile { origin, creator: Some(Creator { name: "Dana".into(), part }), ..Profile::default() };
        RecordFacts { profile, touches: vec![call(2)], ..handed_off(1, 0, Some(2)) }
    }

    fn claimed(kind: RecordKind, members: Vec<RecordFacts>) -> Option<ClaimView> {
        let circle = Circle { record: record(1, kind), read_at: Some(at(0)), members, origin_changes: Vec::new() };
        let touches: Vec<Touch> = circle.members.iter().flat_map(|member| member.touches.clone()).collect();
        let journey = Journey { lead_created_at: Some(at(0)), ..Journey::default() };
        claim(&circle, &touches, journey, &Sourcing::default())
    }

    #[test]
    fn a_contact_is_sourced_by_nobody() {
        assert_eq!(claimed(RecordKind::Contact, vec![called(CreatorPart::Sales, None)]), None);
    }

    #[test]
    fn what_sales_made_itself_was_not_handed_over() {
        let check = |part, source, expect: (usize, Option<Missing>)| {
            let view = claimed(RecordKind::Lead, vec![called(part, source)]).unwrap();
            assert_eq!((view.sales.len(), view.missing), expect, "{part:?} {source:?}");
        };
        // By its call and by having made it.
        check(CreatorPart::Sales, None, (2, None));
        check(CreatorPart::Sales, Some("SDR"), (3, None));
        // Marketing's lead, whoever typed it: the call answers.
        check(CreatorPart::Sales, Some("Fair"), (0, None));
        check(CreatorPart::Machine, None, (0, Some(Missing::OnlyAnswers)));
    }

    #[test]
    fn the_hand_off_of_another_lead_counts_too() {
        let own = RecordFacts { events: Vec::new(), ..called(CreatorPart::Machine, None) };
        assert!(matches!(claimed(RecordKind::Deal, vec![own.clone()]).unwrap().sales[..], [Fact::Touch { .. }]));
        let other = handed_off(2, 1, None);
        let check = |closed_at: Option<i64>, expect: Option<Missing>| {
            let record = Record { closed_at: closed_at.map(at), ..other.record.clone() };
            let members = vec![own.clone(), RecordFacts { record, ..other.clone() }];
            assert_eq!(claimed(RecordKind::Deal, members).unwrap().missing, expect, "{closed_at:?}");
        };
        check(None, Some(Missing::OnlyAnswers));
        check(Some(5), Some(Missing::OnlyAnswers));
        // Closed before the call: what was asked then is settled.
        check(Some(1), None);
    }
}
