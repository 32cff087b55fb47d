//! What an app wants to hear of.

use crate::hubspot::kind::ObjectType;
use crate::hubspot::portal::{Change, What};

/// What happens, as the second half of an event's name.
const HAPPENINGS: [&str; 7] =
    ["creation", "propertyChange", "associationChange", "deletion", "privacyDeletion", "merge", "restore"];

/// One subscription.
#[derive(Debug, Clone)]
pub struct Subscription {
    /// Its id.
    pub id: u64,
    /// Such as `contact.propertyChange`, or `object.propertyChange` with a type of object.
    pub event: String,
    /// The property that it is about, where it is about one.
    pub property: Option<String>,
    /// The type of objects that it is about, where the event does not say it.
    pub object: Option<ObjectType>,
    /// Whether it is heard.
    pub active: bool,
    /// Since when there is one.
    pub created: String,
    /// When it was last changed.
    pub updated: String,
}

/// Whether there are such events.
pub fn known(event: &str) -> bool {
    let Some((subject, happening)) = event.split_once('.') else { return false };
    let subjects = ["contact", "company", "deal", "object"];
    subjects.contains(&subject)
        && HAPPENINGS.contains(&happening)
        && (happening != "privacyDeletion" || subject == "contact")
}

impl Subscription {
    /// Whether it wants to hear of a change.
    pub fn wants(&self, change: &Change) -> bool {
        let Some((subject, happening)) = self.event.split_once('.') else { return false };
        let kind = if subject == "object" { self.object } else { ObjectType::parse(subject) };
        let property = match &change.what {
            What::Property { name, .. } => self.property.as_deref() == Some(name),
            _ => true,
        };
        self.active && kind == Some(change.key.kind) && happening == happened(&change.what) && property
    }
}

fn happened(what: &What) -> &'static str {
    match what {
        What::Created => "creation",
        What::Property { .. } => "propertyChange",
        What::Associated { .. } => "associationChange",
        What::Deleted => "deletion",
        What::Forgotten => "privacyDeletion",
        What::Restored => "restore",
        What::Merged { .. } => "merge",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_such_events() {
        for event in ["contact.propertyChange", "deal.restore", "object.associationChange", "contact.privacyDeletion"] {
            assert!(known(event), "{event}");
        }
        for event in ["deal.privacyDeletion", "unicorn.creation", "contact", "contact.birth"] {
            assert!(!known(event), "{event}");
        }
    }
}
