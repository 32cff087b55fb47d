//! `sla explain`, on facts that a hub has stored.

use chrono::TimeDelta;
use plumbline_crm::reading::Facts;
use plumbline_domain::sla::{EventKind, ResponseKind};
use plumbline_hub::store::RecordStore;
use plumbline_hub::store::sqlite::SqliteStore;

use crate::fake_crm::{deal, happened, responded};
use crate::harness::start;
use crate::program::Place;

#[tokio::test]
async fn a_records_clocks_are_explained_step_by_step() {
    let place = Place::new();
    let after = |minutes| start() + TimeDelta::minutes(minutes);
    let waits = || "Waiting on prospect".to_owned();
    let facts = happened(deal("crm.lead/1", start()), after(10), EventKind::Paused { status: waits() });
    let facts = happened(facts, after(24), EventKind::Resumed { status: "Working".into() });
    let facts = happened(
        responded(facts, after(150)),
        after(160),
        EventKind::Responded { by: "Kim".into(), response: ResponseKind::Meeting },
    );
    let facts = happened(facts, after(170), EventKind::HandedOff { to: None });
    let facts = happened(facts, after(180), EventKind::Closed { outcome: plumbline_domain::record::Outcome::Lost });
    let facts = Facts { records: vec![facts], ..Facts::default() };
    let store = SqliteStore::open(&place.path().join("plumbline.db")).await.unwrap();
    store.put_facts(&facts, None, start()).await.unwrap();
    store.close().await;
    insta::assert_snapshot!(place.says(&["sla", "explain", "odoo-main/crm.lead/1"]));
}

#[test]
fn a_record_that_is_not_known_is_named() {
    let place = Place::new();
    assert_eq!(
        place.complains(&["sla", "explain", "odoo-main/crm.lead/9"]),
        "plumbline-hub: the hub has never read odoo-main/crm.lead/9; open it in the CRM once, or mend its name\n"
    );
    assert_eq!(
        place.complains(&["sla", "explain", "lead 9"]),
        "plumbline-hub: 'lead 9' does not name a record; it is written crm/object/id, such as odoo/crm.lead/17\n"
    );
}
