//! What is done about a clock that ran too far.

use plumbline_domain::ids::CrmId;
use plumbline_domain::record::CrmUser;
use plumbline_domain::sla::{EventKind, HandOff};
use serde_json::Value;

use super::message::Message;
use super::{Due, Escalator, key};
use crate::config::{Escalation, Secret, Target};
use crate::connector::{Connector, ConnectorError, Note, ToDo};
use crate::delivery::{Delivery, Failure};
use crate::store::{Claim, Escalated};

/// What is done, with all that it takes.
pub(super) enum Errand<'a> {
    /// A message to a webhook.
    Post { url: &'a Secret, body: Value },
    /// Something to do for somebody in the CRM.
    ToDo { login: &'a str, to_do: ToDo },
    /// The record goes to somebody else.
    Assign {
        login: &'a str,
        /// Whose it was since it was handed off.
        owners: Vec<CrmUser>,
    },
}

impl<'a> Errand<'a> {
    pub(super) fn new(rule: &'a Escalation, message: &Message<'_>, what: &Escalated, hand_off: &HandOff) -> Self {
        match &rule.target {
            Target::Webhook(webhook) => Self::Post { url: &webhook.url, body: message.body(webhook) },
            Target::ToDo { login } => {
                let note = Note::new(&key(what), message.for_crm());
                Self::ToDo { login, to_do: ToDo { summary: message.summary(), note } }
            }
            Target::Owner { login } => Self::Assign { login, owners: owners(hand_off) },
        }
    }

    /// Does it.
    pub(super) async fn run(&self, due: &Due<'_>, claim: Claim, with: &Escalator) -> Delivery {
        let done = match self {
            Self::Post { url, body } => return with.webhooks.send(url, &key(&due.what), body).await,
            Self::ToDo { login, to_do } => with.give_to_do(due, login, to_do).await,
            Self::Assign { login, owners } => with.assign(due, login, owners, claim).await,
        };
        done.map_or_else(Delivery::Failed, |()| Delivery::Taken)
    }
}

impl Escalator {
    async fn give_to_do(&self, due: &Due<'_>, login: &str, to_do: &ToDo) -> Result<(), Failure> {
        let record = &due.what.record;
        let connector = self.connector(&record.crm)?;
        Ok(connector.give_to_do(record, &user(connector, login).await?, to_do).await?)
    }

    async fn assign(&self, due: &Due<'_>, login: &str, owners: &[CrmUser], claim: Claim) -> Result<(), Failure> {
        let record = &due.what.record;
        let connector = self.connector(&record.crm)?;
        let user = user(connector, login).await?;
        // An earlier attempt succeeded without an answer, and somebody has given it away since: it is theirs to decide.
        if claim.attempt > 1 && owners.iter().any(|owner| owner.id == user.id) {
            return Ok(());
        }
        Ok(connector.assign(record, &user).await?)
    }

    fn connector(&self, crm: &CrmId) -> Result<&dyn Connector, Failure> {
        self.records.connector(crm).ok_or(Failure::Crm(ConnectorError::NoSuchRecord))
    }
}

async fn user(connector: &dyn Connector, login: &str) -> Result<CrmUser, Failure> {
    connector.user_named(login).await?.ok_or_else(|| Failure::NoSuchUser(login.to_owned()))
}

fn owners(hand_off: &HandOff) -> Vec<CrmUser> {
    let owner = |kind: &EventKind| match kind {
        EventKind::HandedOff { to } | EventKind::Reassigned { to } => to.clone(),
        _ => None,
    };
    hand_off.steps.iter().filter_map(|step| owner(&step.event.kind)).collect()
}
