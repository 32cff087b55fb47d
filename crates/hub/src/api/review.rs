//! What the review app works with.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use plumbline_domain::record::RecordKey;
use plumbline_protocol::error::ErrorResponse;
use plumbline_protocol::review::InboxResponse;

use super::App;
use super::auth::Caller;
use super::error::ApiError;
use crate::records::{self, HeardOn};
use crate::store::ReportsOf;

/// More than anybody reads; the older ones are in the export.
const MOST_REPORTS: u32 = 2_000;

/// What the field reported, grouped by objection.
#[utoipa::path(get, path = "/inbox", responses(
    (status = 200, body = InboxResponse),
    (status = 401, body = ErrorResponse),
    (status = 403, body = ErrorResponse, description = "Only marketers and admins may."),
))]
pub(super) async fn inbox(State(app): State<Arc<App>>, caller: Caller) -> Result<Json<InboxResponse>, ApiError> {
    caller.must_be_marketer()?;
    let library = app.store.library().await?;
    let reports = app.store.reports(ReportsOf::Everybody(MOST_REPORTS), &caller.person.id).await?;
    let mut heard_on: HashMap<RecordKey, HeardOn> = HashMap::new();
    for report in &reports {
        let key = &report.report.record;
        if !heard_on.contains_key(key) {
            let record = app.store.record(key).await?;
            let url = app.records.site(&key.crm).and_then(|site| plumbline_crm::record_url(site, key));
            heard_on.insert(key.clone(), HeardOn { record, url });
        }
    }
    Ok(Json(records::inbox(&library.objections, reports, &heard_on)))
}
