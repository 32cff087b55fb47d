//! What both teams agreed.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plumbline_protocol::agreement::{AgreementPreview, AgreementPreviewRequest, AgreementView};
use plumbline_protocol::error::ErrorResponse;

use super::App;
use super::auth::Caller;
use super::body::Body;
use super::error::ApiError;
use crate::config::parse_agreement;
use crate::records;
use crate::store::Waits;

/// What is in force.
#[utoipa::path(get, path = "/agreement", responses((status = 200, body = AgreementView), (status = 401, body = ErrorResponse)))]
pub(super) async fn agreement(State(app): State<Arc<App>>, _: Caller) -> Json<AgreementView> {
    let sla = &app.settings.sla;
    Json(records::agreement_view(&sla.now(), sla.trouble()))
}

/// Says what a changed agreement would change, without putting it in force.
#[utoipa::path(post, path = "/agreement/preview", request_body = AgreementPreviewRequest, responses(
    (status = 200, body = AgreementPreview),
    (status = 400, body = ErrorResponse, description = "The message names the line and the key."),
    (status = 401, body = ErrorResponse),
    (status = 403, body = ErrorResponse, description = "Only marketing and administrators may."),
))]
pub(super) async fn preview(
    State(app): State<Arc<App>>,
    caller: Caller,
    Body(request): Body<AgreementPreviewRequest>,
) -> Result<Json<AgreementPreview>, ApiError> {
    caller.must_be_marketer()?;
    let after = parse_agreement(&request.text).map_err(|error| ApiError::invalid(error.to_string()))?;
    let waiting = app.waiting(Waits::ForResponseOrUpdate).await?;
    let mut preview = records::preview(&waiting, &app.settings.sla.now(), &after, app.clock.now());
    for change in &mut preview.changes {
        let site = app.records.site(&change.record.crm);
        change.record_url = site.and_then(|site| plumbline_crm::record_url(site, &change.record));
    }
    Ok(Json(preview))
}
