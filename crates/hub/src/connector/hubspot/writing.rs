//! What is written to records. Each looks first whether it is there already, so that it may be tried again.
//!
//! Notes and tasks are looked for among those that the record is associated with, and never by a search: a search lags, and what
//! was written in an attempt without an answer would be written twice.

use plumbline_crm::hubspot::payload::{RecordObject, object};
use plumbline_domain::record::{CrmUser, RecordKey};
use serde_json::{Value, json};

use super::asking::{Asking, results};
use super::limiter::Priority;
use super::paths::numbered;
use super::{Hubspot, unexpected};
use crate::connector::{ConnectorError, Note, ToDo};

/// Notes and tasks of a record that are looked at at once.
const BATCH: usize = 100;

/// A kind of object that is left on a record.
struct Left {
    objects: &'static str,
    body: &'static str,
}

const NOTE: Left = Left { objects: "notes", body: "hs_note_body" };
const TASK: Left = Left { objects: "tasks", body: "hs_task_body" };

impl Hubspot {
    pub(super) async fn post_note(&self, record: &RecordKey, note: &Note) -> Result<(), ConnectorError> {
        let asking = self.asking(Priority::Background);
        let (kind, id) = subject(record)?;
        let body = as_html(&note.whole());
        let Some((there, said)) = self.find(&asking, &NOTE, kind, id, note.reference()).await? else {
            let properties = json!({"hs_note_body": body, "hs_timestamp": self.now()});
            return self.create(&asking, &NOTE, kind, id, properties).await;
        };
        if said.contains(&note.whole()) || said.contains(&body) {
            return Ok(());
        }
        let path = self.paths.objects(NOTE.objects, &format!("/{there}"));
        asking.patch(path, &json!({"properties": {"hs_note_body": body}}), "notes").await.map(drop)
    }

    pub(super) async fn create_task(
        &self,
        record: &RecordKey,
        user: &CrmUser,
        to_do: &ToDo,
    ) -> Result<(), ConnectorError> {
        let asking = self.asking(Priority::Background);
        let (kind, id) = subject(record)?;
        if self.find(&asking, &TASK, kind, id, to_do.note.reference()).await?.is_some() {
            return Ok(());
        }
        // A task's time is when it is due.
        let properties = json!({
            "hs_task_subject": to_do.summary, "hs_task_body": as_html(&to_do.note.whole()), "hs_timestamp": self.now(),
            "hs_task_status": "NOT_STARTED", "hs_task_priority": "HIGH", "hs_task_type": "TODO",
            "hubspot_owner_id": numbered(&user.id)?,
        });
        self.create(&asking, &TASK, kind, id, properties).await
    }

    pub(super) async fn give_to(&self, record: &RecordKey, user: &CrmUser) -> Result<(), ConnectorError> {
        let asking = self.asking(Priority::Background);
        let (kind, id) = subject(record)?;
        let query = self.paths.objects(kind.objects(), &format!("/{id}?properties=hubspot_owner_id"));
        let told = asking.get(query, kind.objects()).await?;
        if told.pointer("/properties/hubspot_owner_id").and_then(Value::as_str) == Some(user.id.as_str()) {
            return Ok(());
        }
        let path = self.paths.objects(kind.objects(), &format!("/{id}"));
        let owner = json!({"properties": {"hubspot_owner_id": numbered(&user.id)?}});
        asking.patch(path, &owner, kind.objects()).await.map(drop)
    }

    /// The one on a record that has this reference: its id, and what it says.
    async fn find(
        &self,
        asking: &Asking<'_>,
        left: &Left,
        kind: RecordObject,
        id: &str,
        reference: &str,
    ) -> Result<Option<(String, String)>, ConnectorError> {
        let own = [id.to_owned()];
        let found = asking.associations(kind.objects(), &own, left.objects).await?;
        let ids: Vec<&String> = found.values().flatten().collect();
        for batch in ids.chunks(BATCH) {
            let inputs: Vec<Value> = batch.iter().map(|id| json!({"id": id})).collect();
            let path = self.paths.objects(left.objects, "/batch/read");
            let body = json!({"properties": [left.body], "inputs": inputs});
            for told in results(asking.post(path, &body, left.objects).await?)? {
                let said =
                    told.get("properties").and_then(|properties| properties.get(left.body)).and_then(Value::as_str);
                if let Some((id, said)) = object::id(&told).zip(said.filter(|said| said.contains(reference))) {
                    return Ok(Some((id.to_owned(), said.to_owned())));
                }
            }
        }
        Ok(None)
    }

    /// Made together with its association, so that it is found again whatever breaks off.
    async fn create(
        &self,
        asking: &Asking<'_>,
        left: &Left,
        kind: RecordObject,
        id: &str,
        properties: Value,
    ) -> Result<(), ConnectorError> {
        let types = self.association_type(asking, left.objects, kind).await?;
        let body = json!({"properties": properties, "associations": [{"to": {"id": id}, "types": [types]}]});
        asking.post(self.paths.objects(left.objects, ""), &body, left.objects).await.map(drop)
    }

    /// HubSpot's own type of association between the two, which has no label.
    async fn association_type(
        &self,
        asking: &Asking<'_>,
        from: &str,
        to: RecordObject,
    ) -> Result<Value, ConnectorError> {
        let labels = results(asking.get(self.paths.labels(from, to.objects()), "kinds of association").await?)?;
        let is_plain = |told: &&Value| {
            told.get("category").and_then(Value::as_str) == Some("HUBSPOT_DEFINED")
                && told.get("label").is_none_or(Value::is_null)
        };
        let plain = labels.iter().find(is_plain).and_then(|told| told.get("typeId"));
        let number =
            plain.ok_or_else(|| unexpected(format!("no kind of association from {from} to {}", to.objects())))?;
        Ok(json!({"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": number}))
    }

    fn now(&self) -> String {
        self.clock.now().timestamp_millis().to_string()
    }
}

fn subject(record: &RecordKey) -> Result<(RecordObject, &str), ConnectorError> {
    let kind = RecordObject::of(&record.object).ok_or(ConnectorError::NoSuchRecord)?;
    Ok((kind, numbered(record.id.as_str())?))
}

/// For a property that is shown as HTML.
fn as_html(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\n', "<br>")
}
