//! Webhooks that refuse, are away or say nothing.

use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use plumbline_hub::store::{Claim, EscalationStore};
use tokio::net::TcpListener;

use super::world::{LATE, Receiver, World, lead, told};
use crate::fake_crm::deal;
use crate::harness::start;

#[tokio::test]
async fn what_was_refused_is_tried_again_until_it_is_taken() {
    let world = World::new(LATE).await;
    world.receiver.answers.lock().unwrap().extend([500, 302, 200]);
    let run = world.knowing(vec![lead()]).await;
    world.pass(TimeDelta::hours(2));
    assert_eq!(world.heard_after(&run).await, 1);
    world.pass(TimeDelta::seconds(59));
    assert_eq!(world.heard_after(&run).await, 1);
    world.pass(TimeDelta::seconds(1));
    assert_eq!(world.heard_after(&run).await, 2);
    world.pass(TimeDelta::seconds(119));
    // A restart does not shorten the wait.
    let run = world.run().await;
    assert_eq!(world.heard_after(&run).await, 2);
    world.pass(TimeDelta::seconds(1));
    for _ in 0..5 {
        assert_eq!(world.heard_after(&run).await, 3);
        world.pass(TimeDelta::hours(1));
    }
    assert_eq!(world.receiver.keys().len(), 1, "every attempt at one message has one key");
}

#[tokio::test]
async fn what_is_refused_for_a_day_is_given_up() {
    let world = World::new(LATE).await;
    world.receiver.answers.lock().unwrap().extend([503; 99]);
    let run = world.knowing(vec![lead()]).await;
    world.pass(TimeDelta::hours(2));
    for _ in 0..200 {
        run.escalator.round().await;
        world.pass(TimeDelta::minutes(15));
    }
    assert_eq!(world.receiver.heard(), 28);
    assert_eq!(run.store.claim_escalation(&told(), start() + TimeDelta::days(9)).await.unwrap(), None);
}

#[tokio::test]
async fn a_webhook_that_fails_is_not_asked_about_the_next_record_at_once() {
    let world = World::new(LATE).await;
    world.receiver.answers.lock().unwrap().extend([500]);
    let run = world.knowing(vec![lead(), deal("crm.lead/2", start())]).await;
    world.pass(TimeDelta::hours(4));
    assert_eq!(world.heard_after(&run).await, 1);
    world.pass(TimeDelta::minutes(1));
    assert_eq!(world.heard_after(&run).await, 3);
}

#[tokio::test]
async fn a_webhook_that_is_not_there_is_tried_again() {
    let world = World::telling("http://127.0.0.1:1/hook", LATE, Receiver::default());
    let run = world.knowing(vec![lead()]).await;
    world.pass(TimeDelta::hours(2));
    run.escalator.round().await;
    let later = start() + TimeDelta::hours(3);
    let claim = run.store.claim_escalation(&told(), later).await.unwrap();
    assert_eq!(claim, Some(Claim { attempt: 2, first_at: start() + TimeDelta::hours(2) }));
}

#[tokio::test]
async fn what_may_have_been_heard_is_not_told_again() {
    // It takes the message and hangs up.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let calls = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&calls);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            stream.readable().await.unwrap();
            let _ = stream.try_read(&mut [0; 9_999]);
            *counted.lock().unwrap() += 1;
        }
    });
    let world = World::telling(&url, LATE, Receiver::default());
    let run = world.knowing(vec![lead()]).await;
    world.pass(TimeDelta::hours(2));
    for _ in 0..5 {
        run.escalator.round().await;
        world.pass(TimeDelta::hours(1));
    }
    world.run().await.escalator.round().await;
    assert_eq!(*calls.lock().unwrap(), 1);
}
