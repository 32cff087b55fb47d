//! Events as HubSpot writes them. Some hold less than one would like: those of associations name both ends, but no object.

use serde_json::{Value, json};

use super::Subscription;
use crate::hubspot::portal::{Change, What};
use crate::hubspot::token::APP;

/// The event by which a subscription hears of a change.
pub fn of(portal: u64, subscription: &Subscription, change: &Change, number: u64) -> Value {
    let mut event = json!({
        // Ids are not in order, and HubSpot does not promise that they are unique.
        "eventId": number.wrapping_mul(2_654_435_761) % 4_294_967_291,
        "subscriptionId": subscription.id,
        "portalId": portal,
        "appId": APP,
        "occurredAt": change.at.timestamp_millis(),
        "subscriptionType": subscription.event,
        "attemptNumber": 0,
        "changeSource": change.source.kind,
    });
    if let Some(id) = &change.source.id {
        event["sourceId"] = id.as_str().into();
    }
    if subscription.object.is_some() {
        event["objectTypeId"] = change.key.kind.id().into();
    }
    if !matches!(change.what, What::Associated { .. }) {
        event["objectId"] = change.key.id.into();
    }
    for (name, value) in particulars(change).as_object().into_iter().flatten() {
        event[name] = value.clone();
    }
    event
}

fn particulars(change: &Change) -> Value {
    let flag = |flag: &str| json!({"changeFlag": flag});
    match &change.what {
        What::Created => flag("CREATED"),
        What::Deleted | What::Forgotten => flag("DELETED"),
        What::Restored => flag("RESTORED"),
        What::Property { name, value } => json!({"propertyName": &**name, "propertyValue": &**value}),
        What::Merged { primary, other, moved } => json!({
            "changeFlag": "MERGED",
            "primaryObjectId": primary,
            "mergedObjectIds": [other],
            "newObjectId": change.key.id,
            "numberOfPropertiesMoved": moved,
        }),
        What::Associated { with, kind, removed } => {
            let (from, to) = (change.key.kind, with.kind);
            let primary = [1, 2, 5, 6].contains(kind);
            json!({
                "changeSource": if change.source.user.is_some() { "USER" } else { change.source.kind },
                "associationType": format!("{from}_TO_{to}").to_uppercase(),
                "associationTypeId": kind,
                "associationCategory": "HUBSPOT_DEFINED",
                "fromObjectId": change.key.id,
                "fromObjectTypeId": from.id(),
                "toObjectId": with.id,
                "toObjectTypeId": to.id(),
                "associationRemoved": removed,
                "isPrimaryAssociation": primary,
            })
        }
    }
}
