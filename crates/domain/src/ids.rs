//! Identifiers, one type each, so that a touch's id cannot be handed over as a record's.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! text_ids {
    ($($(#[$doc:meta])+ $name:ident;)+) => {$(
        $(#[$doc])+
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Wraps the text as it is.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text that was wrapped.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

text_ids! {
    /// One connected CRM, named in the hub's configuration, such as `odoo-main`.
    CrmId;
    /// The CRM's own name for a kind of object, such as `crm.lead` or `0-3`.
    ObjectType;
    /// The CRM's own identifier of one record of an [`ObjectType`].
    RecordId;
    /// One dated interaction, unique within a [`CrmId`].
    TouchId;
    /// An objection that marketing keeps, such as `price`.
    ObjectionId;
    /// A piece of enablement content.
    ContentId;
    /// A person known to the hub.
    PersonId;
    /// Something that happened to a hand-off, the same however often it is told.
    EventId;
    /// An agreed reason to reject a hand-off, such as `wrong_fit`.
    ReasonCode;
    /// What kind of interest a buyer showed, as whoever tells of it calls that, such as `pricing_page`.
    SignalKind;
}

/// One report from the field. The extension makes it before anything is sent, so that sending twice counts once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct ReportId(pub Uuid);

impl std::fmt::Display for ReportId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
