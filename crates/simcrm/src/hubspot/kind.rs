//! The types of objects.

use std::fmt;

/// A type of object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectType {
    /// A person.
    Contact,
    /// An organisation.
    Company,
    /// An opportunity.
    Deal,
    /// A chance that sales works on before there is a deal.
    Lead,
    /// A call that was logged.
    Call,
    /// An e-mail that was sent or logged.
    Email,
    /// A meeting.
    Meeting,
    /// A note.
    Note,
    /// A to-do.
    Task,
    /// A message by SMS, WhatsApp or LinkedIn.
    Communication,
}

/// What HubSpot says of a type.
struct Row {
    id: &'static str,
    singular: &'static str,
    plural: &'static str,
    /// The scopes of which one is needed, without `.read` or `.write`.
    scopes: &'static [&'static str],
    /// What is answered when nothing is asked for.
    shown: &'static [&'static str],
}

const STAMPS: &[&str] = &["hs_createdate", "hs_lastmodifieddate", "hs_object_id"];

/// In the order of the enum.
const ROWS: [Row; 10] = [
    Row {
        id: "0-1",
        singular: "contact",
        plural: "contacts",
        scopes: &["crm.objects.contacts"],
        shown: &["createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"],
    },
    Row {
        id: "0-2",
        singular: "company",
        plural: "companies",
        scopes: &["crm.objects.companies"],
        shown: &["createdate", "domain", "hs_lastmodifieddate", "hs_object_id", "name"],
    },
    Row {
        id: "0-3",
        singular: "deal",
        plural: "deals",
        scopes: &["crm.objects.deals"],
        shown: &[
            "amount",
            "closedate",
            "createdate",
            "dealname",
            "dealstage",
            "hs_lastmodifieddate",
            "hs_object_id",
            "pipeline",
        ],
    },
    Row { id: "0-136", singular: "lead", plural: "leads", scopes: &["crm.objects.leads"], shown: STAMPS },
    engagement("0-48", "call", "calls", &["crm.objects.contacts", "crm.objects.calls"]),
    engagement("0-49", "email", "emails", &["crm.objects.contacts", "crm.objects.emails"]),
    engagement("0-47", "meeting", "meetings", &["crm.objects.contacts", "crm.objects.meetings"]),
    engagement("0-46", "note", "notes", &["crm.objects.contacts", "crm.objects.notes"]),
    engagement("0-27", "task", "tasks", &["crm.objects.contacts", "crm.objects.tasks"]),
    engagement("0-18", "communication", "communications", &["crm.objects.contacts", "crm.objects.communications"]),
];

/// Engagements ask for the scope of contacts in v3; the dated versions have scopes of their own, and either will do.
const fn engagement(
    id: &'static str,
    singular: &'static str,
    plural: &'static str,
    scopes: &'static [&'static str],
) -> Row {
    Row { id, singular, plural, scopes, shown: STAMPS }
}

impl ObjectType {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Contact,
        Self::Company,
        Self::Deal,
        Self::Lead,
        Self::Call,
        Self::Email,
        Self::Meeting,
        Self::Note,
        Self::Task,
        Self::Communication,
    ];

    /// By id (`0-1`), plural, singular, or either in capitals.
    pub fn parse(text: &str) -> Option<Self> {
        let lower = text.to_ascii_lowercase();
        Self::ALL.into_iter().find(|kind| {
            let row = kind.row();
            [row.id, row.singular, row.plural].contains(&lower.as_str())
        })
    }

    fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// Such as `0-1`.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// Such as `contact`.
    pub fn singular(self) -> &'static str {
        self.row().singular
    }

    /// Such as `contacts`.
    pub fn plural(self) -> &'static str {
        self.row().plural
    }

    /// The scopes of which a call needs one, for instance `crm.objects.contacts.read`.
    pub fn scopes(self, writing: bool) -> Vec<String> {
        let verb = if writing { "write" } else { "read" };
        self.row().scopes.iter().map(|scope| format!("{scope}.{verb}")).collect()
    }

    /// The properties that are answered when none are asked for.
    pub fn shown(self) -> &'static [&'static str] {
        self.row().shown
    }

    /// The property that says when it was created.
    pub fn created_property(self) -> &'static str {
        match self {
            Self::Contact | Self::Company | Self::Deal => "createdate",
            _ => "hs_createdate",
        }
    }

    /// The property that says when it was last changed.
    pub fn modified_property(self) -> &'static str {
        if self == Self::Contact { "lastmodifieddate" } else { "hs_lastmodifieddate" }
    }

    /// The property that holds the stage, and the one that holds the pipeline.
    pub fn stage_properties(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Deal => Some(("dealstage", "pipeline")),
            Self::Lead => Some(("hs_pipeline_stage", "hs_pipeline")),
            _ => None,
        }
    }

    /// Whether it is something that happened rather than somebody or something.
    pub fn is_engagement(self) -> bool {
        self.row().shown == STAMPS && self != Self::Lead
    }
}

impl fmt::Display for ObjectType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.singular())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_of_a_type_is_read() {
        for kind in ObjectType::ALL {
            for name in [kind.id(), kind.singular(), kind.plural(), &kind.plural().to_uppercase()] {
                assert_eq!(ObjectType::parse(name), Some(kind), "{name}");
            }
        }
        assert_eq!(ObjectType::parse("0-5"), None);
        assert_eq!(ObjectType::parse("0-136"), Some(ObjectType::Lead));
        assert_eq!(ObjectType::parse("notes"), Some(ObjectType::Note));
    }
}
