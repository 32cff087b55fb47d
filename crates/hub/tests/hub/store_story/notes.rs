//! Notes for CRMs.

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::ids::CrmId;
use plumbline_hub::store::{NewNote, NoteOutcome, Store};

use crate::fake_crm::key;
use crate::harness::start;

fn later(minutes: i64) -> Instant {
    start() + TimeDelta::minutes(minutes)
}

/// What is claimed at a time: its id and which attempt it is.
async fn claimed(store: &impl Store, at: Instant) -> Option<(String, u32)> {
    let claim = store.claim_note(&CrmId::new("odoo-main"), at).await.unwrap()?;
    Some((claim.id, claim.attempt))
}

pub async fn are_claimed_once_and_in_order(store: &impl Store) {
    let (one, two) = (key("crm.lead/1"), key("crm.lead/2"));
    let add = async |id, record, minutes| {
        store.add_note(NewNote { id, record, text: "Accepted.", at: later(minutes) }).await.unwrap();
    };
    // Told in another order than they happened; the second time changes nothing.
    for (id, record, minutes) in [("b", &one, 1), ("a", &one, 0), ("c", &two, 2), ("a", &two, 5)] {
        add(id, record, minutes).await;
    }
    assert_eq!(store.claim_note(&CrmId::new("other"), later(9)).await.unwrap(), None);
    let claim = async |minutes| claimed(store, later(minutes)).await;
    assert_eq!(claim(9).await, Some(("a".into(), 1)));
    // What happened to the same record afterwards waits for it; what happened to another does not.
    assert_eq!(claim(9).await, Some(("c".into(), 1)));
    assert_eq!(claim(9).await, None);
    store.release_note("a", later(20)).await.unwrap();
    assert_eq!(claim(19).await, None);
    assert_eq!(claim(20).await, Some(("a".into(), 2)));
    store.settle_note("a", NoteOutcome::Left).await.unwrap();
    store.release_note("a", later(20)).await.unwrap();
    assert_eq!(claim(20).await, Some(("b".into(), 1)));
    store.settle_note("b", NoteOutcome::GivenUp).await.unwrap();
    assert_eq!(claim(99).await, None);
}

pub async fn the_one_that_was_being_left_comes_back(store: &impl Store) {
    assert_eq!(store.release_lost_notes(later(99)).await.unwrap(), 1);
    assert_eq!(store.release_lost_notes(later(99)).await.unwrap(), 0);
    assert_eq!(claimed(store, later(98)).await, None);
    assert_eq!(claimed(store, later(99)).await, Some(("c".into(), 2)));
}
