//! HubSpot over its CRM interface, in version 3 or a dated one.
//!
//! What calls a record takes is said in `read`; owners, pipelines and the account are read once in five minutes. What is
//! written takes at most four calls: is it there, what does it say, how are the two associated, write.

mod asking;
mod changes;
mod client;
mod directory;
mod limiter;
mod paths;
mod permissions;
mod read;
mod writing;

use std::sync::atomic::AtomicBool;

use async_trait::async_trait;
use plumbline_crm::hubspot::PortalId;
use plumbline_crm::hubspot::payload::RecordObject;
use plumbline_crm::reading::Reading;
use plumbline_crm::sales::SalesTeam;
use plumbline_domain::ids::{ObjectType, RecordId};
use plumbline_domain::record::{CrmUser, RecordKey};
use plumbline_domain::site::CrmSite;

use super::kept::Kept;
use super::{Changes, Connector, ConnectorError, Note, OwnFacts, Permission, ToDo, Writing};
use crate::clock::Clock;
use crate::config::{CrmSettings, HubspotSettings};
use asking::Asking;
use client::{Client, unexpected};
use directory::Known;
use limiter::Priority;
use paths::Paths;

/// A connector to one account of HubSpot.
pub struct Hubspot {
    client: Client,
    paths: Paths,
    portal: PortalId,
    site: CrmSite,
    team: SalesTeam,
    clock: Clock,
    directory: Kept<Known>,
    /// Whether anything was asked yet.
    is_started: AtomicBool,
}

impl Hubspot {
    /// A connector that works by these settings.
    ///
    /// # Errors
    /// When the TLS library does not start.
    pub fn new(
        settings: CrmSettings,
        own: &HubspotSettings,
        team: SalesTeam,
        clock: Clock,
    ) -> Result<Self, reqwest::Error> {
        Ok(Self {
            site: settings.site(),
            client: Client::new(settings)?,
            paths: Paths(own.api_version.clone()),
            portal: own.portal,
            team,
            clock,
            directory: Kept::default(),
            is_started: AtomicBool::new(false),
        })
    }

    fn asking(&self, priority: Priority) -> Asking<'_> {
        Asking::new(&self.client, &self.paths, priority)
    }
}

#[async_trait]
impl Connector for Hubspot {
    fn site(&self) -> &CrmSite {
        &self.site
    }

    /// As many as associations are answered of at once.
    fn batch(&self) -> usize {
        asking::BATCH_OF_ASSOCIATIONS
    }

    async fn resolve(&self, object: &ObjectType) -> Result<ObjectType, ConnectorError> {
        RecordObject::of(object).map(|_| object.clone()).ok_or(ConnectorError::NoSuchRecord)
    }

    async fn read(&self, object: &ObjectType, id: &RecordId) -> Result<Reading, ConnectorError> {
        let kind = RecordObject::of(object).ok_or(ConnectorError::NoSuchRecord)?;
        self.read_record(kind, id.as_str()).await
    }

    async fn read_own(&self, records: &[RecordKey]) -> Result<OwnFacts, ConnectorError> {
        self.read_records(records).await
    }

    async fn changes(&self, cursor: Option<&str>) -> Result<Changes, ConnectorError> {
        self.changes_since(cursor).await
    }

    async fn user_named(&self, login: &str) -> Result<Option<CrmUser>, ConnectorError> {
        let known = self.directory().await?;
        Ok(known.directory.owner_named(login).map(|owner| CrmUser { id: owner.id.clone(), name: owner.name.clone() }))
    }

    async fn leave_note(&self, record: &RecordKey, note: &Note) -> Result<(), ConnectorError> {
        self.post_note(record, note).await
    }

    async fn give_to_do(&self, record: &RecordKey, user: &CrmUser, to_do: &ToDo) -> Result<(), ConnectorError> {
        self.create_task(record, user, to_do).await
    }

    async fn assign(&self, record: &RecordKey, user: &CrmUser) -> Result<(), ConnectorError> {
        self.give_to(record, user).await
    }

    async fn permissions(&self, writing: &[Writing]) -> Vec<Permission> {
        self.ask_permissions(writing).await
    }
}
