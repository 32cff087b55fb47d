//! What both teams agreed on decides what is counted when.

use chrono::TimeDelta;

use super::*;

#[tokio::test]
async fn months_begin_on_the_agreed_zones_wall_clock() {
    let mut late = deal_of("1", "2026-11-04", (100, "EUR"), &[]);
    late.record.became_deal_at = Some(at("2026-10-31T23:30:00Z"));
    late.record.created_at = at("2026-10-31T23:30:00Z");
    let check = async |zone: &str, october: i64, november: i64| {
        let config = format!("{AGREED}\n[numbers]\nzone = \"{zone}\"\n");
        let hub = Hub::builder().configured(&config).start(|_| FakeCrm::new()).await;
        put(&hub, vec![late.clone()]).await;
        numbers(&hub).settle().await.unwrap();
        let dana = hub.enrol("Dana", Role::Rep).await;
        for (month, expect) in [("2026-10", october), ("2026-11", november)] {
            let answer = dana.get(&format!("/v1/numbers?from={month}&to={month}")).await.json;
            assert_eq!(
                (&answer["total"]["deals"], &answer["period"]["zone"]),
                (&json!(expect), &json!(zone)),
                "{month}"
            );
        }
    };
    check("UTC", 1, 0).await;
    check("Europe/Berlin", 0, 1).await;
}

#[tokio::test]
async fn definitions_come_into_force_on_their_day() {
    let hub = hub_of(Vec::new()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let words = async || {
        let answer = dana.get("/v1/numbers").await.json;
        let views = answer["definitions"].as_array().unwrap().iter();
        let words =
            views.map(|view| format!("{} {} {}", view["term"], view["version"], view["standing"]).replace('"', ""));
        words.collect::<Vec<_>>()
    };
    assert_eq!(words().await, ["qualified 1 in_force", "MQL 1 in_force", "MQL 2 later"]);
    hub.pass(TimeDelta::days(11));
    assert_eq!(words().await, ["qualified 1 in_force", "MQL 2 in_force", "MQL 1 earlier"]);
}

#[tokio::test]
async fn a_stage_that_is_agreed_from_a_day_on_counts_from_that_day_on() {
    let later = "[[definition]]\nterm = \"qualified\"\nversion = 2\nsince = \"2026-11-25\"\ntext = \"Earlier.\"\nstages = [\"New\"]\n";
    let hub = Hub::builder().configured(&format!("{AGREED}{later}")).start(|_| FakeCrm::new()).await;
    put(&hub, records()).await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    let pipeline = async || {
        numbers(&hub).settle().await.unwrap();
        dana.get("/v1/numbers/deals?measure=pipeline").await.json["deals"].as_array().unwrap().len()
    };
    assert_eq!(pipeline().await, 5);
    hub.pass(TimeDelta::days(5));
    // What was won, and what is new.
    assert_eq!(pipeline().await, 2);
}

#[tokio::test]
async fn programs_read_no_numbers() {
    let hub = hub_of(Vec::new()).await;
    let form = hub.enrol("Web form", Role::Integration).await;
    for path in ["/v1/numbers", "/v1/numbers.csv", "/v1/numbers/deals", "/v1/numbers/deals.csv"] {
        assert_eq!(form.get(path).await.status.as_u16(), 403, "{path}");
    }
}
