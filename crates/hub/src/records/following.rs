//! Up to when each CRM was followed, for figures over records that nobody opened.

use plumbline_domain::Instant;
use plumbline_domain::ids::CrmId;

use super::refresh::{LookUpError, Records, lock, sentence};
use crate::connector::CatchingUp;

/// How far one CRM was followed since the hub started.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Following {
    /// Every change that the CRM told of by then is stored.
    pub at: Option<Instant>,
    /// Why it is not newer, as a sentence; `None` when the last attempt succeeded.
    pub trouble: Option<String>,
}

impl Records {
    /// How far a CRM was followed.
    pub fn following(&self, crm: &CrmId) -> Following {
        lock(&self.following).get(crm).cloned().unwrap_or_default()
    }

    /// Notes how an attempt ended that began at `asked_at`: what changed later, it may not have heard of.
    pub(super) fn note_followed(
        &self,
        crm: &CrmId,
        asked_at: Instant,
        outcome: &Result<Option<CatchingUp>, LookUpError>,
    ) {
        let mut following = lock(&self.following);
        let following = following.entry(crm.clone()).or_default();
        match outcome {
            Ok(None) => *following = Following { at: Some(asked_at), trouble: None },
            Ok(Some(far)) => following.trouble = Some(still_reading(*far)),
            // What the store says is for the log.
            Err(LookUpError::Store(_)) => following.trouble = Some("The hub could not store what it read.".to_owned()),
            Err(error) => following.trouble = Some(sentence(&error.to_string())),
        }
    }
}

fn still_reading(CatchingUp { told, of }: CatchingUp) -> String {
    match of {
        Some(of) if of >= told => format!("What the CRM had is being read: {told} of {of} records so far."),
        _ => format!("What the CRM had is being read: {told} records so far."),
    }
}
