//! HubSpot's interface. Every address exists under the older version numbers and under the dated versions.

mod account;
mod association_batch;
mod associations;
mod batch;
mod call;
mod error;
mod gate;
mod input;
mod objects;
mod owners;
mod pipelines;
mod properties;
mod query;
mod search;
mod view;
mod webhooks;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post, put};

use super::Simulator;

/// The dated versions.
const DATED: [&str; 3] = ["2025-09", "2026-03", "2026-09"];

type Routes = Router<Arc<Simulator>>;

/// All addresses.
pub fn router(simulator: &Arc<Simulator>) -> Routes {
    let mut routes = Routes::new()
        .route("/oauth/v2/private-apps/get/access-token-info", post(account::token))
        .nest("/account-info/v3", account::routes())
        .nest("/crm/v3/objects", objects())
        .nest("/crm/v4/objects", associations())
        .nest("/crm/v4/associations", association_batches())
        .nest("/crm/v3/owners", owners())
        .route("/crm/v3/owners/", get(owners::list))
        .nest("/crm/v3/pipelines", pipelines())
        .nest("/crm/v3/properties", properties());
    for version in DATED {
        routes = routes
            .nest(&format!("/account-info/{version}"), account::routes())
            .nest(&format!("/crm/objects/{version}"), objects().merge(associations()))
            .nest(&format!("/crm/associations/{version}"), association_batches())
            .nest(&format!("/crm/owners/{version}"), owners())
            .nest(&format!("/crm/pipelines/{version}"), pipelines())
            .nest(&format!("/crm/properties/{version}"), properties());
    }
    let webhooks = webhooks(simulator);
    routes.route_layer(from_fn_with_state(Arc::clone(simulator), gate::pass)).merge(webhooks)
}

fn webhooks(simulator: &Arc<Simulator>) -> Routes {
    let mut routes = Routes::new().nest("/webhooks/v3", webhooks::routes());
    for version in DATED {
        routes = routes.nest(&format!("/webhooks/{version}"), webhooks::routes());
    }
    routes.route_layer(from_fn_with_state(Arc::clone(simulator), webhooks::pass))
}

fn objects() -> Routes {
    Routes::new()
        .route("/{type}", get(objects::list).post(objects::create))
        .route("/{type}/search", post(search::run))
        .route("/{type}/merge", post(objects::merge))
        .route("/{type}/gdpr-delete", post(objects::purge))
        .route("/{type}/batch/read", post(batch::read))
        .route("/{type}/batch/create", post(batch::create))
        .route("/{type}/batch/update", post(batch::update))
        .route("/{type}/batch/upsert", post(batch::upsert))
        .route("/{type}/batch/archive", post(batch::archive))
        .route("/{type}/{id}", get(objects::read).patch(objects::update).delete(objects::archive))
}

fn associations() -> Routes {
    Routes::new()
        .route("/{type}/{id}/associations/{to}", get(associations::list))
        .route("/{type}/{id}/associations/{to}/{to_id}", put(associations::create).delete(associations::archive))
        .route("/{type}/{id}/associations/default/{to}/{to_id}", put(associations::create_default))
}

fn association_batches() -> Routes {
    Routes::new()
        .route("/{from}/{to}/labels", get(associations::labels).post(associations::add_label))
        .route("/{from}/{to}/batch/read", post(association_batch::read))
        .route("/{from}/{to}/batch/create", post(association_batch::create))
        .route("/{from}/{to}/batch/associate/default", post(association_batch::create_default))
        .route("/{from}/{to}/batch/archive", post(association_batch::archive))
        .route("/{from}/{to}/batch/labels/archive", post(association_batch::archive_labels))
}

fn owners() -> Routes {
    Routes::new().route("/", get(owners::list)).route("/{id}", get(owners::read))
}

fn pipelines() -> Routes {
    Routes::new()
        .route("/{type}", get(pipelines::list))
        .route("/{type}/{id}", get(pipelines::read))
        .route("/{type}/{id}/stages", get(pipelines::stages))
        .route("/{type}/{id}/stages/{stage}", get(pipelines::stage))
}

fn properties() -> Routes {
    Routes::new()
        .route("/{type}", get(properties::list).post(properties::create))
        .route("/{type}/{name}", get(properties::read))
}
