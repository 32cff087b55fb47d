//! A to-do for a manager, and another owner: in the CRM itself, where one can look what was done.

use chrono::TimeDelta;
use plumbline_crm::reading::{Facts, RecordFacts};
use plumbline_domain::ids::CrmId;
use plumbline_domain::sla::EventKind;
use plumbline_hub::connector::{ConnectorError, OwnFacts};
use plumbline_hub::store::{EscalationStore, NoteStore};

use super::world::{Run, World, lead, told};
use crate::fake_crm::{Takes, happened, key, kim};
use crate::harness::start;

const TARGETS: [&str; 2] = ["to_do_for = \"kim\"", "assign_to = \"kim\""];

/// What was done in the CRM: to-dos, and changes of owner.
fn done(world: &World) -> (usize, usize) {
    let writes = &world.crm.writes;
    (writes.to_dos.lock().unwrap().len(), writes.assigned.lock().unwrap().len())
}

fn once(target: &str) -> (usize, usize) {
    if target.starts_with("to_do_for") { (1, 0) } else { (0, 1) }
}

/// What the CRM tells from now on.
fn tells(world: &World, records: Vec<RecordFacts>) {
    let facts = Facts { records, ..Facts::default() };
    world.crm.set_own(Ok(OwnFacts { facts, gone: Vec::new() }));
}

#[tokio::test]
async fn a_manager_gets_one_to_do_on_the_record() {
    let world = World::acting("to_do_for = \"kim\"");
    let run = world.knowing(vec![lead()]).await;
    world.pass(TimeDelta::minutes(60) - TimeDelta::milliseconds(1));
    run.escalator.round().await;
    assert_eq!(done(&world), (0, 0));
    world.pass(TimeDelta::milliseconds(1));
    run.escalator.round().await;
    let (record, user, to_do) = world.crm.writes.to_dos.lock().unwrap()[0].clone();
    assert_eq!((record, user, to_do.summary.as_str()), (key("crm.lead/1"), kim(), "First response overdue"));
    let text = "First response was due Fri 20 Nov 2026, 13:00 UTC, less than a minute ago in business time. Escalated as agreed \
                under “Lead”. [Plumbline ";
    assert!(to_do.note.whole().starts_with(text), "{}", to_do.note.whole());
}

#[tokio::test]
async fn it_is_done_once_however_often_it_is_looked_at_and_whoever_starts_again() {
    for target in TARGETS {
        let world = World::acting(target);
        let (run, other) = (world.knowing(vec![lead()]).await, world.run().await);
        world.pass(TimeDelta::hours(2));
        tokio::join!(run.escalator.round(), other.escalator.round());
        drop((run, other));
        for _ in 0..5 {
            world.run().await.escalator.round().await;
            world.pass(TimeDelta::hours(7));
        }
        assert_eq!((done(&world), world.crm.writes.attempts()), (once(target), 1), "{target}");
    }
}

#[tokio::test]
async fn what_was_being_done_when_the_hub_died_is_looked_for_and_not_done_again() {
    for target in TARGETS {
        let world = World::acting(target);
        world.crm.writes.next.lock().unwrap().push_back(Takes::InSilence);
        let Run { escalator, .. } = world.knowing(vec![lead()]).await;
        world.pass(TimeDelta::hours(2));
        let round = tokio::spawn(async move { escalator.round().await });
        world.crm.writes.arrived.notified().await;
        round.abort();
        assert!(round.await.unwrap_err().is_cancelled());
        // The new owner gave it back before the hub was there again.
        let given = happened(lead(), start() + TimeDelta::hours(2), EventKind::Reassigned { to: Some(kim()) });
        let dana = lead().record.owner;
        tells(&world, vec![happened(given, start() + TimeDelta::hours(2), EventKind::Reassigned { to: dana })]);
        let again = world.run().await;
        again.escalator.round().await;
        assert_eq!(world.crm.writes.attempts(), 1, "{target}: the CRM may still be at it");
        world.pass(TimeDelta::minutes(3));
        again.escalator.round().await;
        assert_eq!(done(&world), once(target), "{target}");
        assert_eq!(again.store.open_escalations().await.unwrap(), [], "{target}");
    }
}

#[tokio::test]
async fn what_was_not_done_yet_when_the_hub_died_is_done_later() {
    for target in TARGETS {
        let world = World::acting(target);
        let run = world.knowing(vec![lead()]).await;
        world.pass(TimeDelta::hours(2));
        assert!(run.store.claim_escalation(&told(), start() + TimeDelta::hours(2)).await.unwrap().is_some());
        drop(run);
        let again = world.run().await;
        again.escalator.round().await;
        assert_eq!(done(&world), (0, 0), "{target}");
        world.pass(TimeDelta::minutes(3));
        again.escalator.round().await;
        assert_eq!(done(&world), once(target), "{target}");
    }
}

#[tokio::test]
async fn what_the_crm_refuses_is_tried_again() {
    for target in TARGETS {
        let world = World::acting(target);
        let no = ConnectorError::NotWritable { crm: "Odoo", model: "crm.lead".into() };
        world.crm.writes.next.lock().unwrap().extend([Takes::Not(no.clone()), Takes::Not(no)]);
        let run = world.knowing(vec![lead()]).await;
        world.pass(TimeDelta::hours(2));
        for minutes in [3, 2, 1, 3] {
            run.escalator.round().await;
            world.pass(TimeDelta::minutes(minutes));
        }
        assert_eq!((done(&world), world.crm.writes.attempts()), (once(target), 3), "{target}");
    }
}

#[tokio::test]
async fn somebody_whom_the_crm_does_not_know_is_looked_for_again() {
    for target in TARGETS {
        let world = World::acting(target);
        let kim = world.crm.users.lock().unwrap().remove("kim").unwrap();
        let run = world.knowing(vec![lead()]).await;
        world.pass(TimeDelta::hours(2));
        run.escalator.round().await;
        assert_eq!((done(&world), world.crm.writes.attempts()), ((0, 0), 0), "{target}");
        world.crm.users.lock().unwrap().insert("kim".into(), kim);
        world.pass(TimeDelta::minutes(1));
        run.escalator.round().await;
        assert_eq!(done(&world), once(target), "{target}");
    }
}

#[tokio::test]
async fn a_new_owner_is_noted_where_the_crm_is_to_be_told() {
    let note = "First response was due Fri 20 Nov 2026, 13:00 UTC, 1 h ago in business time. Escalated as agreed under “Lead”.";
    for (target, write_back, expect) in
        [(TARGETS[0], true, None), (TARGETS[1], true, Some(note)), (TARGETS[1], false, None)]
    {
        let mut world = World::acting(target);
        world.config = world.config.replace("key = ", &format!("write_back = {write_back}\nkey = "));
        let run = world.knowing(vec![lead()]).await;
        world.pass(TimeDelta::hours(2));
        run.escalator.round().await;
        let kept = run.store.claim_note(&CrmId::new("odoo-main"), start() + TimeDelta::hours(2)).await.unwrap();
        assert_eq!(kept.map(|note| note.text).as_deref(), expect, "{target}");
    }
}
