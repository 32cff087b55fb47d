//! What changes rarely: users, kinds of activity and of message, tags.

use std::sync::Arc;

use plumbline_crm::odoo::payload::{Directory, DirectoryAnswers};
use serde_json::json;

use super::Odoo;
use crate::connector::ConnectorError;

/// The directory, and what the key may read.
pub(super) struct Known {
    pub(super) directory: Directory,
    /// Whether tracked changes may be read.
    pub(super) may_track: bool,
}

impl Odoo {
    /// The directory; read anew when it is old.
    pub(super) async fn directory(&self) -> Result<Arc<Known>, ConnectorError> {
        self.directory.or_read(self.read_directory()).await
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
            tracing::warn!(crm = %self.client.site().id, warning, "left out");
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
