//! Never twice, whoever dies, starts again or looks at the same time.

use chrono::TimeDelta;
use plumbline_domain::sla::EventKind;
use plumbline_hub::store::EscalationStore;

use super::world::{LATE, Run, SILENCE, World, lead, told};
use crate::fake_crm::{deal, happened};
use crate::harness::start;

#[tokio::test]
async fn a_hub_that_starts_again_tells_nothing_again() {
    let world = World::new(LATE).await;
    let run = world.knowing(vec![lead()]).await;
    world.pass(TimeDelta::hours(2));
    assert_eq!(world.heard_after(&run).await, 1);
    run.store.close().await;
    drop(run);
    let again = world.run().await;
    for _ in 0..3 {
        world.pass(TimeDelta::minutes(5));
        assert_eq!(world.heard_after(&again).await, 1);
    }
    // What crosses later is told by the hub that runs then, and a new hand-off of the same record too.
    let new = happened(lead(), start() + TimeDelta::hours(2), EventKind::HandedOff { to: None });
    again.know(vec![new, deal("crm.lead/2", start())]).await;
    assert_eq!(world.heard_after(&again).await, 2);
    world.pass(TimeDelta::hours(2));
    assert_eq!(world.heard_after(&again).await, 3);
    assert_eq!(world.receiver.keys().len(), 3);
}

#[tokio::test]
async fn of_two_who_look_at_once_one_tells() {
    let world = World::new(LATE).await;
    let deals = (1..=25).map(|id| deal(&format!("crm.lead/{id}"), start())).collect();
    let (one, other) = (world.knowing(deals).await, world.run().await);
    world.pass(TimeDelta::hours(3));
    for _ in 0..5 {
        tokio::join!(one.escalator.round(), other.escalator.round());
    }
    assert_eq!((world.receiver.heard(), world.receiver.keys().len()), (25, 25));
}

#[tokio::test]
async fn what_was_being_told_when_the_hub_died_is_not_told_again() {
    let world = World::new(LATE).await;
    let run = world.knowing(vec![lead()]).await;
    world.pass(TimeDelta::hours(2));
    assert!(run.store.claim_escalation(&told(), start()).await.unwrap().is_some());
    drop(run);
    let again = world.run().await;
    for _ in 0..3 {
        world.pass(TimeDelta::days(1));
        assert_eq!(world.heard_after(&again).await, 0);
    }
    assert_eq!(again.store.open_escalations().await.unwrap(), [], "it was owned up to at the start");
}

#[tokio::test]
async fn a_hub_that_dies_before_it_hears_the_answer_does_not_tell_again() {
    let world = World::new(LATE).await;
    world.receiver.answers.lock().unwrap().push_back(SILENCE);
    let Run { escalator, .. } = world.knowing(vec![lead()]).await;
    world.pass(TimeDelta::hours(2));
    let round = tokio::spawn(async move { escalator.round().await });
    world.receiver.arrived.notified().await;
    round.abort();
    assert!(round.await.unwrap_err().is_cancelled());
    let again = world.run().await;
    for _ in 0..3 {
        world.pass(TimeDelta::hours(1));
        assert_eq!(world.heard_after(&again).await, 1);
    }
}

#[tokio::test]
async fn it_goes_round_until_it_is_stopped() {
    let world = World::new(LATE).await;
    let Run { escalator, stop, store, .. } = world.knowing(vec![lead()]).await;
    world.pass(TimeDelta::hours(2));
    let running = tokio::spawn(escalator.run());
    world.receiver.arrived.notified().await;
    stop.cancel();
    running.await.unwrap();
    // What was under way was brought to its end.
    assert_eq!(store.open_escalations().await.unwrap(), []);
    assert_eq!(world.receiver.heard(), 1);
}
