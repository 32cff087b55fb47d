use chrono::TimeDelta;
use plumbline_domain::record::Role;
use plumbline_hub::store::PeopleStore;
use serde_json::json;

use crate::fake_crm::FakeCrm;
use crate::harness::Hub;

const NOT_ENROLLED: &str = "You are not signed in, or no longer. Enrol again with a new code.";
const BAD_CODE: &str = "This code is wrong, was used already or has expired. Check it, or ask for a new one.";

async fn hub() -> Hub {
    Hub::builder().start(|_| FakeCrm::new()).await
}

#[tokio::test]
async fn a_code_enrols_one_browser_however_it_is_typed() {
    let hub = hub().await;
    let code = hub.code("Dana", Role::Rep).await;
    let typed = json!({"code": format!(" {} ", code.to_lowercase().replace('-', " "))});
    let answer = hub.anybody().post("/v1/enrolments", &typed).await;
    assert_eq!(answer.json["session"]["person"]["name"], "Dana");
    assert_eq!(answer.json["session"]["crms"][0]["origin"], "https://odoo.example.com");
    assert_eq!(answer.header("cache-control"), "no-store");
    let token = format!("Bearer {}", answer.json["token"].as_str().unwrap());
    let session = hub.anybody().with("authorization", &token).get("/v1/session").await;
    assert_eq!((session.json["protocol"].as_u64(), &session.json["person"]["role"]), (Some(1), &json!("rep")));
    hub.anybody().post("/v1/enrolments", &typed).await.must_be(403, "bad_code", BAD_CODE);
    hub.anybody().post("/v1/sessions", &typed).await.must_be(403, "bad_code", BAD_CODE);
}

#[tokio::test]
async fn a_code_expires() {
    let hub = hub().await;
    let code = json!({"code": hub.code("Dana", Role::Rep).await});
    hub.pass(TimeDelta::days(1));
    hub.anybody().post("/v1/enrolments", &code).await.must_be(403, "bad_code", BAD_CODE);
}

#[tokio::test]
async fn wrong_codes_cannot_be_tried_for_long() {
    let hub = hub().await;
    let right = json!({"code": hub.code("Dana", Role::Rep).await});
    for _ in 0..10 {
        hub.anybody()
            .post("/v1/enrolments", &json!({"code": "AAAA-BBBB-CCCC"}))
            .await
            .must_be(403, "bad_code", BAD_CODE);
    }
    let too_many = "Too many wrong codes were tried. Wait a minute, then try again.";
    hub.anybody().post("/v1/sessions", &right).await.must_be(429, "too_many", too_many);
    hub.pass(TimeDelta::minutes(1));
    assert_eq!(hub.anybody().post("/v1/sessions", &right).await.status, 200);
}

#[tokio::test]
async fn a_revoked_token_is_refused_at_once() {
    let hub = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await;
    assert_eq!(dana.get("/v1/session").await.status, 200);
    let device = hub.store.people().await.unwrap()[0].devices[0].id.clone();
    hub.store.revoke_device(&device, crate::harness::start()).await.unwrap();
    for path in ["/v1/session", "/v1/records/odoo-main/crm.lead/1", "/v1/attention", "/v1/objections", "/v1/events"] {
        dana.get(path).await.must_be(401, "not_enrolled", NOT_ENROLLED);
    }
    dana.post("/v1/reports", &json!({})).await.must_be(401, "not_enrolled", NOT_ENROLLED);
}

#[tokio::test]
async fn nothing_is_told_to_strangers() {
    let hub = hub().await;
    let check = async |header: &'static str, value: &str| {
        hub.anybody().with(header, value).get("/v1/inbox").await.must_be(401, "not_enrolled", NOT_ENROLLED);
    };
    check("x-nothing", "").await;
    check("authorization", "Bearer").await;
    check("authorization", "Bearer pl_0000").await;
    check("authorization", "Basic cGw6cGw=").await;
    check("cookie", "plumbline_session=pl_0000").await;
    check("cookie", "other=1").await;
}

#[tokio::test]
async fn the_review_page_signs_in_with_a_cookie_and_out_again() {
    let hub = hub().await;
    let code = json!({"code": hub.code("Mo", Role::Marketer).await});
    let answer = hub.anybody().post("/v1/sessions", &code).await;
    assert_eq!(answer.json["person"]["name"], "Mo");
    assert_eq!(answer.json.get("token"), None);
    let (pair, rest) = answer.header("set-cookie").split_once("; ").unwrap();
    assert_eq!(rest, "HttpOnly; SameSite=Strict; Path=/; Max-Age=315360000");
    let page = hub.anybody().with("cookie", &format!("theme=dark; {pair}"));
    assert_eq!(page.get("/v1/inbox").await.status, 200);
    let out = page.delete("/v1/sessions").await;
    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").starts_with("plumbline_session=; "));
    page.get("/v1/inbox").await.must_be(401, "not_enrolled", NOT_ENROLLED);
}

#[tokio::test]
async fn behind_https_the_cookie_never_goes_over_http() {
    let hub = Hub::builder().public_url("https://hub.example.com").start(|_| FakeCrm::new()).await;
    let code = json!({"code": hub.code("Mo", Role::Marketer).await});
    assert!(hub.anybody().post("/v1/sessions", &code).await.header("set-cookie").ends_with("; Secure"));
}

#[tokio::test]
async fn other_pages_cannot_use_the_cookie() {
    let hub = Hub::builder().public_url("https://plumbline.example.com").start(|_| FakeCrm::new()).await;
    let code = json!({"code": hub.code("Mo", Role::Marketer).await});
    let cookie =
        hub.anybody().post("/v1/sessions", &code).await.header("set-cookie").split(';').next().unwrap().to_owned();
    let page = hub.anybody().with("cookie", &cookie);
    let body = json!({"record": "odoo-main/crm.lead/1", "action": "opened"}).to_string();
    let used = "/v1/content/cost/uses";
    let check = async |origin: &str, kind: &str, status: u16| {
        let page = if origin.is_empty() { page.with("x-none", "") } else { page.with("origin", origin) };
        assert_eq!(page.post_text(used, kind, body.clone()).await.status, status, "{origin} {kind}");
    };
    check("", "application/json", 204).await;
    check("http://hub.example.com", "application/json", 204).await;
    check("https://plumbline.example.com", "application/json", 204).await;
    check("https://evil.example", "application/json", 403).await;
    check("null", "application/json", 403).await;
    check("http://hub.example.com:81", "application/json", 403).await;
    check("http://hub.example.com", "text/plain", 403).await;
    check("http://hub.example.com", "application/x-www-form-urlencoded", 403).await;
    assert_eq!(page.with("origin", "https://evil.example").delete("/v1/sessions").await.status, 403);
    assert_eq!(page.get("/v1/session").await.status, 200);
}

#[tokio::test]
async fn the_extension_may_ask_from_its_own_origin() {
    let hub = hub().await;
    let dana = hub.enrol("Dana", Role::Rep).await.with("origin", "chrome-extension://abcdefghijklmnop");
    let body = json!({"record": "odoo-main/crm.lead/1", "action": "copied"});
    assert_eq!(dana.post("/v1/content/cost/uses", &body).await.status, 204);
    dana.post("/v1/content/nothing/uses", &body).await.must_be(
        404,
        "not_found",
        "content: there is none called 'nothing'",
    );
}

#[tokio::test]
async fn addresses_that_are_none_are_said_to_be_none() {
    let hub = hub().await;
    hub.anybody().get("/v1/nothing").await.must_be(
        404,
        "not_found",
        "There is nothing at this address. The extension or the review page may be newer than the hub.",
    );
    hub.anybody().delete("/v1/inbox").await.must_be(405, "invalid", "This address does not take that method.");
    assert_eq!(hub.anybody().get("/healthz").await.json, "ok");
    let page = hub.anybody().get("/reports/1").await;
    assert_eq!(page.status, 200);
    assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"));
    assert_eq!(hub.anybody().get("/no-such.js").await.status, 404);
}
