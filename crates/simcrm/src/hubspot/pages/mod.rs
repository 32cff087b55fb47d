//! Pages at the addresses that HubSpot's pages have. They are drawn in the browser from what the interface answers, and moving
//! between them loads nothing anew.

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;

use super::Simulator;
use super::kind::ObjectType;

const SHELL: &str = include_str!("www/shell.html");

/// Name, type and text of every file that the shell asks for.
const FILES: [(&str, &str, &str); 7] = [
    ("style.css", "text/css; charset=utf-8", include_str!("www/style.css")),
    ("app.js", "text/javascript; charset=utf-8", include_str!("www/app.js")),
    ("crm.js", "text/javascript; charset=utf-8", include_str!("www/crm.js")),
    ("draw.js", "text/javascript; charset=utf-8", include_str!("www/draw.js")),
    ("record.js", "text/javascript; charset=utf-8", include_str!("www/record.js")),
    ("timeline.js", "text/javascript; charset=utf-8", include_str!("www/timeline.js")),
    ("lists.js", "text/javascript; charset=utf-8", include_str!("www/lists.js")),
];

type At = State<Arc<Simulator>>;

/// All addresses.
pub fn router() -> Router<Arc<Simulator>> {
    Router::new()
        .route("/", get(home))
        .route("/pages/{file}", get(file))
        .route("/contacts/{portal}", get(home))
        .route("/contacts/{portal}/record/{type}/{id}", get(shell))
        .route("/contacts/{portal}/record/{type}/{id}/", get(shell))
        .route("/contacts/{portal}/record/{type}/{id}/{view}", get(shell))
        .route("/contacts/{portal}/objects/{type}", get(list_of))
        .route("/contacts/{portal}/objects/{type}/views/{view}/{layout}", get(shell))
        .route("/contacts/{portal}/contacts/list/view/all", get(home))
        .route("/contacts/{portal}/{kind}/{id}", get(older))
        .route("/contacts/{portal}/{kind}/{id}/", get(older))
}

fn list_address(portal: u64, kind: ObjectType) -> String {
    format!("/contacts/{portal}/objects/{}/views/all/list", kind.id())
}

async fn home(State(simulator): At) -> Redirect {
    let portal = simulator.read(|portal| portal.account.portal);
    Redirect::to(&list_address(portal, ObjectType::Contact))
}

async fn list_of(State(simulator): At, Path((_, kind)): Path<(String, String)>) -> Response {
    let portal = simulator.read(|portal| portal.account.portal);
    match ObjectType::parse(&kind) {
        Some(kind) => Redirect::to(&list_address(portal, kind)).into_response(),
        None => missing(),
    }
}

/// Addresses of the time when there were but three types of objects.
async fn older(State(simulator): At, Path((portal, kind, id)): Path<(String, String, String)>) -> Response {
    let kind = ObjectType::parse(&kind).filter(|kind| !kind.is_engagement() && *kind != ObjectType::Lead);
    match kind.filter(|_| is_own(&simulator, &portal) && id.parse::<u64>().is_ok()) {
        Some(kind) => Redirect::to(&format!("/contacts/{portal}/record/{}/{id}", kind.id())).into_response(),
        None => missing(),
    }
}

fn is_own(simulator: &Simulator, portal: &str) -> bool {
    simulator.read(|own| own.account.portal.to_string() == portal)
}

/// The same for every page: what it shows follows from its address. Only an account that is not this one has none.
async fn shell(State(simulator): At, Path(parts): Path<Vec<(String, String)>>) -> Response {
    let portal = parts.iter().find(|(name, _)| name == "portal").map(|(_, value)| value.as_str());
    if portal.is_some_and(|portal| is_own(&simulator, portal)) { Html(SHELL).into_response() } else { missing() }
}

async fn file(Path(name): Path<String>) -> Response {
    match FILES.iter().find(|(own, _, _)| *own == name) {
        Some((_, kind, text)) => ([(header::CONTENT_TYPE, *kind)], *text).into_response(),
        None => missing(),
    }
}

fn missing() -> Response {
    let text = "<!doctype html><title>Not found</title><p>This account has no such page.</p>";
    (StatusCode::NOT_FOUND, Html(text)).into_response()
}
