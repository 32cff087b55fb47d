//! What changed while nobody looked, in at most three calls.
//!
//! A call or mail that is logged on a lead does not touch the lead's own row, so new messages and meetings are followed too.
//! A change whose transaction was committed late may slip through; whoever polls reads the waiting leads again from time to time
//! anyway.

use std::collections::BTreeSet;

use plumbline_crm::odoo::LEAD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::written::Written;
use super::{Odoo, unexpected};
use crate::connector::{Changes, ConnectorError};

/// What is read again at once; the rest follows with the next poll.
const MOST: u32 = 2_000;

/// How many open leads are read to begin with.
const MOST_AT_FIRST: u32 = 1_000;

/// Where each of the three lists was left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Cursor {
    lead: Written,
    message: i64,
    meeting: Written,
}

impl Odoo {
    pub(super) async fn changes_since(&self, cursor: Option<&str>) -> Result<Changes, ConnectorError> {
        // A cursor of another version is no cursor.
        match cursor.and_then(|text| serde_json::from_str::<Cursor>(text).ok()) {
            Some(cursor) => self.changes_from(cursor).await,
            None => self.all_open().await,
        }
    }

    async fn all_open(&self) -> Result<Changes, ConnectorError> {
        let open = json!([["won_status", "=", "pending"]]);
        let last = |order: &str| json!({"domain": [], "order": order, "limit": 1});
        let (leads, messages, meetings) = tokio::try_join!(
            self.search_read(
                LEAD,
                json!({"domain": open, "order": "write_date desc, id desc", "limit": MOST_AT_FIRST}),
                &["write_date"]
            ),
            self.search_read("mail.message", last("id desc"), &["id"]),
            self.optional_meetings(last("write_date desc, id desc")),
        )?;
        let cursor = Cursor {
            lead: Written::up_to(leads.first()),
            message: messages.first().and_then(|row| row.get("id")).and_then(Value::as_i64).unwrap_or(0),
            meeting: Written::up_to(meetings.first()),
        };
        let ids = leads.iter().filter_map(|row| row.get("id").and_then(Value::as_i64)).collect();
        self.changes_of(ids, &cursor)
    }

    async fn changes_from(&self, mut cursor: Cursor) -> Result<Changes, ConnectorError> {
        let in_order = |domain: Value, order: &str| json!({"domain": domain, "order": order, "limit": MOST});
        let mut changed = cursor.lead.and_after();
        changed.push(json!(["active", "in", [true, false]]));
        let new = json!([["id", ">", cursor.message], ["model", "=", LEAD]]);
        let (leads, messages, meetings) = tokio::try_join!(
            self.search_read(LEAD, in_order(json!(changed), "write_date, id"), &["write_date"]),
            self.search_read("mail.message", in_order(new, "id"), &["res_id"]),
            self.optional_meetings(in_order(json!(cursor.meeting.and_after()), "write_date, id")),
        )?;
        let number = |row: &Value, field: &str| row.pointer(field).and_then(Value::as_i64);
        let mut ids: BTreeSet<i64> = leads.iter().filter_map(|row| number(row, "/id")).collect();
        ids.extend(messages.iter().filter_map(|row| number(row, "/res_id")));
        ids.extend(meetings.iter().filter_map(|row| number(row, "/opportunity_id/0")));
        cursor.lead = cursor.lead.after(&leads);
        cursor.message = messages.last().and_then(|row| number(row, "/id")).unwrap_or(cursor.message);
        cursor.meeting = cursor.meeting.after(&meetings);
        self.changes_of(ids, &cursor)
    }

    async fn optional_meetings(&self, arguments: Value) -> Result<Vec<Value>, ConnectorError> {
        match self.search_read("calendar.event", arguments, &["write_date", "opportunity_id"]).await {
            Err(ConnectorError::NotAllowed { .. } | ConnectorError::NoModel { .. }) => Ok(Vec::new()),
            answer => answer,
        }
    }

    fn changes_of(&self, ids: BTreeSet<i64>, cursor: &Cursor) -> Result<Changes, ConnectorError> {
        let cursor = serde_json::to_string(cursor).map_err(|error| unexpected(error.to_string()))?;
        Ok(Changes { records: ids.into_iter().map(|id| self.key(LEAD, id)).collect(), cursor, catching_up: None })
    }
}
