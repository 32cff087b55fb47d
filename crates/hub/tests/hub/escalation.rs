//! Telling somebody of clocks that ran too far.

mod failures;
mod in_crm;
mod once;
pub mod world;

use chrono::TimeDelta;
use plumbline_crm::reading::Facts;
use plumbline_domain::record::Outcome;
use plumbline_domain::sla::EventKind;
use plumbline_hub::connector::{ConnectorError, OwnFacts};
use serde_json::json;

use crate::fake_crm::{deal, happened, key, responded};
use crate::harness::start;
use world::{LATE, World, lead};

#[tokio::test]
async fn a_clock_that_ran_too_far_is_told_once_however_often_it_is_looked_at() {
    let world = World::new(LATE).await;
    let run = world.knowing(vec![lead()]).await;
    world.pass(TimeDelta::minutes(60) - TimeDelta::milliseconds(1));
    assert_eq!(world.heard_after(&run).await, 0);
    world.pass(TimeDelta::milliseconds(1));
    assert_eq!(world.heard_after(&run).await, 1);
    for _ in 0..50 {
        world.pass(TimeDelta::minutes(37));
        assert_eq!(world.heard_after(&run).await, 1);
    }
    let text = "@lead Deal crm.lead/1 (Dana): First response was due Fri 20 Nov 2026, 13:00 UTC, less than a minute ago in \
                business time. https://odoo.example.com/odoo/crm/1";
    assert_eq!(world.receiver.last(), json!({ "text": text }));
}

#[tokio::test]
async fn each_promise_has_rules_of_its_own() {
    let mut world = World::new(LATE).await;
    world.config = world.config.replace("\"response\"", "\"update\"\nformat = \"plain\"");
    world.config.push_str("[promise.update]\nwithin = \"8h\"\ncalendar = \"Always\"\n");
    let run = world.knowing(vec![responded(deal("crm.lead/1", start()), start())]).await;
    world.pass(TimeDelta::hours(8) - TimeDelta::seconds(1));
    assert_eq!(world.heard_after(&run).await, 0);
    world.pass(TimeDelta::seconds(61));
    assert_eq!(world.heard_after(&run).await, 1);
    let said = world.receiver.last();
    assert_eq!((&said["promise"], &said["overdue_seconds"]), (&json!("update"), &json!(60)));
    let updated = EventKind::Updated { by: "Dana".into(), status: "Qualified".into() };
    run.know(vec![happened(deal("crm.lead/2", start()), start() + TimeDelta::hours(8), updated)]).await;
    assert_eq!(world.heard_after(&run).await, 1);
}

#[tokio::test]
async fn what_was_answered_is_told_to_nobody_even_if_it_was_late() {
    let world = World::new(LATE).await;
    let run = world.knowing(vec![responded(lead(), start())]).await;
    world.pass(TimeDelta::hours(9));
    assert_eq!(world.heard_after(&run).await, 0);
    run.know(vec![responded(deal("crm.lead/2", start()), start() + TimeDelta::hours(3))]).await;
    run.know(vec![happened(
        deal("crm.lead/3", start()),
        start() + TimeDelta::hours(3),
        EventKind::Closed { outcome: Outcome::Lost },
    )])
    .await;
    assert_eq!(world.heard_after(&run).await, 0);
}

#[tokio::test]
async fn what_the_crm_knows_better_is_not_told() {
    let world = World::new(LATE).await;
    let run = world.knowing(vec![lead(), deal("crm.lead/2", start())]).await;
    // The hub was down when one was answered late, and the other deleted.
    world.pass(TimeDelta::hours(9));
    world.crm.set_own(Err(ConnectorError::Unreachable("Odoo")));
    assert_eq!(world.heard_after(&run).await, 0);
    let answered = vec![responded(lead(), start() + TimeDelta::hours(8))];
    let facts = Facts { records: answered, ..Facts::default() };
    world.crm.set_own(Ok(OwnFacts { facts, gone: vec![key("crm.lead/2")] }));
    assert_eq!(world.heard_after(&run).await, 0);
}

#[tokio::test]
async fn a_pause_holds_back_what_was_not_past_the_threshold_before() {
    let world = World::new("used_percent = 75").await;
    let paused = |name, after| {
        let status = "Waiting on prospect".to_owned();
        happened(deal(name, start()), start() + TimeDelta::minutes(after), EventKind::Paused { status })
    };
    let run = world.knowing(vec![paused("crm.lead/1", 89)]).await;
    world.pass(TimeDelta::hours(30));
    assert_eq!(world.heard_after(&run).await, 0);
    run.know(vec![paused("crm.lead/2", 90)]).await;
    assert_eq!(world.heard_after(&run).await, 1);
    let text = "@lead Deal crm.lead/2 (Dana): First response is paused, with 30 min of business time left. \
                https://odoo.example.com/odoo/crm/2";
    assert_eq!(world.receiver.last(), json!({ "text": text }));
}

#[tokio::test]
async fn a_title_calls_nobody_in_slack() {
    let world = World::new(LATE).await;
    let mut named = lead();
    named.record.title = "<!channel> Smith & Sons".into();
    let run = world.knowing(vec![named]).await;
    world.pass(TimeDelta::hours(2));
    assert_eq!(world.heard_after(&run).await, 1);
    let text = world.receiver.last()["text"].as_str().unwrap().to_owned();
    assert!(text.starts_with("@lead &lt;!channel&gt; Smith &amp; Sons (Dana): "), "{text}");
}
