//! A server that plays Odoo, on a port of its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// How the server behaves.
#[derive(Debug, Clone)]
pub enum Mood {
    /// Answers what it has.
    Well,
    /// Answers this status to everything.
    Status(u16),
    /// Asks to wait for so many seconds.
    Limits(u64),
    /// Answers this status to one model.
    Refuses(&'static str, u16),
    /// Answers this status to one method.
    RefusesTo(&'static str, u16),
    /// Never answers.
    Silent,
    /// Answers a page.
    Page,
    /// Answers this body, whatever is asked.
    Says(Value),
}

#[derive(Clone)]
pub struct FakeOdoo {
    pub url: String,
    pub mood: Arc<Mutex<Mood>>,
    /// What each model has.
    pub rows: Arc<Mutex<HashMap<String, Value>>>,
    /// `model/method` with the key and the arguments of each call.
    pub calls: Arc<Mutex<Vec<(String, String, Value)>>>,
}

impl FakeOdoo {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let odoo = Self {
            url,
            mood: Arc::new(Mutex::new(Mood::Well)),
            rows: Arc::new(Mutex::new(HashMap::from([("crm.lead".to_owned(), json!([lead()]))]))),
            calls: Arc::default(),
        };
        let router = Router::new().route("/json/2/{model}/{method}", post(answer)).with_state(odoo.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        odoo
    }

    pub fn is(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    pub fn has(&self, model: &str, rows: Value) {
        self.rows.lock().unwrap().insert(model.to_owned(), rows);
    }

    pub fn calls(&self) -> Vec<String> {
        self.calls.lock().unwrap().drain(..).map(|(name, ..)| name).collect()
    }
}

pub fn lead() -> Value {
    json!({
        "id": 7, "name": "Head office", "type": "lead", "active": true, "won_status": "pending", "stage_id": [1, "New"],
        "user_id": [5, "Dana"], "create_uid": [1, "OdooBot"], "create_date": "2026-11-20 11:00:00", "date_open": false,
        "date_conversion": false, "date_closed": false, "expected_revenue": 12_000.0, "company_currency": [1, "EUR"],
        "source_id": [1, "Google"], "medium_id": [1, "cpc"], "campaign_id": false, "partner_id": false, "partner_name": false,
        "contact_name": false, "email_normalized": false, "tag_ids": [],
    })
}

async fn answer(
    State(odoo): State<FakeOdoo>,
    Path((model, method)): Path<(String, String)>,
    headers: HeaderMap,
    Json(arguments): Json<Value>,
) -> Response {
    let key = headers.get("authorization").map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    odoo.calls.lock().unwrap().push((format!("{model}/{method}"), key, arguments.clone()));
    let mood = odoo.mood.lock().unwrap().clone();
    let status = |status: u16| StatusCode::from_u16(status).unwrap();
    match mood {
        Mood::Silent => std::future::pending().await,
        Mood::Status(code) => (status(code), Json(json!({"name": "error", "debug": "Traceback"}))).into_response(),
        Mood::Limits(seconds) => (status(429), [("retry-after", seconds.to_string())], Json(json!({}))).into_response(),
        Mood::Refuses(refused, code) if refused == model => (status(code), Json(json!({}))).into_response(),
        Mood::RefusesTo(refused, code) if refused == method => (status(code), Json(json!({}))).into_response(),
        Mood::Page => Html("<!doctype html><title>Database selector</title>").into_response(),
        Mood::Says(body) => Json(body).into_response(),
        Mood::Well | Mood::Refuses(..) | Mood::RefusesTo(..) => {
            Json(odoo.well(&model, &method, &arguments)).into_response()
        }
    }
}

impl FakeOdoo {
    fn well(&self, model: &str, method: &str, arguments: &Value) -> Value {
        let rows = self.rows.lock().unwrap().get(model).cloned().unwrap_or_else(|| json!([]));
        match method {
            "has_access" => json!(true),
            "web_search_read" => json!({"length": 0, "records": rows}),
            _ => asked_for(rows, arguments),
        }
    }
}

/// Of the rows those on the records that the domain names, and no more than the limit. Other conditions are not looked at.
fn asked_for(rows: Value, arguments: &Value) -> Value {
    let conditions = arguments["domain"].as_array().into_iter().flatten();
    let on: Vec<&Value> = conditions
        .filter(|condition| condition[0] == "res_id" && condition[1] == "in")
        .flat_map(|condition| condition[2].as_array().unwrap())
        .collect();
    let Value::Array(mut rows) = rows else { return rows };
    rows.retain(|row| on.is_empty() || on.contains(&&row["res_id"]));
    let limit = arguments["limit"].as_u64().map_or(usize::MAX, |limit| limit.try_into().unwrap());
    rows.truncate(limit);
    Value::Array(rows)
}
