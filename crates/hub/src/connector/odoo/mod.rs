//! Odoo 19 over JSON-2.
//!
//! A record with its circle takes at most six calls in four rounds: the record, its company's contacts, their leads, then
//! messages, tracked changes and meetings together. A batch of leads without circles takes four calls in two rounds, however
//! many leads; more messages than are read at once take further calls. Users, kinds of activity and of message, and tags are
//! read once in five minutes. What is written takes at most three calls: is the lead there, is it written already, write.

mod changes;
mod client;
mod directory;
mod permissions;
mod read;
mod writing;
mod written;

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use plumbline_crm::odoo::{ACTION_PREFIX, LEAD, PARTNER};
use plumbline_crm::reading::Reading;
use plumbline_crm::sales::SalesTeam;
use plumbline_domain::ids::{ObjectType, RecordId};
use plumbline_domain::record::{CrmUser, RecordKey};
use plumbline_domain::site::CrmSite;
use serde_json::{Value, json};

use super::kept::Kept;
use super::{Changes, Connector, ConnectorError, Note, OwnFacts, Permission, ToDo, Writing};
use crate::clock::Clock;
use crate::config::CrmSettings;
use client::{Client, unexpected};
use directory::Known;

/// A connector to one Odoo.
pub struct Odoo {
    client: Client,
    team: SalesTeam,
    clock: Clock,
    directory: Kept<Known>,
    /// Which object an action shows; an action never changes its model.
    actions: Mutex<HashMap<ObjectType, ObjectType>>,
}

impl Odoo {
    /// A connector that works by these settings, with that one of the server's databases.
    ///
    /// # Errors
    /// When the TLS library does not start.
    pub fn new(
        settings: CrmSettings,
        database: Option<String>,
        team: SalesTeam,
        clock: Clock,
    ) -> Result<Self, reqwest::Error> {
        Ok(Self {
            client: Client::new(settings, database)?,
            team,
            clock,
            directory: Kept::default(),
            actions: Mutex::default(),
        })
    }

    async fn search_read(
        &self,
        model: &str,
        mut arguments: Value,
        fields: &[&str],
    ) -> Result<Vec<Value>, ConnectorError> {
        if let Some(arguments) = arguments.as_object_mut() {
            arguments.insert("fields".to_owned(), json!(fields));
        }
        rows(self.client.call(model, "search_read", &arguments).await?)
    }

    fn key(&self, object: &str, id: i64) -> RecordKey {
        let crm = self.site().id.clone();
        RecordKey { crm, object: ObjectType::new(object), id: RecordId::new(id.to_string()) }
    }

    async fn model_of_action(&self, action: &str) -> Result<Option<String>, ConnectorError> {
        let id = match action.parse::<i64>() {
            Ok(id) => Some(id),
            Err(_) => self.action_named(action).await?,
        };
        let Some(id) = id else { return Ok(None) };
        let domain = json!({"domain": [["id", "=", id]], "limit": 1});
        let found = self.search_read("ir.actions.act_window", domain, &["res_model"]).await?;
        Ok(found.first().and_then(|row| row.get("res_model")).and_then(Value::as_str).map(ToOwned::to_owned))
    }

    async fn action_named(&self, name: &str) -> Result<Option<i64>, ConnectorError> {
        let Some((module, name)) = name.split_once('.') else { return Ok(None) };
        let domain = json!([["module", "=", module], ["name", "=", name], ["model", "=", "ir.actions.act_window"]]);
        let found = self.search_read("ir.model.data", json!({"domain": domain, "limit": 1}), &["res_id"]).await?;
        Ok(found.first().and_then(|row| row.get("res_id")).and_then(Value::as_i64))
    }
}

#[async_trait]
impl Connector for Odoo {
    fn site(&self) -> &CrmSite {
        self.client.site()
    }

    async fn resolve(&self, object: &ObjectType) -> Result<ObjectType, ConnectorError> {
        let name = object.as_str();
        if name == LEAD || name == PARTNER {
            return Ok(object.clone());
        }
        let action = name.strip_prefix(ACTION_PREFIX).ok_or(ConnectorError::NoSuchRecord)?;
        let known = self.actions.lock().unwrap_or_else(PoisonError::into_inner).get(object).cloned();
        if let Some(model) = known {
            return Ok(model);
        }
        let model = self.model_of_action(action).await?.filter(|model| model == LEAD || model == PARTNER);
        let model = ObjectType::new(model.ok_or(ConnectorError::NoSuchRecord)?);
        self.actions.lock().unwrap_or_else(PoisonError::into_inner).insert(object.clone(), model.clone());
        Ok(model)
    }

    async fn read(&self, object: &ObjectType, id: &RecordId) -> Result<Reading, ConnectorError> {
        let id = id.as_str().parse::<i64>().map_err(|_| ConnectorError::NoSuchRecord)?;
        match object.as_str() {
            LEAD => self.read_lead(id).await,
            PARTNER => self.read_partner(id).await,
            _ => Err(ConnectorError::NoSuchRecord),
        }
    }

    async fn read_own(&self, records: &[RecordKey]) -> Result<OwnFacts, ConnectorError> {
        self.read_leads(records).await
    }

    async fn changes(&self, cursor: Option<&str>) -> Result<Changes, ConnectorError> {
        self.changes_since(cursor).await
    }

    async fn user_named(&self, login: &str) -> Result<Option<CrmUser>, ConnectorError> {
        let known = self.directory().await?;
        let user = known.directory.user_named(login);
        Ok(user.map(|user| CrmUser { id: user.id.to_string(), name: user.name.clone() }))
    }

    async fn leave_note(&self, record: &RecordKey, note: &Note) -> Result<(), ConnectorError> {
        self.post_note(record, note).await
    }

    async fn give_to_do(&self, record: &RecordKey, user: &CrmUser, to_do: &ToDo) -> Result<(), ConnectorError> {
        self.schedule(record, user, to_do).await
    }

    async fn assign(&self, record: &RecordKey, user: &CrmUser) -> Result<(), ConnectorError> {
        self.give_to(record, user).await
    }

    async fn permissions(&self, writing: &[Writing]) -> Vec<Permission> {
        self.ask_permissions(writing).await
    }
}

fn rows(answer: Value) -> Result<Vec<Value>, ConnectorError> {
    match answer {
        Value::Array(rows) => Ok(rows),
        other => Err(unexpected(format!("a list of records should have come, but {}", kind_of(&other)))),
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
