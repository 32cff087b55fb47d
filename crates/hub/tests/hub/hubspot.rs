//! The connector to HubSpot against the simulated one, which knows nothing of it.

mod account;
mod trouble;
mod writing;

use std::sync::Arc;

use plumbline_domain::ids;
use plumbline_domain::record::Role;
use plumbline_hub::clock::Clock;
use plumbline_hub::connector::Connector;
use plumbline_hub::records::keep_fresh;
use plumbline_hub::store::RecordStore;
use plumbline_simcrm::hubspot::kind::ObjectType;
use plumbline_simcrm::hubspot::seed::{Size, demo, large};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use account::{Account, TOKEN};

use crate::harness::{Hub, start};

impl Account {
    pub async fn hub(&self) -> Hub {
        let config = self.config();
        Hub::builder().config(&config).start(|clock| self.connector(&config, &clock).unwrap()).await
    }

    /// The path of the one whose property says so.
    pub fn path(&self, kind: ObjectType, type_id: &str, property: &str, value: &str) -> String {
        let id = self.simulator.read(|portal| {
            let mut live = portal.objects(kind).unwrap().live();
            live.find(|record| record.value(property) == Some(value)).unwrap().id.to_string()
        });
        format!("/v1/records/hubspot/{type_id}/{id}")
    }
}

fn at(view: &Value) -> &str {
    view.as_str().unwrap().trim_end_matches('Z')
}

/// What happened is in the simulator's story of Nordwind, in days before now; now is noon on 20 November.
#[tokio::test]
async fn a_deal_shows_what_was_worked_out_by_hand() {
    let account = Account::serve(demo(start()).unwrap(), start()).await.unwrap();
    let hub = account.hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let path = account.path(ObjectType::Deal, "0-3", "dealname", "Nordwind: three sites");
    let view = dana.get(&path).await.json;
    let record = &view["record"];
    assert_eq!(record["amount"], json!({"minor": 4_800_000, "currency": "EUR"}));
    assert_eq!((&record["company"], &record["stage"]["outcome"]), (&json!("Nordwind Logistik"), &json!("won")));
    assert_eq!(at(&record["closed_at"]), "2026-10-10T12:00:00");

    // Qualified 117.8 days ago and given to Sam 117.7 days ago, who called 43 minutes and 12 seconds later.
    let hand_off = &view["hand_offs"][0];
    assert_eq!(hand_off["title"], "Jana Ellerbek");
    assert_eq!(at(&hand_off["response"]["started_at"]), "2026-07-25T19:12:00");
    let response = &hand_off["response"]["stop"]["response"];
    assert_eq!((at(&response["at"]), &response["by"]), ("2026-07-25T19:55:12", &json!("Sam Dialler")));
    let update = &hand_off["update"]["stop"]["update"];
    assert_eq!((at(&update["at"]), &update["status"]), ("2026-07-27T12:00:00", &json!("Sales qualified lead")));

    // Under the W-shaped model: the first visit began both the journey and the lead, the discovery meeting came before the deal,
    // and the others share a tenth.
    let touches = view["source"]["touches"].as_array().unwrap();
    let credited: Vec<(&str, u64)> = touches
        .iter()
        .map(|touch| {
            (touch["touch"]["channel"].as_str().unwrap(), touch["credit"]["basis_points"].as_u64().unwrap_or(0))
        })
        .collect();
    assert_eq!(credited.iter().map(|(_, points)| points).sum::<u64>(), 10_000);
    assert_eq!(credited[0], ("paid_search", 6_000));
    assert_eq!(credited.iter().filter(|(channel, _)| *channel == "meeting").collect::<Vec<_>>(), [&("meeting", 3_000)]);
    let others = credited.iter().filter(|(_, points)| (1..1_000).contains(points));
    assert_eq!(others.map(|(_, points)| points).sum::<u64>(), 1_000);
    assert_eq!(view["source"]["claim"]["team"], "marketing");
    assert_eq!(account.simulator.limiter().counters.exceeded.values().sum::<u64>(), 0);
}

#[tokio::test]
async fn a_record_needs_few_calls_and_no_more_for_many_contacts_than_their_batches() {
    let account = Account::serve(demo(start()).unwrap(), start()).await.unwrap();
    let hub = account.hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let path = account.path(ObjectType::Deal, "0-3", "dealname", "Nordwind: three sites");
    let calls = || account.simulator.limiter().counters.calls;
    dana.get(&path).await;
    let (first, before) = (calls(), calls());
    hub.pass(chrono::TimeDelta::seconds(20));
    dana.get(&path).await;
    // The token's scopes, owners of both kinds, two kinds of pipeline, and the account.
    assert_eq!(first - (calls() - before), 6);
    assert!(calls() - before <= 10, "{} calls", calls() - before);
}

impl Account {
    /// Does something over the interface, as the hub's own app.
    async fn ask(&self, method: reqwest::Method, path: &str, body: &Value) {
        let asked = reqwest::Client::new().request(method, format!("{}{path}", self.url)).bearer_auth(TOKEN).json(body);
        let answer = asked.send().await.unwrap();
        assert!(answer.status().is_success(), "{path}: {} {}", answer.status(), answer.text().await.unwrap());
    }
}

#[tokio::test]
async fn a_deal_with_500_contacts_takes_no_more_calls_than_their_batches_and_none_for_one_that_is_gone() {
    let account = Account::serve(large(start(), Size { contacts: 500, deals: 1 }).unwrap(), start()).await.unwrap();
    let live =
        |kind| account.simulator.read(|portal| portal.objects(kind).unwrap().live().map(|live| live.id).collect());
    let (contacts, deals): (Vec<u64>, Vec<u64>) = (live(ObjectType::Contact), live(ObjectType::Deal));
    let ends = contacts.iter().map(|id| json!({"from": {"id": deals[0].to_string()}, "to": {"id": id.to_string()}}));
    let inputs = json!({"inputs": ends.collect::<Vec<_>>()});
    account.ask(reqwest::Method::POST, "/crm/v4/associations/deals/contacts/batch/associate/default", &inputs).await;

    let connector = account.connector(&account.config(), &Clock::saying(start)).unwrap();
    let (object, id) = (ids::ObjectType::new("0-3"), ids::RecordId::new(deals[0].to_string()));
    let read = async || {
        let before = account.simulator.limiter().counters.calls;
        let records = connector.read(&object, &id).await.unwrap().facts.records.len();
        (records, account.simulator.limiter().counters.calls - before)
    };
    read().await;
    let (records, calls) = read().await;
    assert_eq!(records, 501);
    // Ten batches of contacts with their histories, four of the engagements on them, and companies; the deal and its contacts.
    assert!(calls <= 20, "{calls} calls");

    account.ask(reqwest::Method::DELETE, &format!("/crm/v3/objects/contacts/{}", contacts[0]), &json!({})).await;
    assert_eq!(read().await.0, 500);
}

/// Sales logs a call with the contact, and the lead is what was handed off.
#[tokio::test]
async fn a_lead_is_answered_by_a_call_with_its_contact_whether_it_is_opened_or_followed() {
    let account = Account::serve(demo(start()).unwrap(), start()).await.unwrap();
    let opened = account.hub().await;
    let path = account.path(ObjectType::Lead, "0-136", "hs_lead_name", "Vera Steinlechner: service");
    let view = opened.enrol("Dana", Role::Rep).await.get(&path).await.json;
    let clock = &view["hand_offs"][0]["response"];
    assert_eq!(at(&clock["started_at"]), "2026-10-17T19:12:00");
    assert_eq!(at(&clock["stop"]["response"]["at"]), "2026-10-20T14:24:00");
    assert_eq!(clock["stop"]["response"]["by"], "Sam Dialler");

    let followed = account.hub().await;
    let connector = account.connector(&account.config(), &followed.clock).unwrap();
    catch_up(&followed, &connector, std::future::pending()).await;
    let key = path.trim_start_matches("/v1/records/").parse().unwrap();
    let [known, expected] = [&followed, &opened].map(|hub| hub.store.facts(&key));
    assert_eq!(known.await.unwrap().unwrap().events, expected.await.unwrap().unwrap().events);
}

/// All that is stored of the records, in their order.
async fn stored(hub: &Hub, account: &Account) -> Vec<String> {
    let mut all = Vec::new();
    for (kind, type_id) in [(ObjectType::Contact, "0-1"), (ObjectType::Deal, "0-3"), (ObjectType::Lead, "0-136")] {
        let ids: Vec<String> = account.simulator.read(|portal| {
            portal.objects(kind).into_iter().flat_map(|objects| objects.live()).map(|r| r.id.to_string()).collect()
        });
        for id in ids {
            let key = format!("hubspot/{type_id}/{id}").parse().unwrap();
            all.push(format!("{:?}", hub.store.facts(&key).await.unwrap()));
        }
    }
    all
}

/// Follows the account until it has read what there was, or `breaks_off` is done.
async fn catch_up(hub: &Hub, connector: &Arc<dyn Connector>, breaks_off: impl Future<Output = ()>) {
    let stop = CancellationToken::new();
    let crm = Arc::clone(connector);
    let every = std::time::Duration::from_secs(3_600);
    let following = keep_fresh(Arc::clone(&hub.records), crm, every, stop.clone());
    tokio::select! {
        () = following => {}
        () = breaks_off => {}
        () = done(hub) => {}
    }
}

async fn done(hub: &Hub) {
    while hub.records.following(&ids::CrmId::new("hubspot")).at.is_none() {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn what_was_there_is_read_whole_however_often_it_breaks_off() {
    let portal = || large(start(), Size { contacts: 2_600, deals: 300 }).unwrap();
    let account = Account::serve(portal(), start()).await.unwrap();
    account.simulator.limiter().limits.ten_seconds = 100_000;
    account.simulator.limiter().limits.searches = 1_000;
    let (whole, broken) = (account.hub().await, account.hub().await);
    let config = account.config();
    let connector = |hub: &Hub| account.connector(&config, &hub.clock).unwrap();
    catch_up(&whole, &connector(&whole), std::future::pending()).await;

    for calls in [7, 40, 90] {
        // After so many calls more the program ends, wherever it is.
        let from = account.simulator.limiter().counters.calls;
        let after = async {
            while account.simulator.limiter().counters.calls < from + calls {
                tokio::task::yield_now().await;
            }
        };
        catch_up(&broken, &connector(&broken), after).await;
    }
    catch_up(&broken, &connector(&broken), std::future::pending()).await;
    let (whole, broken) = (stored(&whole, &account).await, stored(&broken, &account).await);
    assert_eq!(whole.len(), 2_900);
    assert!(whole.iter().all(|facts| facts.starts_with("Some")));
    assert!(whole == broken);
}
