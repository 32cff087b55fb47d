//! What is written to leads and contacts. Each looks first whether it is there already, so that it may be tried again.

use plumbline_crm::odoo::{LEAD, PARTNER};
use plumbline_domain::record::{CrmUser, RecordKey};
use serde_json::{Value, json};

use super::client::ODOO;
use super::{Odoo, unexpected};
use crate::connector::{ConnectorError, Note, ToDo};

impl Odoo {
    pub(super) async fn post_note(&self, record: &RecordKey, note: &Note) -> Result<(), ConnectorError> {
        let (model, id) = self.lead_or_contact(record).await?;
        let domain = json!([["model", "=", model], ["res_id", "=", id], ["body", "ilike", note.reference()]]);
        let arguments = json!({"domain": domain, "limit": 1});
        let Some(there) = self.search_read("mail.message", arguments, &["body"]).await?.into_iter().next() else {
            // Odoo escapes a body that comes as text.
            let message = json!({
                "ids": [id], "body": note.whole(), "message_type": "comment", "subtype_xmlid": "mail.mt_note",
            });
            return self.write(model, "message_post", &message).await;
        };
        let body = escaped(&note.whole());
        if there["body"].as_str().is_some_and(|said| said.contains(&body)) {
            return Ok(());
        }
        let edit = json!({"ids": [there["id"]], "vals": {"body": format!("<p>{body}</p>")}});
        self.write("mail.message", "write", &edit).await
    }

    /// The model and number of a record that notes are left on.
    async fn lead_or_contact(&self, record: &RecordKey) -> Result<(&'static str, i64), ConnectorError> {
        if record.object.as_str() == LEAD {
            return Ok((LEAD, self.lead_with_owner(record).await?.0));
        }
        let is_contact = record.object.as_str() == PARTNER;
        let id = record.id.as_str().parse::<i64>().ok().filter(|_| is_contact).ok_or(ConnectorError::NoSuchRecord)?;
        match self.is_there(PARTNER, json!([["id", "=", id], ["active", "in", [true, false]]])).await? {
            true => Ok((PARTNER, id)),
            false => Err(ConnectorError::NoSuchRecord),
        }
    }

    pub(super) async fn schedule(
        &self,
        record: &RecordKey,
        user: &CrmUser,
        to_do: &ToDo,
    ) -> Result<(), ConnectorError> {
        let (lead, _) = self.lead_with_owner(record).await?;
        let domain = json!([
            ["res_model", "=", LEAD],
            ["res_id", "=", lead],
            ["note", "ilike", to_do.note.reference()],
            // Those that are done, too.
            ["active", "in", [true, false]],
        ]);
        if self.is_there("mail.activity", domain).await? {
            return Ok(());
        }
        let activity = json!({
            "ids": [lead], "act_type_xmlid": "mail.mail_activity_data_todo", "summary": to_do.summary,
            "note": escaped(&to_do.note.whole()), "user_id": number(user)?,
        });
        self.write(LEAD, "activity_schedule", &activity).await
    }

    pub(super) async fn give_to(&self, record: &RecordKey, user: &CrmUser) -> Result<(), ConnectorError> {
        let (lead, owner) = self.lead_with_owner(record).await?;
        let user = number(user)?;
        if owner == Some(user) {
            return Ok(());
        }
        // Where a hand-off is taken for new with each owner, the next rule would be broken anew, and so on without an end.
        if !self.directory().await?.may_track {
            return Err(ConnectorError::NotAllowed { crm: ODOO, model: "mail.tracking.value".to_owned() });
        }
        self.write(LEAD, "write", &json!({"ids": [lead], "vals": {"user_id": user}})).await
    }

    /// The lead's number and its owner's.
    async fn lead_with_owner(&self, record: &RecordKey) -> Result<(i64, Option<i64>), ConnectorError> {
        let is_lead = record.object.as_str() == LEAD;
        let lead = record.id.as_str().parse::<i64>().ok().filter(|_| is_lead).ok_or(ConnectorError::NoSuchRecord)?;
        let domain = json!({"domain": [["id", "=", lead], ["active", "in", [true, false]]]});
        let found = self.search_read(LEAD, domain, &["user_id"]).await?;
        let row = found.first().ok_or(ConnectorError::NoSuchRecord)?;
        Ok((lead, row.pointer("/user_id/0").and_then(Value::as_i64)))
    }

    async fn is_there(&self, model: &str, domain: Value) -> Result<bool, ConnectorError> {
        Ok(!self.search_read(model, json!({"domain": domain, "limit": 1}), &["id"]).await?.is_empty())
    }

    async fn write(&self, model: &str, method: &str, arguments: &Value) -> Result<(), ConnectorError> {
        match self.client.call(model, method, arguments).await {
            Ok(_) => Ok(()),
            Err(ConnectorError::NotAllowed { model, .. }) => Err(ConnectorError::NotWritable { crm: ODOO, model }),
            Err(error) => Err(error),
        }
    }
}

fn number(user: &CrmUser) -> Result<i64, ConnectorError> {
    user.id.parse().map_err(|_| unexpected(format!("a user without a number: '{}'", user.id)))
}

/// For a field of HTML, which Odoo cleans but does not escape.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
