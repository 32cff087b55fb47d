//! What marketing keeps, and what it does with objections as a whole.

use chrono::TimeDelta;
use plumbline_domain::record::Role;
use serde_json::{Value, json};

use crate::fake_crm::{FakeCrm, deal};
use crate::harness::{Answer, Client, Hub, start};

const PRICE: &str = "/v1/objections/price";

/// A hub with two deals of 5,000 euros that were read.
async fn hub() -> Hub {
    let crm = FakeCrm::new();
    for id in ["crm.lead/1", "crm.lead/2"] {
        crm.answer(id, vec![deal(id, start())]);
    }
    let hub = Hub::builder().start(|_| crm).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    for id in [1, 2] {
        dana.get(&format!("/v1/records/odoo-main/crm.lead/{id}")).await;
    }
    hub
}

fn id(n: u32) -> String {
    format!("00000000-0000-4000-8000-{n:012}")
}

async fn report(client: &Client<'_>, n: u32, record: u32, change: Value) {
    let mut report = json!({
        "id": id(n), "revision": 1, "record": format!("odoo-main/crm.lead/{record}"), "objection": "price",
        "heard_at": "2026-11-20T11:00:00Z", "words": null, "severity": null, "competitor": null, "withdrawn": false,
    });
    report.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
    let answer = client.post("/v1/reports", &report).await;
    assert_eq!(answer.status, 200, "{}", answer.json);
}

fn objection(id: &str, name: &str) -> Value {
    json!({
        "id": id, "name": name, "phrases": ["costs too much"], "stages": [], "competitors": [], "segments": [], "owner": null,
    })
}

async fn put(client: &Client<'_>, objection: &Value, seen_version: Value) -> Answer {
    let path = format!("/v1/objections/{}", objection["id"].as_str().unwrap());
    client.put(&path, &json!({"objection": objection, "seen_version": seen_version})).await
}

/// The ids of what a list has under `kept`.
fn ids(list: &Value, kept: &str) -> Vec<String> {
    list.as_array().unwrap().iter().map(|entry| entry[kept]["id"].as_str().unwrap().to_owned()).collect()
}

async fn inbox(client: &Client<'_>, query: &str) -> Vec<String> {
    let answer = client.get(&format!("/v1/inbox?{query}")).await;
    assert_eq!(answer.status, 200, "{query}: {}", answer.json);
    let reports = answer.json["reports"].as_array().unwrap().clone();
    reports.iter().map(|entry| entry["report"]["report"]["id"].as_str().unwrap()[34..].to_owned()).collect()
}

#[tokio::test]
async fn of_two_who_edit_the_second_is_told() {
    let hub = hub().await;
    let (mo, ann) = (hub.enrol("Mo", Role::Marketer).await, hub.enrol("Ann", Role::Marketer).await);
    let first = put(&ann, &objection("price", "Costs too much"), json!(1)).await;
    assert_eq!((first.status.as_u16(), &first.json["version"]), (200, &json!(2)));
    let second = put(&mo, &objection("price", "Pricey"), json!(1)).await;
    second.must_be(409, "invalid", "Ann changed this in the meantime.");
    assert_eq!(second.json["current"]["objection"]["name"], "Costs too much");
    // The first answer was lost, and the request comes again.
    assert_eq!(put(&ann, &objection("price", "Costs too much"), json!(1)).await.json["version"], 2);
    let new = put(&mo, &objection("trust", "Who are you?"), Value::Null).await;
    assert_eq!((new.status.as_u16(), &new.json["version"]), (200, &json!(1)));
    put(&ann, &objection("trust", "Other"), Value::Null).await.must_be(
        409,
        "invalid",
        "Mo changed this in the meantime.",
    );
    let history = mo.get(PRICE).await.json["changes"].clone();
    assert_eq!(history[0]["kind"], "edited");
    assert_eq!(history[0]["fields"], json!(["name", "phrases"]));
    assert_eq!((&history[0]["by"], &history[1]["kind"]), (&json!("Ann"), &json!("added")));
}

#[tokio::test]
async fn wrong_fields_are_named_and_reps_change_nothing() {
    let hub = hub().await;
    let (mo, dana) = (hub.enrol("Mo", Role::Marketer).await, hub.enrol("Dana", Role::Rep).await);
    put(&mo, &objection("trust", " "), Value::Null).await.must_be(400, "invalid", "field name: is empty");
    let mut content =
        json!({"id": "cost", "title": "Cost", "kind": "document", "url": "javascript:alert(1)", "answers": ["price"]});
    let message = "field url: 'javascript:alert(1)' does not start with https:// or http://";
    let request = |content: &Value| json!({"content": content, "seen_version": 1});
    mo.put("/v1/content/cost", &request(&content)).await.must_be(400, "invalid", message);
    content["url"] = json!("https://content.example.com/cost");
    mo.put("/v1/content/other", &request(&content)).await.must_be(
        400,
        "invalid",
        "content.id: 'cost' is not the 'other' of the address",
    );
    content["answers"] = json!(["nothing"]);
    mo.put("/v1/content/cost", &request(&content)).await.must_be(
        400,
        "invalid",
        "field answers: there is no objection 'nothing'",
    );
    let message = "This page is for marketing. Whoever runs the hub can invite you with that role.";
    put(&dana, &objection("price", "Free"), json!(1)).await.must_be(403, "forbidden", message);
    dana.put("/v1/content/cost", &request(&content)).await.must_be(403, "forbidden", message);
    dana.get(PRICE).await.must_be(403, "forbidden", message);
    dana.get("/v1/board").await.must_be(403, "forbidden", message);
    dana.post(&format!("{PRICE}/merge"), &json!({"into": "security", "seen_version": 1})).await.must_be(
        403,
        "forbidden",
        message,
    );
    dana.post("/v1/reports/handling", &json!({"reports": [], "action": "start"})).await.must_be(
        403,
        "forbidden",
        message,
    );
    dana.get("/v1/library/export?kind=content&format=csv").await.must_be(403, "forbidden", message);
}

#[tokio::test]
async fn what_is_taken_out_is_offered_to_nobody_and_comes_back() {
    let hub = hub().await;
    let (mo, dana) = (hub.enrol("Mo", Role::Marketer).await, hub.enrol("Dana", Role::Rep).await);
    report(&dana, 1, 1, json!({})).await;
    let offered = async || dana.get("/v1/records/odoo-main/crm.lead/1").await.json["content"].as_array().unwrap().len();
    assert_eq!(offered().await, 1);
    let content = mo.get("/v1/content").await.json["content"][0]["content"].clone();
    let put = async |is_retired: bool, version: u32| {
        let request = json!({"content": content, "is_retired": is_retired, "seen_version": version});
        assert_eq!(mo.put("/v1/content/cost", &request).await.status, 200);
        offered().await
    };
    assert_eq!(put(true, 1).await, 0);
    assert_eq!(mo.get("/v1/content").await.json["content"], json!([]));
    let all = mo.get("/v1/content?all=true").await.json["content"].clone();
    assert_eq!((ids(&all, "content"), &all[0]["is_retired"]), (vec!["cost".to_owned()], &json!(true)));
    assert_eq!(put(false, 2).await, 1);
    let kinds = mo.get("/v1/content/cost/changes").await.json["changes"].clone();
    assert_eq!([&kinds[0]["kind"], &kinds[1]["kind"], &kinds[2]["kind"]], ["restored", "retired", "added"]);
}

#[tokio::test]
async fn a_merge_counts_together_and_comes_apart_without_loss() {
    let hub = hub().await;
    let (mo, dana) = (hub.enrol("Mo", Role::Marketer).await, hub.enrol("Dana", Role::Rep).await);
    report(&dana, 1, 1, json!({})).await;
    report(&dana, 2, 1, json!({"objection": "security"})).await;
    let merge = async |id: &str, into: Value, version: u32| {
        mo.post(&format!("/v1/objections/{id}/merge"), &json!({"into": into, "seen_version": version})).await
    };
    merge("price", json!("price"), 1).await.must_be(
        400,
        "invalid",
        "into: 'price' cannot be merged into itself; choose another objection",
    );
    merge("price", json!("nothing"), 1).await.must_be(404, "not_found", "into: there is none called 'nothing'");
    assert_eq!(merge("security", json!("price"), 1).await.json["merged_into"], "price");
    merge("price", json!("security"), 1).await.must_be(
        400,
        "invalid",
        "into: 'security' is a part of 'price' already; take that merge back first",
    );
    let page = mo.get(PRICE).await.json;
    assert_eq!((&page["heard"]["reports"], &page["parts"][0]["objection"]["id"]), (&json!(2), &json!("security")));
    assert_eq!(page["heard"]["revenue_at_stake"][0]["minor"], 500_000);
    let listed =
        async |query: &str| ids(&mo.get(&format!("/v1/objections{query}")).await.json["objections"], "objection");
    assert_eq!(
        (listed("").await, listed("?all=true").await),
        (vec!["price".to_owned()], vec!["security".to_owned(), "price".to_owned()])
    );
    let seen = dana.get("/v1/records/odoo-main/crm.lead/1").await.json;
    assert_eq!(seen["objections"].as_array().unwrap().len(), 1);
    assert!(seen["reports"].as_array().unwrap().iter().all(|report| report["objection"] == "Too expensive"));
    // One that is reported in the meantime counts as the whole too.
    report(&dana, 3, 2, json!({"objection": "security"})).await;
    assert_eq!(inbox(&mo, "objection=price").await, ["01", "02", "03"]);
    assert_eq!(merge("security", Value::Null, 2).await.json["merged_into"], Value::Null);
    assert_eq!(inbox(&mo, "objection=price").await, ["01"]);
    assert_eq!(inbox(&mo, "objection=security").await, ["02", "03"]);
    let told: Vec<Value> =
        mo.get(PRICE).await.json["changes"].as_array().unwrap().iter().map(|change| change["kind"].clone()).collect();
    assert_eq!(told, ["released", "absorbed", "added"]);
}

#[tokio::test]
async fn a_deal_with_two_objections_is_shared_and_counts_once() {
    let hub = hub().await;
    let (mo, dana) = (hub.enrol("Mo", Role::Marketer).await, hub.enrol("Dana", Role::Rep).await);
    report(&dana, 1, 1, json!({})).await;
    report(&dana, 2, 1, json!({})).await;
    report(&dana, 3, 1, json!({"objection": "security"})).await;
    report(&dana, 4, 2, json!({"objection": null, "words": "no carrier pigeons"})).await;
    let board = mo.get("/v1/board").await.json;
    assert_eq!((&board["open_deals"], &board["unknown"]), (&json!(1), &json!(1)));
    assert_eq!(board["revenue_at_stake"][0]["minor"], 500_000);
    let cards = board["columns"][0]["objections"].as_array().unwrap();
    let shares: Vec<_> = cards.iter().map(|card| &card["heard"]["revenue_at_stake"][0]["minor"]).collect();
    assert_eq!(shares, [250_000, 250_000]);
    let page = mo.get(PRICE).await.json;
    assert_eq!((&page["deals"][0]["reports"], &page["deals"][0]["objections"]), (&json!(2), &json!(2)));
    assert_eq!(page["deals"][0]["share"]["minor"], 250_000);
    assert_eq!(page["reporters"], json!([{"name": "Dana", "reports": 2}]));
    assert_eq!(page["heard"]["weeks"].as_array().unwrap().last().unwrap(), 2);
}

#[tokio::test]
async fn an_answer_to_an_objection_is_told_to_all_who_reported_it_and_can_be_taken_back() {
    let hub = hub().await;
    let (mo, dana) = (hub.enrol("Mo", Role::Marketer).await, hub.enrol("Dana", Role::Rep).await);
    let sam = hub.enrol("Sam", Role::Rep).await;
    report(&dana, 1, 1, json!({})).await;
    report(&sam, 2, 2, json!({})).await;
    report(&sam, 3, 2, json!({"objection": "security"})).await;
    let answered =
        async |client: &Client<'_>| client.get("/v1/attention").await.json["answered"].as_array().unwrap().len();
    let handle = async |action: Value, version: u32| {
        let mut request = json!({"seen_version": version});
        request.as_object_mut().unwrap().extend(action.as_object().unwrap().clone());
        mo.post(&format!("{PRICE}/handling"), &request).await
    };
    // What was answered by itself stays as it is.
    let own = format!("/v1/reports/{}/handling", id(2));
    mo.post(&own, &json!({"action": "decline", "reason": "Not for you"})).await;
    hub.pass(TimeDelta::minutes(1));
    assert_eq!(handle(json!({"action": "start"}), 1).await.json["version"], 2);
    let done = handle(json!({"action": "answer", "content": "cost", "words": "Page 2"}), 2).await;
    assert_eq!(done.json["handling"]["answered"]["by"], "Mo");
    assert_eq!((answered(&dana).await, answered(&sam).await), (1, 1));
    let seen = sam.get("/v1/records/odoo-main/crm.lead/2").await.json;
    let handlings: Vec<_> = seen["reports"].as_array().unwrap().iter().map(|report| &report["handling"]).collect();
    assert_eq!((handlings[0]["declined"]["reason"].as_str(), handlings[1]), (Some("Not for you"), &json!("new")));
    let refused = handle(json!({"action": "acknowledge"}), 2).await;
    refused.must_be(409, "invalid", "Mo changed this in the meantime.");
    hub.pass(TimeDelta::minutes(1));
    assert_eq!(handle(json!({"action": "reopen"}), 3).await.json["handling"], "new");
    assert_eq!(inbox(&mo, "status=new").await, ["01", "03"]);
    assert_eq!(inbox(&mo, "status=declined").await, ["02"]);
    let change = mo.get(PRICE).await.json["changes"][1].clone();
    assert_eq!((&change["kind"], &change["reports"]), (&json!("handled"), &json!(1)));
}

#[tokio::test]
async fn many_are_handled_at_once_each_on_its_own() {
    let hub = hub().await;
    let (mo, ann, dana) = (
        hub.enrol("Mo", Role::Marketer).await,
        hub.enrol("Ann", Role::Marketer).await,
        hub.enrol("Dana", Role::Rep).await,
    );
    for n in 1..=3 {
        report(&dana, n, 1, json!({})).await;
    }
    ann.post(&format!("/v1/reports/{}/handling", id(2)), &json!({"action": "acknowledge"})).await;
    let seen: Vec<Value> = [1, 2, 9].map(|n| json!({"id": id(n), "seen_at": null})).into();
    let became = mo.post("/v1/reports/handling", &json!({"reports": seen, "action": "start"})).await.json;
    let ids = |list: &str| {
        became[list].as_array().unwrap().iter().map(|view| view["report"]["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((ids("done"), ids("conflicts")), (vec![json!(id(1))], vec![json!(id(2))]));
    assert_eq!(became["missing"], json!([id(9)]));
    assert_eq!(became["conflicts"][0]["handling"]["acknowledged"]["by"], "Ann");
    let many: Vec<Value> = (0..501).map(|n| json!({"id": id(n), "seen_at": null})).collect();
    let message = "reports: 501 are more than 500 at once; choose fewer";
    mo.post("/v1/reports/handling", &json!({"reports": many, "action": "start"}))
        .await
        .must_be(400, "invalid", message);
}

#[tokio::test]
async fn marketing_files_what_the_field_could_not_name() {
    let hub = hub().await;
    let (mo, dana) = (hub.enrol("Mo", Role::Marketer).await, hub.enrol("Dana", Role::Rep).await);
    report(&dana, 1, 1, json!({"objection": null, "words": "no carrier pigeons"})).await;
    assert_eq!(inbox(&mo, "unknown=true").await, ["01"]);
    let path = format!("/v1/reports/{}/filing", id(1));
    let file = async |under: Value, seen: Value| mo.post(&path, &json!({"filed_under": under, "seen": seen})).await;
    assert_eq!(file(json!("security"), Value::Null).await.json["objection"], "Security review");
    // Its reporter's next words leave it where it is.
    report(&dana, 1, 1, json!({"objection": "price", "words": "none at all", "revision": 2})).await;
    assert_eq!((inbox(&mo, "objection=security").await.len(), inbox(&mo, "objection=price").await.len()), (1, 0));
    file(json!("price"), Value::Null).await.must_be(409, "invalid", "Somebody else filed this in the meantime.");
    assert_eq!(file(Value::Null, json!("security")).await.json["objection"], "Too expensive");
    file(json!("nothing"), Value::Null).await.must_be(404, "not_found", "filed_under: there is none called 'nothing'");
}

#[tokio::test]
async fn the_inbox_is_filtered_and_goes_on_where_it_ended() {
    let hub = hub().await;
    let (mo, dana) = (hub.enrol("Mo", Role::Marketer).await, hub.enrol("Dana", Role::Rep).await);
    report(&dana, 1, 1, json!({"words": "100 % over budget", "severity": "challenge"})).await;
    report(&dana, 2, 2, json!({"competitor": "Acme", "segment": "Enterprise"})).await;
    report(&dana, 3, 1, json!({"objection": "security", "heard_at": "2026-11-01T11:00:00Z"})).await;
    let check = async |query: &str, expect: &[&str]| assert_eq!(inbox(&mo, query).await, expect, "{query}");
    check("", &["01", "02", "03"]).await;
    check("objection=security", &["03"]).await;
    check("severity=challenge", &["01"]).await;
    check("competitor=ACME", &["02"]).await;
    check("segment=enterprise", &["02"]).await;
    check("reporter=Dana&days=7", &["01", "02"]).await;
    check("reporter=Sam", &[]).await;
    check("q=BUDGET", &["01"]).await;
    check("q=100%20%25", &["01"]).await;
    check("q=1__", &[]).await;
    check("q=deal%20crm.lead/2", &["02"]).await;
    let first = mo.get("/v1/inbox?limit=2").await.json;
    let next = first["next"].as_str().unwrap();
    check(&format!("limit=2&after={next}"), &["03"]).await;
    assert_eq!(mo.get(&format!("/v1/inbox?limit=2&after={next}")).await.json["next"], Value::Null);
    assert_eq!(first["counts"][0], json!({"status": "new", "count": 3}));
    let wrong =
        async |query: &str, message: &str| mo.get(&format!("/v1/inbox?{query}")).await.must_be(400, "invalid", message);
    wrong("limit=0", "limit: 0 is not between 1 and 500").await;
    wrong("after=x", "after: this is not where an earlier answer ended; leave it out to begin anew").await;
    wrong(&format!("q={}", "x".repeat(201)), "q: more than 200 characters; look for less").await;
}

#[tokio::test]
async fn of_fifty_thousand_rows_the_good_ones_land_and_the_same_again_changes_nothing() {
    let hub = hub().await;
    let mo = hub.enrol("Mo", Role::Marketer).await;
    let row = |n: u32| match n % 4_000 {
        3_999 => format!("bad id {n},Name {n}\n"),
        _ => format!("o{n},Name {n}\n"),
    };
    let file: String = std::iter::once("id,name\n".to_owned()).chain((0..50_000).map(row)).collect();
    let import =
        async || mo.post_text("/v1/library/import?kind=objections&format=csv", "text/csv", file.clone()).await.json;
    let first = import().await;
    assert_eq!((&first["added"], first["refused"].as_array().unwrap().len()), (&json!(49_988), 12));
    assert_eq!(first["refused"][0], json!({"line": 4001, "why": "field id: 1 to 100 letters, digits, '-' and '_'"}));
    let again = import().await;
    assert_eq!((&again["added"], &again["changed"], &again["unchanged"]), (&json!(0), &json!(0), &json!(49_988)));
    let exported = mo.get("/v1/library/export?kind=objections&format=csv").await;
    assert_eq!(exported.json.as_str().unwrap().lines().count(), 49_988 + 2 + 1);
}
