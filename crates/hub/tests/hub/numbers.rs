//! The shared numbers over HTTP, and how they are kept up to date.

mod agreed;
mod changes;

use plumbline_crm::reading::{Facts, RecordFacts};
use plumbline_domain::Instant;
use plumbline_domain::ids::TouchId;
use plumbline_domain::money::Money;
use plumbline_domain::record::{Outcome, RecordKind, Role, Stage};
use plumbline_domain::touch::{Actor, Channel, Touch};
use plumbline_hub::numbers::Numbers;
use plumbline_hub::store::RecordStore;
use serde_json::{Value, json};

use crate::fake_crm::{FakeCrm, deal};
use crate::harness::{Client, Hub, start};

const AGREED: &str = r#"
[attribution]
model = "linear"

[[definition]]
term = "qualified"
version = 1
since = "2026-01-01"
text = "Need confirmed."
stages = ["Proposition"]

[[definition]]
term = "MQL"
version = 1
since = "2026-01-01"
text = "Looked at prices."

[[definition]]
term = "MQL"
version = 2
since = "2026-12-01"
text = "Looked at prices twice."
"#;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn touch(id: &str, day: &str, source: Option<&str>, channel: Channel) -> Touch {
    Touch {
        id: TouchId::new(id),
        at: at(&format!("{day}T08:00:00Z")),
        actor: Actor::Marketing,
        channel,
        source: source.map(Into::into),
        medium: None,
        campaign: None,
        contact: None,
        summary: String::new(),
        signal: None,
    }
}

/// A deal of this day with these touches before it; each has a name, a day and a source.
fn deal_of(name: &str, day: &str, amount: (i64, &str), touches: &[(&str, &str)]) -> RecordFacts {
    let mut facts = deal(&format!("crm.lead/{name}"), at(&format!("{day}T12:00:00Z")));
    facts.events.clear();
    facts.record.amount = Some(Money { minor: amount.0, currency: amount.1.parse().unwrap() });
    let touches = touches.iter().enumerate();
    let touches = touches.map(|(n, (day, source))| {
        let source = Some(*source).filter(|source| !source.is_empty());
        touch(&format!("{name}-{n}"), day, source, Channel::PaidSearch)
    });
    facts.touches = touches.collect();
    facts
}

fn closed(mut facts: RecordFacts, day: &str, outcome: Outcome) -> RecordFacts {
    facts.record.stage = Some(Stage { name: "Closed".into(), outcome });
    facts.record.closed_at = Some(at(&format!("{day}T12:00:00Z")));
    facts
}

/// The same, but entered as a lead on this day; a lead still, where it is not `converted`.
fn began_as_lead(mut facts: RecordFacts, day: &str, converted: bool) -> RecordFacts {
    facts.record.created_at = at(&format!("{day}T12:00:00Z"));
    if !converted {
        facts.record.kind = RecordKind::Lead;
        facts.record.became_deal_at = None;
    }
    facts
}

/// Of October and November 2026, but for the last.
fn records() -> Vec<RecordFacts> {
    let two = [("2026-10-01", "Google"), ("2026-10-02", "Webinar"), ("2026-10-03", "Google")];
    let mut unqualified = deal_of("3", "2026-11-03", (7_000, "EUR"), &[("2026-11-01", "Webinar")]);
    unqualified.record.stage = Some(Stage { name: "New".into(), outcome: Outcome::Open });
    let mut bare = deal_of("5", "2026-11-05", (0, "EUR"), &[("2026-11-01", "")]);
    bare.record.amount = None;
    let lead = deal_of("7", "2026-11-02", (5_000, "EUR"), &[("2026-11-01", "Webinar")]);
    vec![
        closed(deal_of("1", "2026-10-05", (10_000, "EUR"), &two), "2026-11-04", Outcome::Won),
        closed(deal_of("2", "2026-10-06", (20_000, "EUR"), &[("2026-10-01", "Webinar")]), "2026-11-05", Outcome::Lost),
        unqualified,
        deal_of("4", "2026-11-04", (30_000, "USD"), &[("2026-11-01", "Google")]),
        bare,
        deal_of("6", "2026-11-06", (1_111, "EUR"), &[]),
        began_as_lead(lead.clone(), "2026-11-02", false),
        began_as_lead(deal_of("8", "2026-11-09", (2_000, "EUR"), &[("2026-11-01", "Webinar")]), "2026-11-03", true),
        closed(deal_of("9", "2024-01-05", (9_900, "EUR"), &[("2024-01-01", "Google")]), "2024-02-04", Outcome::Won),
    ]
}

fn numbers(hub: &Hub) -> Numbers {
    Numbers { settings: hub.settings.clone(), store: hub.store.clone(), clock: hub.clock.clone() }
}

async fn put(hub: &Hub, records: Vec<RecordFacts>) {
    hub.store.put_facts(&Facts { records, edits: Vec::new(), warnings: Vec::new() }, None, start()).await.unwrap();
}

async fn hub_of(records: Vec<RecordFacts>) -> Hub {
    let hub = Hub::builder().configured(AGREED).start(|_| FakeCrm::new()).await;
    put(&hub, records).await;
    numbers(&hub).settle().await.unwrap();
    hub
}

fn row<'a>(answer: &'a Value, value: &str) -> &'a Value {
    let rows = answer["rows"].as_array().unwrap();
    let found = rows.iter().find(|row| row["value"] == value);
    assert!(found.is_some(), "no row '{value}' in {rows:?}");
    &found.unwrap()["figures"]
}

fn sum(answer: &Value, figure: &str) -> i64 {
    answer["rows"].as_array().unwrap().iter().map(|row| row["figures"][figure].as_i64().unwrap()).sum()
}

async fn names(client: &Client<'_>, query: &str) -> Vec<String> {
    let answer = client.get(&format!("/v1/numbers/deals?{query}")).await.json;
    let deals = answer["deals"].as_array().unwrap().iter();
    deals.map(|deal| deal["record"].as_str().unwrap().replace("odoo-main/crm.lead/", "")).collect()
}

#[tokio::test]
async fn figures_are_those_of_the_deals_by_source() {
    let hub = hub_of(records()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let answer = dana.get("/v1/numbers?from=2026-10&to=2026-11").await.json;
    let total = &answer["total"];
    let of =
        |figures: &Value, names: &[&str]| names.iter().map(|name| figures[name].as_i64().unwrap()).collect::<Vec<_>>();
    let counts = ["deals", "pipeline_deals", "won_deals", "lost_deals", "pipeline_won_deals"];
    let amounts = ["pipeline_minor", "revenue_minor", "pipeline_won_minor"];
    // 1 to 6 and 8. What was lost in a stage of another name, and what is new, is no pipeline.
    assert_eq!(of(total, &counts), [7, 5, 1, 1, 1]);
    assert_eq!(of(total, &amounts), [10_000 + 1_111 + 2_000, 10_000, 10_000]);
    assert_eq!(
        total["win_rate"],
        json!({"numerator": 1, "denominator": 2, "interval": {"low_per_mille": 94, "high_per_mille": 906}})
    );
    let cycle = json!({"n": 1, "lower_quartile_days": 30, "median_days": 30, "upper_quartile_days": 30});
    assert_eq!(total["cycle"], cycle);
    assert_eq!(
        (&total["lead_conversion"]["numerator"], &total["lead_conversion"]["denominator"]),
        (&json!(1), &json!(2))
    );

    let google = row(&answer, "named:Google");
    assert_eq!(of(google, &counts), [2, 2, 1, 0, 1]);
    assert_eq!(of(google, &amounts), [6_667, 6_667, 6_667]);
    let webinar = row(&answer, "named:Webinar");
    assert_eq!(of(webinar, &counts), [4, 2, 1, 1, 1]);
    assert_eq!(of(webinar, &amounts), [3_333 + 2_000, 3_333, 3_333]);
    assert_eq!(of(row(&answer, "no_touch"), &amounts), [1_111, 0, 0]);
    assert_eq!(of(row(&answer, "unnamed"), &counts), [1, 1, 0, 0, 0]);
    // Amounts of rows add up to the total; counts to more.
    for amount in amounts {
        assert_eq!(sum(&answer, amount), total[amount].as_i64().unwrap(), "{amount}");
    }
    assert_eq!(sum(&answer, "deals"), 8);
    assert_eq!(answer["currencies"], json!([{"currency": "EUR", "deals": 7}, {"currency": "USD", "deals": 1}]));
}

#[tokio::test]
async fn amounts_are_in_one_currency_and_periods_in_months_of_the_agreed_zone() {
    let hub = hub_of(records()).await;
    let mo = hub.enrol("Mo", Role::Marketer).await;
    let dollars = mo.get("/v1/numbers?from=2026-10&to=2026-11&currency=USD").await.json;
    assert_eq!((&dollars["currency"], &dollars["total"]["pipeline_minor"]), (&json!("USD"), &json!(30_000)));
    assert_eq!((&dollars["total"]["deals"], &dollars["total"]["revenue_minor"]), (&json!(7), &json!(0)));
    let check = |period: &'static str, from: &'static str, to: &'static str, deals: i64| {
        let mo = &mo;
        async move {
            let answer = mo.get(&format!("/v1/numbers?{period}")).await.json;
            assert_eq!(answer["period"]["months"], json!({"from": from, "to": to}), "{period}");
            assert_eq!(answer["total"]["deals"], deals, "{period}");
        }
    };
    check("", "2025-12", "2026-11", 7).await;
    check("period=this_month", "2026-11", "2026-11", 5).await;
    check("period=last_month", "2026-10", "2026-10", 2).await;
    check("period=last_year", "2025-01", "2025-12", 0).await;
    check("from=2024-01&to=2024-01", "2024-01", "2024-01", 1).await;
    assert_eq!(mo.get("/v1/numbers").await.json["period"]["zone"], "UTC");
}

#[tokio::test]
async fn the_records_behind_a_figure_are_listed() {
    let hub = hub_of(records()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let period = "from=2026-10&to=2026-11";
    let check = async |query: &str, expect: &[&str]| {
        assert_eq!(names(&dana, &format!("{period}&{query}")).await, expect, "{query}");
    };
    check("measure=deals", &["8", "6", "5", "4", "3", "2", "1"]).await;
    check("measure=deals&value=named:Google", &["4", "1"]).await;
    check("measure=pipeline&value=named:Webinar", &["8", "1"]).await;
    check("measure=won", &["1"]).await;
    check("measure=closed", &["2", "1"]).await;
    check("measure=leads", &["8", "7"]).await;
    check("measure=converted_leads", &["8"]).await;
    check("measure=deals&value=no_touch", &["6"]).await;
    let won = dana.get(&format!("/v1/numbers/deals?{period}&measure=won&value=named:Google")).await.json;
    let found = &won["deals"][0];
    assert_eq!(
        (&found["share"], &found["credit"]["minor"], &found["amount"]["minor"]),
        (&json!("2/3"), &json!(6_667), &json!(10_000))
    );
    assert_eq!((&found["outcome"], &found["days"], &found["is_alone"]), (&json!("won"), &json!(30), &json!(true)));
    assert_eq!(found["record_url"], "https://odoo.example.com/odoo/crm/1");
}

#[tokio::test]
async fn long_lists_come_in_parts_and_tables_as_a_whole() {
    let many: Vec<RecordFacts> = (1..=120).map(|n| deal_of(&n.to_string(), "2026-11-04", (100, "EUR"), &[])).collect();
    let hub = hub_of(many).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    let mut parts = 0;
    loop {
        let answer = dana.get(&format!("/v1/numbers/deals?measure=deals{cursor}")).await.json;
        seen.extend(answer["deals"].as_array().unwrap().iter().map(|deal| deal["record"].as_str().unwrap().to_owned()));
        parts += 1;
        let Some(next) = answer["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let distinct: std::collections::BTreeSet<&String> = seen.iter().collect();
    assert_eq!((parts, seen.len(), distinct.len()), (3, 120, 120));
    let table = dana.get("/v1/numbers/deals.csv?measure=deals").await;
    assert_eq!(table.json.as_str().unwrap().lines().count(), 121);
    assert_eq!(
        table.header("content-disposition"),
        "attachment; filename=\"plumbline-deals-by-total-2025-12-2026-11.csv\""
    );
}

#[tokio::test]
async fn the_table_is_safe_to_open() {
    let named = deal_of("1", "2026-11-04", (100, "EUR"), &[("2026-11-01", "=HYPERLINK(\"x\")")]);
    let hub = hub_of(vec![named]).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let table = dana.get("/v1/numbers.csv?period=this_month").await;
    insta::assert_snapshot!("numbers_csv", table.json.as_str().unwrap().replace("\r\n", "\n"));
}

#[tokio::test]
async fn what_is_asked_wrongly_is_named() {
    let hub = hub_of(Vec::new()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let check = async |path: &str, expect: &str| dana.get(path).await.must_be(400, "invalid", expect);
    check("/v1/numbers?by=owner", "by: 'owner' is not one of source, campaign, channel, segment").await;
    check("/v1/numbers?from=2026-01", "to: the last month is missing").await;
    check("/v1/numbers?to=2026-01", "from: the first month is missing").await;
    check("/v1/numbers?from=2026-13&to=2027-01", "from: '2026-13' is not a month such as 2026-03").await;
    check("/v1/numbers?from=2026-02&to=2026-01", "to: 2026-01 is before 2026-02").await;
    check("/v1/numbers?from=2010-01&to=2026-01", "to: at most 120 months at a time").await;
    check("/v1/numbers?period=this_year&to=2026-01", "period: give either a named period, or from and to").await;
    check("/v1/numbers?currency=EURO", "currency: 'EURO' is not an ISO 4217 currency code such as EUR").await;
    let value = "value: 'Google' names no row; it is whole, no_touch, unnamed, or named: and a name";
    check("/v1/numbers/deals?value=Google", value).await;
    check("/v1/numbers/deals?cursor=x", "cursor: it is not what an answer had as next").await;
    assert_eq!(hub.anybody().get("/v1/numbers").await.status.as_u16(), 401);
}

#[tokio::test]
async fn the_panel_and_the_numbers_never_disagree() {
    let crm = FakeCrm::new();
    let hub = Hub::builder().configured(AGREED).start(|_| crm.clone()).await;
    // Two deals of one company: each has the touches of both.
    let first = closed(
        deal_of("1", "2026-10-05", (10_001, "EUR"), &[("2026-10-01", "Google"), ("2026-10-02", "")]),
        "2026-11-04",
        Outcome::Won,
    );
    let second = deal_of("2", "2026-11-05", (77, "EUR"), &[("2026-10-03", "Webinar"), ("2026-11-06", "Google")]);
    for name in ["crm.lead/1", "crm.lead/2"] {
        crm.answer(name, vec![first.clone(), second.clone()]);
    }
    let dana = hub.enrol("Dana", Role::Rep).await;
    for name in ["1", "2"] {
        let card = dana.get(&format!("/v1/records/odoo-main/crm.lead/{name}")).await.json;
        numbers(&hub).settle().await.unwrap();
        for source in ["named:Google", "named:Webinar", "unnamed"] {
            let shown = card["source"]["touches"].as_array().unwrap().iter().filter(|credited| {
                let named =
                    credited["touch"]["source"].as_str().map_or("unnamed".to_owned(), |name| format!("named:{name}"));
                named == source && credited["credit"] != Value::Null
            });
            let shown: i64 = shown.map(|credited| credited["credit"]["amount"]["minor"].as_i64().unwrap()).sum();
            let list = dana.get(&format!("/v1/numbers/deals?value={source}")).await.json;
            let listed = list["deals"]
                .as_array()
                .unwrap()
                .iter()
                .find(|deal| deal["record"] == format!("odoo-main/crm.lead/{name}"));
            let listed = listed.map_or(0, |deal| deal["credit"]["minor"].as_i64().unwrap());
            assert_eq!(shown, listed, "{source} of {name}");
            assert!(shown > 0, "{source} of {name}");
        }
    }
    // What became known of one company counts for both of its deals, which are read as a whole.
    let total = dana.get("/v1/numbers").await.json["total"].clone();
    assert_eq!((&total["deals"], &total["alone_deals"]), (&json!(2), &json!(0)));
}
