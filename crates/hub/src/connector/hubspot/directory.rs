//! What changes rarely: owners, pipelines, the account itself.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use plumbline_crm::hubspot::payload::{Directory, DirectoryAnswers, RecordObject};
use serde_json::Value;

use super::asking::{Asking, results};
use super::limiter::Priority;
use super::{Hubspot, unexpected};
use crate::connector::ConnectorError;

/// The most owners of one answer.
const OWNERS: u32 = 500;

/// The directory, and what the account has.
pub(super) struct Known {
    pub(super) directory: Directory,
    /// Whether there are leads, and the token may see them. Whoever has any has a pipeline for them.
    pub(super) has_leads: bool,
}

impl Hubspot {
    /// The directory; read anew when it is old.
    pub(super) async fn directory(&self) -> Result<Arc<Known>, ConnectorError> {
        self.directory.or_read(self.read_directory()).await
    }

    async fn read_directory(&self) -> Result<Known, ConnectorError> {
        let asking = self.asking(Priority::Person);
        // Once: what was missing at the start is in the log then.
        if !self.is_started.swap(true, Ordering::Relaxed) {
            self.name_missing_scopes(&asking).await;
        }
        let (active, archived, deals, leads, account) = tokio::try_join!(
            self.owners(&asking, false),
            self.owners(&asking, true),
            self.pipelines(&asking, RecordObject::Deal),
            self.pipelines(&asking, RecordObject::Lead),
            asking.get(self.paths.account(), "the account"),
        )?;
        self.must_be_ours(&account)?;
        let mut warnings = Vec::new();
        // Of one who left and came back, what is said last counts.
        let owners = archived.into_iter().chain(active).collect();
        let has_leads = !leads.is_empty();
        let answers = DirectoryAnswers { owners, pipelines: [deals, leads].concat(), account };
        let directory = Directory::new(&answers, &self.team, &mut warnings);
        for warning in warnings {
            tracing::warn!(crm = %self.site.id, warning, "left out");
        }
        Ok(Known { directory, has_leads })
    }

    async fn owners(&self, asking: &Asking<'_>, archived: bool) -> Result<Vec<Value>, ConnectorError> {
        let page = |after: Option<&str>| {
            let after = after.map(|after| format!("&after={after}")).unwrap_or_default();
            asking.paths().owners(&format!("?limit={OWNERS}&archived={archived}{after}"))
        };
        asking.pages(page, "owners").await
    }

    /// An account without leads has no pipelines for them.
    async fn pipelines(&self, asking: &Asking<'_>, object: RecordObject) -> Result<Vec<Value>, ConnectorError> {
        match asking.get(self.paths.pipelines(object.objects()), "pipelines").await {
            Err(ConnectorError::NoSuchRecord | ConnectorError::NotAllowed { .. }) if object == RecordObject::Lead => {
                Ok(Vec::new())
            }
            answer => results(answer?),
        }
    }

    /// A token of another account would show other people's records under ours.
    fn must_be_ours(&self, account: &Value) -> Result<(), ConnectorError> {
        match account.get("portalId").and_then(Value::as_u64) {
            Some(portal) if portal == self.portal.0 => Ok(()),
            Some(other) => {
                Err(ConnectorError::OtherAccount { crm: super::client::HUBSPOT, account: other.to_string() })
            }
            None => Err(unexpected("an account without a number")),
        }
    }
}
