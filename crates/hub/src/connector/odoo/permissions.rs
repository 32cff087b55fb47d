//! What the hub's key may read and write, for `plumbline-hub check`.

use plumbline_crm::odoo::{LEAD, PARTNER};
use serde_json::json;

use super::Odoo;
use super::client::ODOO;
use crate::connector::{ConnectorError, Permission, Writing};

/// Model, in words, and what is missing without it; without the first ones nothing works.
const READ: &[(&str, &str, Option<&str>)] = &[
    (LEAD, "leads and opportunities", None),
    (PARTNER, "contacts", None),
    ("mail.message", "messages", None),
    ("res.users", "users", None),
    ("mail.activity.type", "kinds of activity", None),
    ("mail.message.subtype", "kinds of message", None),
    ("crm.tag", "tags", None),
    ("calendar.event", "meetings", Some("meetings are neither touches nor responses")),
    (
        "mail.tracking.value",
        "tracked changes",
        Some("a clock starts at the latest assignment, not at the first; an administrator's key may read them"),
    ),
    (
        "ir.actions.act_window",
        "actions",
        Some(
            "records whose address has only an action's number are not recognised; an administrator's key may read them",
        ),
    ),
];

impl Odoo {
    pub(super) async fn ask_permissions(&self, writing: &[Writing]) -> Vec<Permission> {
        let mut found = Vec::new();
        for (model, words, otherwise) in READ {
            let trouble = self.trouble_with(model, "read").await;
            found.push(Permission { what: format!("read {words} ({model})"), trouble, otherwise: *otherwise });
        }
        for writing in writing {
            for (model, operation, words) in needed_for(*writing) {
                let trouble = self.trouble_with(model, operation).await;
                found.push(Permission { what: format!("{words} ({model})"), trouble, otherwise: None });
            }
        }
        found
    }

    async fn trouble_with(&self, model: &str, operation: &str) -> Option<ConnectorError> {
        let answer = self.client.call(model, "has_access", &json!({"ids": [], "operation": operation})).await;
        let model = model.to_owned();
        match answer {
            Ok(may) if may.as_bool() == Some(true) => None,
            Ok(_) if operation == "read" => Some(ConnectorError::NotAllowed { crm: ODOO, model }),
            Ok(_) => Some(ConnectorError::NotWritable { crm: ODOO, model }),
            Err(trouble) => Some(trouble),
        }
    }
}

/// Each model, operation, and what for in words.
fn needed_for(writing: Writing) -> &'static [(&'static str, &'static str, &'static str)] {
    match writing {
        // Odoo lets those note something on a record who may change it.
        Writing::Notes => &[(LEAD, "write", "leave notes on leads")],
        Writing::ToDos => &[("mail.activity", "create", "give to-dos")],
        Writing::Owners => &[
            (LEAD, "write", "give leads to another owner"),
            ("mail.tracking.value", "read", "tell a new owner from a new hand-off by tracked changes"),
        ],
    }
}
