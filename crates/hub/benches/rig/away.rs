//! A CRM that cannot be reached.

use async_trait::async_trait;
use plumbline_crm::reading::Reading;
use plumbline_domain::ids::{CrmId, ObjectType, RecordId};
use plumbline_domain::record::{CrmUser, RecordKey};
use plumbline_domain::site::{CrmSite, Vendor};
use plumbline_hub::connector::{Changes, Connector, ConnectorError, Note, OwnFacts, Permission, ToDo, Writing};

/// The name of the CRM that all stored records are of.
pub(crate) const CRM: &str = "odoo-main";

const AWAY: ConnectorError = ConnectorError::Unreachable("Odoo");

/// Knows its objects by name, and nothing else.
pub(crate) struct Away(CrmSite);

impl Away {
    pub(crate) fn new() -> Self {
        Self(CrmSite {
            id: CrmId::new(CRM),
            vendor: Vendor::Odoo,
            origin: "https://odoo.example.com".into(),
            account: None,
        })
    }
}

#[async_trait]
impl Connector for Away {
    fn site(&self) -> &CrmSite {
        &self.0
    }

    async fn resolve(&self, object: &ObjectType) -> Result<ObjectType, ConnectorError> {
        Ok(object.clone())
    }

    async fn read(&self, _: &ObjectType, _: &RecordId) -> Result<Reading, ConnectorError> {
        Err(AWAY)
    }

    async fn read_own(&self, _: &[RecordKey]) -> Result<OwnFacts, ConnectorError> {
        Err(AWAY)
    }

    async fn changes(&self, _: Option<&str>) -> Result<Changes, ConnectorError> {
        Err(AWAY)
    }

    async fn user_named(&self, _: &str) -> Result<Option<CrmUser>, ConnectorError> {
        Err(AWAY)
    }

    async fn leave_note(&self, _: &RecordKey, _: &Note) -> Result<(), ConnectorError> {
        Err(AWAY)
    }

    async fn give_to_do(&self, _: &RecordKey, _: &CrmUser, _: &ToDo) -> Result<(), ConnectorError> {
        Err(AWAY)
    }

    async fn assign(&self, _: &RecordKey, _: &CrmUser) -> Result<(), ConnectorError> {
        Err(AWAY)
    }

    async fn permissions(&self, _: &[Writing]) -> Vec<Permission> {
        Vec::new()
    }
}
