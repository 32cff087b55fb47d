//! What the hub's key may read, for `plumbline-hub check`.

use plumbline_crm::odoo::{LEAD, PARTNER};
use serde_json::json;

use super::Odoo;
use super::client::ODOO;
use crate::connector::{ConnectorError, Permission};

/// Model, in words, and what is missing without it; without the first ones nothing works.
const READ: &[(&str, &str, Option<&str>)] = &[
    (LEAD, "leads and opportunities", None),
    (PARTNER, "contacts", None),
    ("mail.message", "messages", None),
    ("res.users", "users", None),
    ("mail.activity.type", "kinds of activity", None),
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
    pub(super) async fn ask_permissions(&self) -> Vec<Permission> {
        let mut found = Vec::new();
        for (model, words, otherwise) in READ {
            let answer = self.client.call(model, "has_access", &json!({"ids": [], "operation": "read"})).await;
            let trouble = match answer {
                Ok(may) if may.as_bool() == Some(true) => None,
                Ok(_) => Some(ConnectorError::NotAllowed { crm: ODOO, model: (*model).to_owned() }),
                Err(trouble) => Some(trouble),
            };
            found.push(Permission { what: format!("{words} ({model})"), trouble, otherwise: *otherwise });
        }
        found
    }
}
