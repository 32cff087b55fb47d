//! What changes rarely, kept for a while.

use std::sync::Arc;
use std::time::Duration;

use plumbline_crm::odoo::payload::{Directory, DirectoryAnswers};
use serde_json::json;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::Odoo;
use crate::connector::ConnectorError;

const KEPT_FOR: Duration = Duration::from_secs(300);

/// The directory, and what the key may read.
pub(super) struct Known {
    pub(super) directory: Directory,
    /// Whether tracked changes may be read.
    pub(super) may_track: bool,
}

#[derive(Default)]
pub(super) struct KnownDirectory(Mutex<Option<(Instant, Arc<Known>)>>);

impl Odoo {
    /// The directory; read anew when it is old. Held while it is read, so that many records at once read it once.
    pub(super) async fn directory(&self) -> Result<Arc<Known>, ConnectorError> {
        let mut kept = self.directory.0.lock().await;
        if let Some((read_at, known)) = kept.as_ref()
            && read_at.elapsed() < KEPT_FOR
        {
            return Ok(Arc::clone(known));
        }
        let known = Arc::new(self.read_directory().await?);
        *kept = Some((Instant::now(), Arc::clone(&known)));
        Ok(known)
    }

    async fn read_directory(&self) -> Result<Known, ConnectorError> {
        let with_inactive = json!({"domain": [["active", "in", [true, false]]]});
        let (users, activity_types, subtypes, tags, may_track) = tokio::try_join!(
            self.search_read("res.users", with_inactive.clone(), Directory::USER_FIELDS),
            self.search_read("mail.activity.type", with_inactive, Directory::ACTIVITY_TYPE_FIELDS),
            self.search_read("mail.message.subtype", json!({"domain": []}), Directory::SUBTYPE_FIELDS),
            self.search_read("crm.tag", json!({"domain": []}), Directory::TAG_FIELDS),
            self.may_track(),
        )?;
        let mut warnings = Vec::new();
        let answers = DirectoryAnswers { users, activity_types, subtypes, tags };
        let directory = Directory::new(&answers, &self.team, &mut warnings);
        for warning in warnings {
            tracing::warn!(crm = %self.client.settings().site.id, warning, "left out");
        }
        Ok(Known { directory, may_track })
    }

    async fn may_track(&self) -> Result<bool, ConnectorError> {
        let answer =
            self.client.call("mail.tracking.value", "has_access", &json!({"ids": [], "operation": "read"})).await;
        match answer {
            Ok(may) => Ok(may.as_bool().unwrap_or(false)),
            Err(ConnectorError::NotAllowed { .. } | ConnectorError::NoModel { .. }) => Ok(false),
            Err(error) => Err(error),
        }
    }
}
