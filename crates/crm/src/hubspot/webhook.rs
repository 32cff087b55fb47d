//! What HubSpot's webhooks tell: which records to read again.
//!
//! An event never carries a value into the hub. Events come late, twice and in any order; what is true is what HubSpot answers
//! when it is asked. So an event that comes late only makes the hub read once more than it had to.
//!
//! Contacts, leads and deals are followed: by the older kinds (`contact.propertyChange`) and the generic ones
//! (`object.propertyChange` with an `objectTypeId`). An association marks its ends as far as they are such records, whatever
//! the other end is; so a note that is put on a deal marks the deal. An event about an engagement or a company itself does
//! not say on which records it shows, and is left to polling.

use plumbline_domain::ids::CrmId;
use plumbline_domain::record::RecordKey;
use serde::Deserialize;
use serde_json::Value;
use thiserror::Error;

use super::{CONTACT, DEAL, LEAD, PortalId};

/// A webhook's body, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Delivery {
    /// What concerns records that the hub knows, in the order of the body.
    pub events: Vec<Event>,
    /// Why others were left out, in words for the log.
    pub skipped: Vec<String>,
}

/// Something that happened in HubSpot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What it is called, the same whenever it is told. HubSpot's `eventId` alone is not promised to be unique.
    pub id: String,
    /// What to do about it.
    pub told: Vec<Told>,
}

/// What an event says of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told {
    /// It is new, or something about it is.
    Changed(RecordKey),
    /// It was deleted, and may be restored.
    Gone(RecordKey),
    /// Others became a part of it, for good.
    Merged {
        /// The one that there is now.
        into: RecordKey,
        /// Those that there are no more.
        from: Vec<RecordKey>,
    },
    /// The person wants to be forgotten.
    Erase(RecordKey),
}

/// The body is not what HubSpot sends.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the body is no JSON list of events: {0}")]
pub struct WebhookError(String);

/// What a webhook's body tells of the records of `portal`, which the hub calls `crm`. What is unknown in it, or of another portal,
/// is left out with a word: refusing the body would only make HubSpot send it for a day.
///
/// # Errors
/// When it is no JSON list.
pub fn read(body: &[u8], crm: &CrmId, portal: PortalId) -> Result<Delivery, WebhookError> {
    let entries: Vec<Value> = serde_json::from_slice(body).map_err(|error| WebhookError(error.to_string()))?;
    let mut delivery = Delivery::default();
    for entry in entries {
        match event(entry, crm, portal) {
            Ok(event) => delivery.events.push(event),
            Err(why) => delivery.skipped.push(why),
        }
    }
    Ok(delivery)
}

/// An event as HubSpot writes it. Identifiers are numbers in most kinds and texts in some.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    subscription_type: String,
    portal_id: Number,
    event_id: Number,
    occurred_at: Option<Number>,
    object_id: Option<Number>,
    object_type_id: Option<String>,
    primary_object_id: Option<Number>,
    merged_object_ids: Option<Vec<Number>>,
    new_object_id: Option<Number>,
    from_object_id: Option<Number>,
    from_object_type_id: Option<String>,
    to_object_id: Option<Number>,
    to_object_type_id: Option<String>,
    association_type: Option<String>,
}

/// A whole number, also one in quotes.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(try_from = "Value")]
struct Number(u64);

impl TryFrom<Value> for Number {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, String> {
        let number = match &value {
            Value::Number(number) => number.as_u64(),
            Value::String(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
            _ => None,
        };
        number.map(Self).ok_or_else(|| "an identifier is no whole number".to_owned())
    }
}

fn event(entry: Value, crm: &CrmId, portal: PortalId) -> Result<Event, String> {
    let written: Written = serde_json::from_value(entry).map_err(|error| error.to_string())?;
    let kind = &written.subscription_type;
    if written.portal_id.0 != portal.0 {
        return Err(format!("{kind:?} of portal {}", written.portal_id.0));
    }
    let told = told(&written, crm).filter(|told| !told.is_empty());
    let told = told.ok_or_else(|| format!("{kind:?} of no record that the hub follows"))?;
    Ok(Event { id: name(&written), told })
}

fn name(written: &Written) -> String {
    let or_none = |number: Option<Number>| number.map(|number| number.0.to_string()).unwrap_or_default();
    let subject = written.object_id.or(written.primary_object_id).or(written.from_object_id);
    let (id, at, other) = (written.event_id.0, or_none(written.occurred_at), or_none(written.to_object_id));
    format!("{id}/{}/{}/{other}/{at}", written.subscription_type, or_none(subject))
}

/// `None` for a kind of event that is not known.
fn told(written: &Written, crm: &CrmId) -> Option<Vec<Told>> {
    let (named, what) = written.subscription_type.split_once('.')?;
    let object = match named {
        "object" => written.object_type_id.as_deref(),
        named => object_named(named),
    };
    let key = |id: Option<Number>| followed(crm, object, id);
    let told = match what {
        "creation" | "propertyChange" | "restore" => key(written.object_id).map(Told::Changed),
        "deletion" => key(written.object_id).map(Told::Gone),
        "privacyDeletion" if object == Some(CONTACT) => key(written.object_id).map(Told::Erase),
        "merge" => merged(written, key),
        "associationChange" => return Some(ends(written, crm)),
        _ => return None,
    };
    Some(told.into_iter().collect())
}

/// A merge may end in a record that was neither of the two before.
fn merged(written: &Written, key: impl Fn(Option<Number>) -> Option<RecordKey>) -> Option<Told> {
    let primary = written.primary_object_id.or(written.object_id);
    let into = written.new_object_id.or(primary)?;
    let all = written.merged_object_ids.iter().flatten().copied().chain(primary);
    let from = all.filter(|id| *id != into).filter_map(|id| key(Some(id))).collect();
    key(Some(into)).map(|into| Told::Merged { into, from })
}

/// Both ends of an association that came or went, as far as they are followed.
fn ends(written: &Written, crm: &CrmId) -> Vec<Told> {
    let (from, to) = match (&written.from_object_type_id, &written.to_object_type_id) {
        (Some(from), Some(to)) => (Some(from.as_str()), Some(to.as_str())),
        _ => {
            // As in CONTACT_TO_DEAL.
            let words = written.association_type.as_deref().and_then(|words| words.split_once("_TO_"));
            let object = |word: &str| object_named(&word.to_ascii_lowercase());
            words.map_or((None, None), |(from, to)| (object(from), object(to)))
        }
    };
    let ends = [followed(crm, from, written.from_object_id), followed(crm, to, written.to_object_id)];
    ends.into_iter().flatten().map(Told::Changed).collect()
}

fn followed(crm: &CrmId, object: Option<&str>, id: Option<Number>) -> Option<RecordKey> {
    let object = object.filter(|object| [CONTACT, LEAD, DEAL].contains(object))?;
    Some(RecordKey::new(crm.as_str(), object, id?.0.to_string()))
}

fn object_named(name: &str) -> Option<&'static str> {
    match name {
        "contact" => Some(CONTACT),
        "deal" => Some(DEAL),
        "lead" => Some(LEAD),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read_one(event: Value) -> Delivery {
        read(json!([event]).to_string().as_bytes(), &CrmId::new("hs"), PortalId(62_515)).unwrap()
    }

    /// An event as HubSpot's documentation shows one, with other fields than usual.
    fn sample(kind: &str, more: Value) -> Value {
        let mut event = json!({
            "eventId": 1, "subscriptionId": 12_345, "portalId": 62_515, "occurredAt": 1_564_113_600_000_u64,
            "subscriptionType": kind, "attemptNumber": 0, "objectId": 123, "changeSource": "CRM", "appId": 54_321,
        });
        let (Value::Object(event_fields), Value::Object(more)) = (&mut event, more) else { unreachable!() };
        event_fields.extend(more);
        event
    }

    fn key(text: &str) -> RecordKey {
        format!("hs/{text}").parse().unwrap()
    }

    #[track_caller]
    fn check(kind: &str, more: Value, expect: &[Told]) {
        let delivery = read_one(sample(kind, more));
        assert_eq!(delivery.skipped, Vec::<String>::new());
        assert_eq!(delivery.events[0].told, expect);
    }

    #[test]
    fn each_kind_says_which_records() {
        let contact = || key("0-1/123");
        check("contact.creation", json!({"changeFlag": "NEW"}), &[Told::Changed(contact())]);
        check("contact.propertyChange", json!({"propertyName": "email"}), &[Told::Changed(contact())]);
        check("contact.restore", json!({}), &[Told::Changed(contact())]);
        check("contact.deletion", json!({}), &[Told::Gone(contact())]);
        check("contact.privacyDeletion", json!({}), &[Told::Erase(contact())]);
        check("deal.creation", json!({"objectId": "9017"}), &[Told::Changed(key("0-3/9017"))]);
        check("object.propertyChange", json!({"objectTypeId": "0-136"}), &[Told::Changed(key("0-136/123"))]);
        check("object.deletion", json!({"objectTypeId": "0-3"}), &[Told::Gone(key("0-3/123"))]);
    }

    #[test]
    fn a_merge_leaves_one_record() {
        let into = |into: &str, from: &[&str]| Told::Merged {
            into: key(into),
            from: from.iter().map(|from| key(from)).collect(),
        };
        let merge = json!({"primaryObjectId": 123, "mergedObjectIds": [7, 8]});
        check("contact.merge", merge, &[into("0-1/123", &["0-1/7", "0-1/8"])]);
        let merge = json!({"primaryObjectId": 123, "mergedObjectIds": [7], "newObjectId": 900});
        check("contact.merge", merge, &[into("0-1/900", &["0-1/7", "0-1/123"])]);
        let merge = json!({"objectTypeId": "0-3", "primaryObjectId": 1, "mergedObjectIds": [2], "newObjectId": 1});
        check("object.merge", merge, &[into("0-3/1", &["0-3/2"])]);
    }

    #[test]
    fn an_association_marks_the_ends_that_are_followed() {
        let ends = |kind: &str| json!({"associationType": kind, "fromObjectId": 1, "toObjectId": 2});
        let both = [Told::Changed(key("0-1/1")), Told::Changed(key("0-3/2"))];
        check("contact.associationChange", ends("CONTACT_TO_DEAL"), &both);
        check("deal.associationChange", ends("COMPANY_TO_DEAL"), &[Told::Changed(key("0-3/2"))]);
        let note = json!({"fromObjectTypeId": "0-46", "toObjectTypeId": "0-1", "fromObjectId": 5, "toObjectId": 6});
        check("object.associationChange", note, &[Told::Changed(key("0-1/6"))]);
    }

    #[test]
    fn what_is_not_ours_or_not_known_is_left_out_with_a_word() {
        let check = |event: Value, expect: &str| {
            let delivery = read_one(event);
            assert_eq!((delivery.events, delivery.skipped), (vec![], vec![expect.to_owned()]));
        };
        check(sample("contact.creation", json!({"portalId": 1})), "\"contact.creation\" of portal 1");
        for kind in ["company.creation", "contact.hug", "ticket.deletion", "creation", "deal.privacyDeletion", "\n"] {
            check(sample(kind, json!({})), &format!("{kind:?} of no record that the hub follows"));
        }
        let call = sample("object.creation", json!({"objectTypeId": "0-48"}));
        check(call, "\"object.creation\" of no record that the hub follows");
        check(
            sample("contact.creation", json!({"objectId": null})),
            "\"contact.creation\" of no record that the hub follows",
        );
        check(sample("contact.creation", json!({"objectId": "12/3"})), "an identifier is no whole number");
        check(sample("contact.creation", json!({"objectId": -1})), "an identifier is no whole number");
        check(json!("contact.creation"), "invalid type: string \"contact.creation\", expected struct Written");
    }

    #[test]
    fn one_that_is_wrong_does_not_hide_the_others() {
        let body = json!([null, sample("contact.creation", json!({})), {}]).to_string();
        let delivery = read(body.as_bytes(), &CrmId::new("hs"), PortalId(62_515)).unwrap();
        assert_eq!((delivery.events.len(), delivery.skipped.len()), (1, 2));
    }

    #[test]
    fn a_retry_has_the_same_name_and_another_event_has_not() {
        let name = |more: Value| read_one(sample("contact.propertyChange", more)).events.remove(0).id;
        let first = name(json!({}));
        assert_eq!(first, "1/contact.propertyChange/123//1564113600000");
        assert_eq!(name(json!({"attemptNumber": 3})), first);
        // HubSpot does not promise that the number alone is another one.
        for more in [json!({"eventId": 2}), json!({"objectId": 124}), json!({"occurredAt": 1_564_113_600_001_u64})] {
            assert_ne!(name(more), first);
        }
    }

    #[test]
    fn half_a_body_is_an_error() {
        let check = |body: &str| assert!(read(body.as_bytes(), &CrmId::new("hs"), PortalId(1)).is_err(), "{body}");
        check("");
        check("{}");
        check("[{\"eventId\": 1");
        check("[] []");
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let word =
            prop::sample::select(vec!["contact.merge", "object.associationChange", "0-1", "62515", "", "A_TO_B"]);
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<u64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            word.prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 16, 4, |inner| prop::collection::vec(inner, 0..4).prop_map(Value::from))
    }

    proptest! {
        #[test]
        fn no_bytes_break_it(body: Vec<u8>) {
            let _ = read(&body, &CrmId::new("hs"), PortalId(1));
        }

        #[test]
        fn no_values_break_it(
            kind in prop::sample::select(vec!["contact.merge", "deal.associationChange", "object.merge", "object.associationChange", "contact.privacyDeletion", "object.deletion"]),
            values in prop::collection::vec((prop::sample::select(vec!["objectId", "objectTypeId", "primaryObjectId", "mergedObjectIds", "newObjectId", "fromObjectId", "toObjectId", "fromObjectTypeId", "toObjectTypeId", "associationType", "occurredAt", "eventId", "portalId", "subscriptionType"]), any_json()), 0..8),
        ) {
            let event = sample(kind, values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect());
            let delivery = read_one(event);
            prop_assert_eq!(delivery.events.len() + delivery.skipped.len(), 1);
        }
    }
}
