//! Who calls: an app with its token, or a person in front of the pages.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::record::Source;

/// The app that every token belongs to.
pub const APP: u64 = 3_141_592;

/// All scopes that the interface knows.
pub const SCOPES: [&str; 16] = [
    "oauth",
    "crm.objects.companies.read",
    "crm.objects.companies.write",
    "crm.objects.contacts.read",
    "crm.objects.contacts.write",
    "crm.objects.deals.read",
    "crm.objects.deals.write",
    "crm.objects.leads.read",
    "crm.objects.leads.write",
    "crm.objects.owners.read",
    "crm.schemas.companies.read",
    "crm.schemas.contacts.read",
    "crm.schemas.deals.read",
    "crm.schemas.contacts.write",
    "crm.schemas.deals.write",
    "sales-email-read",
];

/// A private app's token.
#[derive(Debug, Clone)]
pub struct Token {
    /// What requests carry.
    pub value: String,
    /// What it may do.
    pub scopes: BTreeSet<String>,
    /// The user who made the app.
    pub user: u64,
    /// Whether it was taken back.
    pub revoked: bool,
}

impl Token {
    /// One that may do everything.
    pub fn new(value: impl Into<String>) -> Self {
        let scopes = SCOPES.iter().map(|scope| (*scope).to_owned()).collect();
        Self { value: value.into(), scopes, user: 9001, revoked: false }
    }
}

/// Who makes a request.
#[derive(Debug, Clone)]
pub enum Caller {
    /// An app, which may do what its token says.
    App(Token),
    /// A person, who may do everything and is not limited.
    Person(u64),
}

impl Caller {
    /// How changes of theirs are labelled.
    pub fn source(&self) -> Arc<Source> {
        Arc::new(match self {
            Self::App(_) => Source { kind: "INTEGRATION", id: Some(APP.to_string()), user: None },
            Self::Person(user) => Source { kind: "CRM_UI", id: Some(format!("userId:{user}")), user: Some(*user) },
        })
    }

    /// Whether they may do what needs any of these scopes.
    pub fn may(&self, any: &[String]) -> bool {
        match self {
            Self::App(token) => any.iter().any(|scope| token.scopes.contains(scope)),
            Self::Person(_) => true,
        }
    }
}
