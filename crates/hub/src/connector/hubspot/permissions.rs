//! What the hub's token may read and write, for `plumbline-hub check`.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::Hubspot;
use super::asking::Asking;
use super::client::HUBSPOT;
use super::limiter::Priority;
use crate::connector::{ConnectorError, Permission, Writing};

/// Scope, in words, and what is missing without it; without the first ones nothing works.
const READ: &[(&str, &str, Option<&str>)] = &[
    ("crm.objects.contacts.read", "contacts, calls and meetings", None),
    ("crm.objects.deals.read", "deals", None),
    ("crm.objects.owners.read", "owners", None),
    ("crm.objects.companies.read", "companies", Some("records are shown without their company")),
    ("crm.objects.leads.read", "leads", Some("leads are not followed, only contacts and deals")),
    ("sales-email-read", "mails", Some("a mail by sales stops no clock")),
];

impl Hubspot {
    pub(super) async fn ask_permissions(&self, writing: &[Writing]) -> Vec<Permission> {
        let granted = self.scopes().await;
        let permission = |operation: &str, scope: &str, words: &str, otherwise| {
            let trouble = match &granted {
                Ok(granted) if granted.contains(scope) => None,
                Ok(_) if operation == "read" => {
                    Some(ConnectorError::NotAllowed { crm: HUBSPOT, model: scope.to_owned() })
                }
                Ok(_) => Some(ConnectorError::NotWritable { crm: HUBSPOT, model: scope.to_owned() }),
                Err(trouble) => Some(trouble.clone()),
            };
            Permission { what: format!("{operation} {words} ({scope})"), trouble, otherwise }
        };
        let read = READ.iter().map(|(scope, words, otherwise)| permission("read", scope, words, *otherwise));
        let written = writing.iter().flat_map(|writing| needed_for(*writing));
        let write = written.map(|(scope, words)| permission("write", scope, words, None));
        read.chain(write).collect()
    }

    /// Says in the log which scopes are missing, and what is not shown without them.
    pub(super) async fn name_missing_scopes(&self, asking: &Asking<'_>) {
        let granted = match self.granted(asking).await {
            Ok(granted) => granted,
            Err(trouble) => {
                tracing::warn!(crm = %self.site.id, %trouble, "the token's scopes could not be read");
                return;
            }
        };
        for (scope, _, otherwise) in READ.iter().filter(|(scope, ..)| !granted.contains(*scope)) {
            let otherwise = otherwise.unwrap_or("nothing works");
            tracing::warn!(crm = %self.site.id, scope, otherwise, "the token lacks a scope");
        }
    }

    /// What the token was given, when it is one of our account.
    async fn scopes(&self) -> Result<HashSet<String>, ConnectorError> {
        // Whether the account is ours is found out with the directory.
        self.directory().await?;
        self.granted(&self.asking(Priority::Person)).await
    }

    async fn granted(&self, asking: &Asking<'_>) -> Result<HashSet<String>, ConnectorError> {
        let path = "/oauth/v2/private-apps/get/access-token-info".to_owned();
        let told = asking.post(path, &json!({"tokenKey": self.client.token()}), "the token's scopes").await?;
        let scopes = told.get("scopes").and_then(Value::as_array).into_iter().flatten();
        Ok(scopes.filter_map(Value::as_str).map(ToOwned::to_owned).collect())
    }
}

/// Each scope, and what for in words.
fn needed_for(writing: Writing) -> &'static [(&'static str, &'static str)] {
    match writing {
        Writing::Notes => {
            &[("crm.objects.contacts.write", "notes on contacts"), ("crm.objects.deals.write", "notes on deals")]
        }
        Writing::ToDos => &[("crm.objects.contacts.write", "tasks")],
        Writing::Owners => &[
            ("crm.objects.contacts.write", "the owner of contacts"),
            ("crm.objects.deals.write", "the owner of deals"),
        ],
    }
}
