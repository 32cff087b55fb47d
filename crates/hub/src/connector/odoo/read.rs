//! The calls behind one record, or a batch of them.

use std::collections::BTreeSet;

use plumbline_crm::odoo::payload::{self, Answers, MESSAGE_TYPES, fields};
use plumbline_crm::odoo::{LEAD, PARTNER};
use plumbline_crm::reading::{Facts, Reading};
use plumbline_domain::record::RecordKey;
use serde_json::{Value, json};

use super::{Odoo, rows, unexpected};
use crate::connector::{ConnectorError, OwnFacts};

/// A company may have more contacts and leads than anybody reads on a panel; the latest are enough.
const MOST_CONTACTS: u32 = 500;
const MOST_LEADS: u32 = 200;
/// With more than these, records are read in smaller batches, so that no first response is cut off.
const MOST_MESSAGES: usize = 10_000;

/// A model and the number of one of its records.
type OnRecord = (&'static str, i64);

impl Odoo {
    pub(super) async fn read_lead(&self, id: i64) -> Result<Reading, ConnectorError> {
        let own = self.leads(json!([["id", "=", id]])).await?;
        let lead = own.first().ok_or(ConnectorError::NoSuchRecord)?;
        let partner = lead.pointer("/partner_id/0").and_then(Value::as_i64);
        let partners = match partner {
            // Everybody of the same company, whoever of them the lead names.
            Some(partner) => {
                self.partners(json!([["commercial_partner_id", "any", [["id", "parent_of", [partner]]]]])).await?
            }
            None => Vec::new(),
        };
        let email = lead.get("email_normalized").and_then(Value::as_str);
        let others = match (partners.is_empty(), email) {
            (false, _) => self.leads(json!([["partner_id", "in", ids(&partners)], ["id", "!=", id]])).await?,
            (true, Some(email)) => self.leads(json!([["email_normalized", "=", email], ["id", "!=", id]])).await?,
            (true, None) => Vec::new(),
        };
        let leads = own.into_iter().chain(others).collect();
        self.reading(self.key(LEAD, id), leads, partners).await
    }

    pub(super) async fn read_partner(&self, id: i64) -> Result<Reading, ConnectorError> {
        let partners = self.partners(json!([["id", "child_of", [id]]])).await?;
        if !ids(&partners).contains(&id) {
            return Err(ConnectorError::NoSuchRecord);
        }
        let leads = self.leads(json!([["partner_id", "in", ids(&partners)]])).await?;
        self.reading(self.key(PARTNER, id), leads, partners).await
    }

    pub(super) async fn read_leads(&self, records: &[RecordKey]) -> Result<OwnFacts, ConnectorError> {
        let number = |key: &RecordKey| key.id.as_str().parse::<i64>().ok().filter(|_| key.object.as_str() == LEAD);
        let wanted: Vec<i64> = records.iter().filter_map(number).collect();
        if wanted.is_empty() {
            return Ok(OwnFacts::default());
        }
        let domain = json!({"domain": [["id", "in", wanted], ["active", "in", [true, false]]]});
        let found = self.search_read(LEAD, domain, fields::LEAD).await?;
        // By the rows, not by the facts: a lead that is there but cannot be understood is not gone.
        let there: BTreeSet<i64> = ids(&found).into_iter().collect();
        let is_gone = |key: &&RecordKey| number(key).is_some_and(|id| !there.contains(&id));
        let gone = records.iter().filter(is_gone).cloned().collect();
        let facts = self.facts(found, Vec::new()).await?;
        Ok(OwnFacts { facts, gone })
    }

    async fn reading(
        &self,
        subject: RecordKey,
        leads: Vec<Value>,
        partners: Vec<Value>,
    ) -> Result<Reading, ConnectorError> {
        let facts = self.facts(leads, partners).await?;
        if facts.records.iter().any(|read| read.record.key == subject) {
            return Ok(Reading { subject, facts });
        }
        Err(unexpected(facts.warnings.first().cloned().unwrap_or_else(|| format!("{subject} has no creation date"))))
    }

    async fn facts(&self, leads: Vec<Value>, partners: Vec<Value>) -> Result<Facts, ConnectorError> {
        let known = self.directory().await?;
        let (on_leads, on_partners) = (ids(&leads), ids(&partners));
        let ((messages, cut_off), changes, meetings) = tokio::try_join!(
            self.messages(&on_leads, &on_partners),
            self.tracked_changes(&on_leads, known.may_track),
            self.meetings(&on_leads, &on_partners),
        )?;
        let answers = Answers { leads, partners, messages, changes, meetings };
        let mut facts = payload::facts(&self.client.site().id, &answers, &known.directory, self.clock.now());
        facts.warnings.extend(cut_off);
        Ok(facts)
    }

    async fn leads(&self, domain: Value) -> Result<Vec<Value>, ConnectorError> {
        let arguments =
            json!({"domain": with_inactive(domain), "order": "create_date desc, id desc", "limit": MOST_LEADS});
        self.search_read(LEAD, arguments, fields::LEAD).await
    }

    async fn partners(&self, domain: Value) -> Result<Vec<Value>, ConnectorError> {
        let arguments = json!({"domain": with_inactive(domain), "order": "id", "limit": MOST_CONTACTS});
        self.search_read(PARTNER, arguments, fields::PARTNER).await
    }

    /// The messages, and which records have more than are read.
    async fn messages(&self, leads: &[i64], partners: &[i64]) -> Result<(Vec<Value>, Vec<String>), ConnectorError> {
        let on_leads = leads.iter().map(|id| (LEAD, *id));
        let records: Vec<OnRecord> = on_leads.chain(partners.iter().map(|id| (PARTNER, *id))).collect();
        let (mut messages, mut cut_off) = (Vec::new(), Vec::new());
        let mut batches = vec![records.as_slice()];
        while let Some(batch) = batches.pop() {
            let mut found = self.messages_on(batch).await?;
            if found.len() > MOST_MESSAGES {
                if let [(model, id)] = batch {
                    cut_off.push(format!(
                        "{model} {id}: what is older than its latest {MOST_MESSAGES} messages is too much to read"
                    ));
                } else {
                    let (one, other) = batch.split_at(batch.len() / 2);
                    batches.extend([one, other]);
                    continue;
                }
            }
            found.truncate(MOST_MESSAGES);
            messages.extend(found);
        }
        Ok((messages, cut_off))
    }

    /// The latest messages on some records, one more than [`MOST_MESSAGES`] where there are more.
    async fn messages_on(&self, records: &[OnRecord]) -> Result<Vec<Value>, ConnectorError> {
        let of = |wanted: &str| -> Vec<i64> {
            records.iter().filter(|(model, _)| *model == wanted).map(|(_, id)| *id).collect()
        };
        let domain = json!([
            "&",
            "|",
            ["message_type", "in", MESSAGE_TYPES],
            ["mail_activity_type_id", "!=", false],
            "|",
            "&",
            ["model", "=", LEAD],
            ["res_id", "in", of(LEAD)],
            "&",
            ["model", "=", PARTNER],
            ["res_id", "in", of(PARTNER)],
        ]);
        let arguments = json!({"domain": domain, "order": "id desc", "limit": MOST_MESSAGES + 1});
        self.search_read("mail.message", arguments, fields::MESSAGE).await
    }

    async fn tracked_changes(&self, leads: &[i64], may_track: bool) -> Result<Option<Vec<Value>>, ConnectorError> {
        if !may_track {
            return Ok(None);
        }
        let domain = json!([
            ["field_id.model", "=", LEAD],
            ["field_id.name", "in", payload::TRACKED],
            ["mail_message_id.model", "=", LEAD],
            ["mail_message_id.res_id", "in", leads],
        ]);
        let arguments = json!({"domain": domain, "specification": payload::change_fields()});
        let mut answer = self.client.call("mail.tracking.value", "web_search_read", &arguments).await?;
        let records = answer.get_mut("records").map(Value::take);
        records.map_or_else(|| Err(unexpected("tracked changes without a list of records")), rows).map(Some)
    }

    /// Without the right to read meetings, or without a calendar, there are none.
    async fn meetings(&self, leads: &[i64], partners: &[i64]) -> Result<Vec<Value>, ConnectorError> {
        let of_leads = json!(["opportunity_id", "in", leads]);
        let domain = match partners.is_empty() {
            true => json!([of_leads]),
            false => json!(["|", of_leads, "&", ["opportunity_id", "=", false], ["partner_ids", "in", partners]]),
        };
        let arguments = json!({"domain": domain});
        match self.search_read("calendar.event", arguments, fields::MEETING).await {
            Err(ConnectorError::NotAllowed { .. } | ConnectorError::NoModel { .. }) => Ok(Vec::new()),
            answer => answer,
        }
    }
}

/// Odoo hides archived records, lost leads among them, unless it is asked for them.
fn with_inactive(mut domain: Value) -> Value {
    if let Some(conditions) = domain.as_array_mut() {
        conditions.push(json!(["active", "in", [true, false]]));
    }
    domain
}

fn ids(rows: &[Value]) -> Vec<i64> {
    rows.iter().filter_map(|row| row.get("id").and_then(Value::as_i64)).collect()
}
