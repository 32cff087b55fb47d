//! Whatever is done to an account, what is true of every account stays true.

use std::sync::Arc;

use plumbline_simcrm::clock::Instant;
use plumbline_simcrm::hubspot::kind::ObjectType::{self, Call, Company, Contact, Deal};
use plumbline_simcrm::hubspot::portal::{Act, Key, Portal, Values};
use plumbline_simcrm::hubspot::record::{Record, Source};
use proptest::collection::vec;
use proptest::prelude::*;

/// Something that is done, to objects that are named by their place in the order in which they came to be.
#[derive(Debug, Clone, Copy)]
enum Step {
    Create(ObjectType),
    Associate(usize, usize),
    AssociatePrimary(usize, usize),
    Dissociate(usize, usize),
    Archive(usize),
    Restore(usize),
    Purge(usize),
    Merge(usize, usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let place = 0..40_usize;
    let kind = prop_oneof![Just(Contact), Just(Company), Just(Deal), Just(Call)];
    let two = (place.clone(), place.clone());
    let step = prop_oneof![
        4 => kind.prop_map(Step::Create),
        6 => two.clone().prop_map(|(one, other)| Step::Associate(one, other)),
        2 => two.clone().prop_map(|(one, other)| Step::AssociatePrimary(one, other)),
        2 => two.clone().prop_map(|(one, other)| Step::Dissociate(one, other)),
        1 => place.clone().prop_map(Step::Archive),
        1 => place.clone().prop_map(Step::Restore),
        1 => place.prop_map(Step::Purge),
        1 => two.prop_map(|(one, other)| Step::Merge(one, other)),
    ];
    vec(step, 1..120)
}

fn act() -> Act {
    Act { at: Instant::UNIX_EPOCH, source: Arc::new(Source { kind: "INTEGRATION", id: None, user: None }) }
}

/// Does it, or has it refused: either may come of steps made at random.
fn run(portal: &mut Portal, keys: &mut Vec<Key>, step: Step) {
    let act = act();
    let key = |place: usize| keys.get(place % keys.len().max(1)).copied();
    let pair = |one, other| key(one).zip(key(other)).filter(|(one, other)| one != other);
    match step {
        Step::Create(kind) => keys.extend(portal.create(kind, &Values::new(), &act)),
        Step::Associate(one, other) => _ = pair(one, other).map(|(from, to)| portal.associate(from, to, &[], &act)),
        Step::AssociatePrimary(one, other) => {
            _ = pair(one, other).map(|(from, to)| portal.associate(from, to, &[(None, 1)], &act));
        }
        Step::Dissociate(one, other) => _ = pair(one, other).map(|(from, to)| portal.dissociate(from, to, None, &act)),
        Step::Archive(one) => _ = key(one).map(|key| portal.archive(key, &act)),
        Step::Restore(one) => _ = key(one).map(|key| portal.restore(key, &act)),
        Step::Purge(one) => _ = key(one).map(|key| portal.purge(key, &act)),
        Step::Merge(one, other) => {
            let same = pair(one, other).filter(|(one, other)| one.kind == other.kind);
            let merged = same.and_then(|(one, other)| portal.merge(one, other, &act).ok());
            keys.extend(merged);
        }
    }
}

fn all(portal: &Portal) -> impl Iterator<Item = (ObjectType, &Record)> {
    let of =
        |kind| portal.objects(kind).into_iter().flat_map(move |objects| objects.from(0).map(move |one| (kind, one)));
    ObjectType::ALL.into_iter().flat_map(of)
}

proptest! {
    #[test]
    fn associations_hold_at_both_ends(steps in steps()) {
        let (mut portal, mut keys) = (Portal::default(), Vec::new());
        for step in steps {
            run(&mut portal, &mut keys, step);
        }
        for (kind, record) in all(&portal) {
            prop_assert!(record.archived.is_none() || record.all_links().is_empty(), "{kind} {}", record.id);
            for link in record.all_links() {
                let other = portal.find(Key { kind: link.kind, id: link.to }, false);
                let back = other.into_iter().flat_map(|other| other.links(kind)).find(|back| back.to == record.id);
                let mut types = back.map(|back| back.types.clone()).unwrap_or_default();
                let find = |id: &u32| portal.association_types.find(kind, link.kind, None, *id).map(|kind| kind.inverse);
                let mut expected: Vec<_> = link.types.iter().filter_map(find).collect();
                types.sort_unstable();
                expected.sort_unstable();
                prop_assert_eq!(types, expected, "{} {} to {:?}", kind, record.id, link);
            }
        }
    }

    #[test]
    fn what_is_counted_is_what_there_is(steps in steps()) {
        let (mut portal, mut keys) = (Portal::default(), Vec::new());
        for step in steps {
            run(&mut portal, &mut keys, step);
        }
        for (_, deal) in all(&portal).filter(|(kind, record)| *kind == Deal && record.archived.is_none()) {
            let counted = deal.value("num_associated_contacts").unwrap_or("0");
            prop_assert_eq!(counted, deal.links(Contact).len().to_string());
        }
    }

    #[test]
    fn whoever_was_merged_is_found_as_who_they_became(steps in steps()) {
        let (mut portal, mut keys) = (Portal::default(), Vec::new());
        for step in steps {
            run(&mut portal, &mut keys, step);
        }
        for (kind, record) in all(&portal) {
            let merged = record.some("hs_merged_object_ids").unwrap_or_default().split(';').filter(|id| !id.is_empty());
            for id in merged {
                let key = Key { kind, id: id.parse().unwrap() };
                prop_assert_eq!(portal.find(key, record.archived.is_some()).map(|found| found.id), Some(record.id));
            }
        }
    }
}
