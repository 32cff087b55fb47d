//! The routes under `/v1`, and their description, from one list.

use std::sync::Arc;

use axum::Json;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::library::MOST_FILE_BYTES;
use super::{
    App, agreement, content, events, findings, hand_offs, library, numbers, objections, packet, people, recogniser,
    records, reports, review, signals, sla, touches, webhooks,
};

#[derive(OpenApi)]
#[openapi(info(
    title = "Plumbline hub",
    description = "One reading of each lead and deal for marketing and sales. Sign in with `Authorization: Bearer …` from \
                   `POST /v1/enrolments`, or with the cookie from `POST /v1/sessions`. Every answer names the protocol's \
                   version in the header `plumbline-protocol`.",
))]
struct Description;

/// Every route, each with its description.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    described().route("/openapi.json", get(async || Json(document())))
}

/// The description of the interface.
pub fn document() -> utoipa::openapi::OpenApi {
    let (_, described) = OpenApiRouter::with_openapi(Description::openapi()).nest("/v1", described()).split_for_parts();
    described
}

fn described() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(people::enrol))
        .routes(routes!(people::sign_in, people::sign_out))
        .routes(routes!(people::session))
        .routes(routes!(records::record))
        .routes(routes!(records::attention))
        .routes(routes!(recogniser::recogniser))
        .routes(routes!(hand_offs::decide))
        .routes(routes!(agreement::agreement))
        .routes(routes!(agreement::preview))
        .routes(routes!(reports::report))
        .routes(routes!(reports::handle))
        .routes(routes!(reports::handle_many))
        .routes(routes!(reports::file))
        .routes(routes!(objections::objections))
        .routes(routes!(objections::objection, objections::put))
        .routes(routes!(objections::handle))
        .routes(routes!(objections::merge))
        .routes(routes!(content::content))
        .routes(routes!(content::put))
        .routes(routes!(content::changes))
        .routes(routes!(library::export))
        .merge(OpenApiRouter::new().routes(routes!(library::import)).layer(DefaultBodyLimit::max(MOST_FILE_BYTES)))
        .routes(routes!(content::used))
        .routes(routes!(review::inbox))
        .routes(routes!(review::board))
        .routes(routes!(findings::findings))
        .routes(routes!(sla::sla))
        .routes(routes!(sla::sla_csv))
        .routes(routes!(numbers::numbers))
        .routes(routes!(numbers::numbers_csv))
        .routes(routes!(numbers::deals))
        .routes(routes!(numbers::deals_csv))
        .routes(routes!(packet::packet))
        .routes(routes!(packet::deals))
        .routes(routes!(events::events, signals::tell))
        .routes(routes!(touches::touches))
        .routes(routes!(webhooks::hubspot))
}
