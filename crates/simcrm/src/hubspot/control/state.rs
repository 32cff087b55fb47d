//! All that the account holds, in a form of its own: what the interface answers is compared with it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde_json::{Map, Value, json};

use crate::clock::iso;
use crate::hubspot::Simulator;
use crate::hubspot::kind::ObjectType;
use crate::hubspot::portal::Portal;
use crate::hubspot::record::Record;

/// Everything.
pub async fn all(State(simulator): State<Arc<Simulator>>) -> Json<Value> {
    Json(simulator.read(|portal| {
        let objects = ObjectType::ALL.into_iter().map(|kind| (kind.plural().to_owned(), objects(portal, kind)));
        json!({
            "portalId": portal.account.portal,
            "clock": simulator.clock.reading(),
            "objects": objects.collect::<Map<_, _>>(),
        })
    }))
}

fn objects(portal: &Portal, kind: ObjectType) -> Value {
    let records = portal.objects(kind).into_iter().flat_map(|objects| objects.from(0));
    records.map(|record| (record.id.to_string(), shown(record))).collect::<Map<_, _>>().into()
}

/// Each property with its versions, oldest first, and each association with the ids of its types.
fn shown(record: &Record) -> Value {
    let versions = |name: &str| {
        let mut versions: Vec<_> = record.history(name).collect();
        versions.reverse();
        let shown = versions.into_iter().map(|version| {
            json!([&*version.value, iso(version.at), version.source.kind, version.source.id, version.source.user])
        });
        shown.collect::<Vec<_>>()
    };
    let properties: Map<_, _> =
        record.properties().map(|(name, _)| (name.to_string(), versions(name).into())).collect();
    let mut links = Map::new();
    for link in record.all_links() {
        let ends = links.entry(link.kind.plural()).or_insert_with(|| json!({}));
        ends[link.to.to_string()] = json!(link.types);
    }
    json!({
        "createdAt": iso(record.created),
        "updatedAt": iso(record.updated),
        "archivedAt": record.archived.map(iso),
        "properties": properties,
        "associations": links,
    })
}
