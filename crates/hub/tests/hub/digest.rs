//! The weekly digest.

use std::sync::Arc;

use chrono::TimeDelta;
use plumbline_domain::record::Role;
use plumbline_hub::digest::Digests;
use plumbline_hub::findings::Findings;
use plumbline_hub::store::DigestStore;

use crate::escalation::world::Receiver;
use crate::fake_crm::deal;
use crate::findings::{hub, know, report};
use crate::harness::{Hub, start};

/// The day on which every test starts is a Friday, its noon the time at which the digest is due.
const DUE: &str = "on = \"friday\"\nat = \"12:00\"";

struct World {
    hub: Hub,
    receiver: Receiver,
}

impl World {
    async fn new(more: &str) -> Self {
        let receiver = Receiver::default();
        let url = receiver.listen().await;
        Self { hub: hub(&format!("[digest]\n{DUE}\nurl = \"{url}\"\n{more}")).await, receiver }
    }

    /// As after a restart.
    fn digests(&self) -> Digests {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let Hub { records, settings, store, clock, .. } = &self.hub;
        let findings = Arc::new(Findings::new(Arc::clone(records), settings.final_stages.clone()));
        let digest = settings.digest.clone().unwrap();
        Digests::new(digest, Some("https://hub.example.com".into()), store.clone(), findings, clock.clone()).unwrap()
    }

    /// How many were heard after one more look.
    async fn heard_after(&self, digests: &Digests) -> usize {
        digests.round().await.unwrap();
        self.receiver.heard()
    }
}

#[tokio::test]
async fn each_week_has_one_digest_however_often_it_is_looked() {
    let world = World::new("").await;
    for week in 1..=3 {
        for _ in 0..3 {
            assert_eq!(world.heard_after(&world.digests()).await, week);
        }
        world.hub.pass(TimeDelta::days(7) - TimeDelta::seconds(1));
        assert_eq!(world.heard_after(&world.digests()).await, week);
        world.hub.pass(TimeDelta::seconds(1));
    }
    assert_eq!(world.receiver.keys().len(), 3);
}

#[tokio::test]
async fn what_is_refused_is_tried_again_and_what_may_be_late_by_a_day_is_left_out() {
    let world = World::new("").await;
    world.receiver.answers.lock().unwrap().extend([500]);
    let digests = world.digests();
    assert_eq!(world.heard_after(&digests).await, 1);
    assert_eq!(world.heard_after(&digests).await, 1);
    world.hub.pass(TimeDelta::minutes(1));
    assert_eq!(world.heard_after(&digests).await, 2);
    assert_eq!(world.receiver.keys().len(), 1);
    world.hub.pass(TimeDelta::days(8) + TimeDelta::minutes(1));
    assert_eq!(world.heard_after(&digests).await, 2);
}

#[tokio::test]
async fn one_that_may_have_been_heard_is_not_sent_again() {
    let world = World::new("").await;
    assert!(world.hub.store.claim_digest(start(), start()).await.unwrap().is_some());
    let digests = world.digests();
    digests.own_up().await.unwrap();
    world.hub.pass(TimeDelta::hours(1));
    assert_eq!(world.heard_after(&digests).await, 0);
    assert!(world.hub.store.open_digests().await.unwrap().is_empty());
}

#[tokio::test]
async fn it_says_what_was_found_as_slack_takes_it() {
    let world = World::new("mention = \"<!here>\"").await;
    let mut facts: Vec<_> = (1..=3).map(|number| deal(&format!("crm.lead/{number}"), start())).collect();
    facts[2].record.title = "<!channel> & more".into();
    know(&world.hub, facts).await;
    let dana = world.hub.enrol("Dana", Role::Rep).await;
    for number in 1..=3 {
        report(&dana, number, Some("price"), TimeDelta::minutes(i64::try_from(number).unwrap() - 10)).await;
    }
    assert_eq!(world.heard_after(&world.digests()).await, 1);
    insta::assert_json_snapshot!(world.receiver.last());
}

#[tokio::test]
async fn a_plain_one_has_every_figure_as_a_field() {
    let world = World::new("format = \"plain\"").await;
    assert_eq!(world.heard_after(&world.digests()).await, 1);
    let said = world.receiver.last();
    assert_eq!(
        said["text"],
        "What the field says\n\n0 reports in the last seven days, 0 in the seven before. Nothing stands out."
    );
    assert_eq!(said["findings"]["rising"]["looked_at"], 0);
}
