//! CRMs that are away, refuse or say nothing, and hubs that die.

use chrono::TimeDelta;
use plumbline_domain::ids::CrmId;
use plumbline_hub::connector::ConnectorError;
use plumbline_hub::store::NoteStore;

use super::world::{Run, World};
use crate::fake_crm::Takes;

const AWAY: ConnectorError = ConnectorError::Unreachable("Odoo");

async fn rounds_after(world: &World, run: &Run, minutes: &[i64]) {
    for minutes in minutes {
        world.pass(TimeDelta::minutes(*minutes));
        run.worker.round().await;
    }
}

#[tokio::test]
async fn a_hub_that_dies_before_it_hears_the_answer_finds_the_note() {
    let world = World::new().await;
    world.crm.writes.next.lock().unwrap().push_back(Takes::InSilence);
    let run = world.run().await;
    run.decide("crm.lead/1", "a", "Accepted.", world.now()).await;
    let Run { worker, .. } = run;
    let round = tokio::spawn(async move { worker.round().await });
    world.crm.writes.arrived.notified().await;
    round.abort();
    assert!(round.await.unwrap_err().is_cancelled());
    let again = world.run().await;
    rounds_after(&world, &again, &[0, 1, 1]).await;
    assert_eq!(world.crm.writes.attempts(), 1, "the CRM may still be at it");
    rounds_after(&world, &again, &[1, 60, 60]).await;
    assert_eq!((world.crm.writes.said().len(), world.crm.writes.attempts()), (1, 2));
}

#[tokio::test]
async fn a_hub_that_dies_before_it_wrote_writes_later() {
    let world = World::new().await;
    let run = world.run().await;
    run.decide("crm.lead/1", "a", "Accepted.", world.now()).await;
    assert!(run.store.claim_note(&CrmId::new("odoo-main"), world.now()).await.unwrap().is_some());
    drop(run);
    let again = world.run().await;
    rounds_after(&world, &again, &[2]).await;
    assert_eq!(world.crm.writes.attempts(), 0);
    rounds_after(&world, &again, &[1, 9]).await;
    assert_eq!((world.crm.writes.said().len(), world.crm.writes.attempts()), (1, 1));
}

#[tokio::test]
async fn an_answer_that_got_lost_makes_no_second_note() {
    let world = World::new().await;
    let lost = ConnectorError::Timeout { crm: "Odoo", within: std::time::Duration::from_secs(10) };
    world.crm.writes.next.lock().unwrap().push_back(Takes::ButFails(lost));
    let run = world.run().await;
    run.decide("crm.lead/1", "a", "Accepted.", world.now()).await;
    rounds_after(&world, &run, &[0, 3, 60]).await;
    assert_eq!((world.crm.writes.said().len(), world.crm.writes.attempts()), (1, 2));
}

#[tokio::test]
async fn notes_wait_for_a_crm_that_is_away_and_keep_their_order() {
    let world = World::new().await;
    world.crm.writes.next.lock().unwrap().extend([Takes::Not(AWAY), Takes::Not(AWAY)]);
    let run = world.run().await;
    run.decide("crm.lead/1", "a", "Accepted.", world.now()).await;
    rounds_after(&world, &run, &[0]).await;
    run.decide("crm.lead/1", "b", "Rejected.", world.now() + TimeDelta::seconds(1)).await;
    run.decide("crm.lead/2", "c", "Accepted.", world.now() + TimeDelta::seconds(2)).await;
    // The CRM is left alone for a minute, and of a record the earlier note comes first.
    rounds_after(&world, &run, &[0]).await;
    assert_eq!(world.crm.writes.attempts(), 1);
    rounds_after(&world, &run, &[1]).await;
    assert_eq!((world.crm.writes.said().len(), world.crm.writes.attempts()), (0, 2));
    rounds_after(&world, &run, &[2, 1]).await;
    let one = |words| format!("odoo-main/crm.lead/1: {words}");
    assert_eq!(
        world.crm.writes.said(),
        [one("Accepted."), one("Rejected."), "odoo-main/crm.lead/2: Accepted.".to_owned()]
    );
}

#[tokio::test]
async fn what_is_refused_for_a_week_is_given_up() {
    let world = World::new().await;
    let no = || ConnectorError::NotWritable { crm: "Odoo", model: "crm.lead".into() };
    world.crm.writes.next.lock().unwrap().extend(std::iter::repeat_with(|| Takes::Not(no())).take(999));
    let run = world.run().await;
    run.decide("crm.lead/1", "a", "Accepted.", world.now()).await;
    rounds_after(&world, &run, &[60; 24 * 9]).await;
    let tried = world.crm.writes.attempts();
    assert!((160..=168).contains(&tried), "{tried}");
    world.crm.writes.next.lock().unwrap().clear();
    rounds_after(&world, &run, &[60; 24]).await;
    assert_eq!((world.crm.writes.said().len(), world.crm.writes.attempts()), (0, tried));
}

#[tokio::test]
async fn a_record_that_is_gone_keeps_nothing_back() {
    let world = World::new().await;
    world.crm.writes.next.lock().unwrap().push_back(Takes::Not(ConnectorError::NoSuchRecord));
    let run = world.run().await;
    run.decide("crm.lead/1", "a", "Accepted.", world.now()).await;
    run.decide("crm.lead/2", "b", "Accepted.", world.now() + TimeDelta::seconds(1)).await;
    rounds_after(&world, &run, &[1, 60]).await;
    assert_eq!(world.crm.writes.said(), ["odoo-main/crm.lead/2: Accepted."]);
    assert_eq!(world.crm.writes.attempts(), 2);
}
