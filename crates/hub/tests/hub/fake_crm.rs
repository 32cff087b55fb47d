//! A CRM that answers what a test says, when it says.

mod writes;

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use plumbline_crm::reading::{Facts, Reading, RecordFacts};
use plumbline_domain::Instant;
use plumbline_domain::ids::{CrmId, EventId, ObjectType, RecordId, TouchId};
use plumbline_domain::money::Money;
use plumbline_domain::record::{CrmUser, Outcome, Profile, Record, RecordKey, RecordKind, Stage};
use plumbline_domain::site::{CrmSite, Vendor};
use plumbline_domain::sla::{Event, EventKind, ResponseKind};
use plumbline_domain::touch::{Actor, Channel, Touch};
use plumbline_hub::connector::{Changes, Connector, ConnectorError, Note, OwnFacts, Permission, ToDo, Writing};
use tokio::sync::Semaphore;

pub use writes::{Takes, Writes};

pub struct FakeCrm {
    site: CrmSite,
    answers: Mutex<HashMap<String, Result<Facts, ConnectorError>>>,
    own: Mutex<Result<OwnFacts, ConnectorError>>,
    reads: AtomicUsize,
    /// Taken by each reading; none left makes the CRM slow until there are more.
    pub pace: Semaphore,
    pub writes: Writes,
    /// Who signs in with what.
    pub users: Mutex<HashMap<String, CrmUser>>,
}

pub fn key(text: &str) -> RecordKey {
    format!("odoo-main/{text}").parse().unwrap()
}

/// A colleague of Dana's.
pub fn kim() -> CrmUser {
    CrmUser { id: "7".into(), name: "Kim".into() }
}

/// A deal of Dana's that was handed off at `at`.
pub fn deal(name: &str, at: Instant) -> RecordFacts {
    let record = Record {
        key: key(name),
        kind: RecordKind::Deal,
        title: format!("Deal {name}"),
        company: Some("Example Ltd".into()),
        stage: Some(Stage { name: "Proposition".into(), outcome: Outcome::Open }),
        amount: Some(Money { minor: 500_000, currency: "EUR".parse().unwrap() }),
        owner: Some(CrmUser { id: "5".into(), name: "Dana".into() }),
        competitors: vec!["Acme Suite".into()],
        created_at: at,
        became_deal_at: Some(at),
        closed_at: None,
    };
    let touch = Touch {
        id: TouchId::new(name),
        at,
        actor: Actor::Marketing,
        channel: Channel::PaidSearch,
        source: Some("Google".into()),
        medium: Some("cpc".into()),
        campaign: None,
        contact: None,
        summary: "Ad click".into(),
        signal: None,
    };
    let to = record.owner.clone();
    RecordFacts {
        record,
        profile: Profile::default(),
        events: vec![event(name, at, EventKind::HandedOff { to })],
        touches: vec![touch],
    }
}

fn event(id: &str, at: Instant, kind: EventKind) -> Event {
    Event { at, kind, id: EventId::new(id) }
}

pub fn responded(facts: RecordFacts, at: Instant) -> RecordFacts {
    happened(facts, at, EventKind::Responded { by: "Dana".into(), response: ResponseKind::Call })
}

/// The same record after something more happened to it.
pub fn happened(mut facts: RecordFacts, at: Instant, kind: EventKind) -> RecordFacts {
    let id = format!("{}/{}", facts.record.key, facts.events.len());
    facts.events.push(event(&id, at, kind));
    facts
}

impl FakeCrm {
    pub fn new() -> Arc<Self> {
        Self::of(CrmSite {
            id: CrmId::new("odoo-main"),
            vendor: Vendor::Odoo,
            origin: "https://odoo.example.com".into(),
            account: None,
        })
    }

    pub fn of(site: CrmSite) -> Arc<Self> {
        let own = Mutex::new(Ok(OwnFacts::default()));
        Arc::new(Self {
            site,
            answers: Mutex::default(),
            own,
            reads: AtomicUsize::new(0),
            pace: Semaphore::new(1_000),
            writes: Writes::default(),
            users: Mutex::new(HashMap::from([("kim".to_owned(), kim())])),
        })
    }

    /// What reading records without their circles finds from now on, whichever they are.
    pub fn set_own(&self, own: Result<OwnFacts, ConnectorError>) {
        *self.own.lock().unwrap() = own;
    }

    /// What reading `subject` finds from now on.
    pub fn answer(&self, subject: &str, records: Vec<RecordFacts>) {
        self.set(subject, Ok(Facts { records, ..Facts::default() }));
    }

    pub fn set(&self, subject: &str, answer: Result<Facts, ConnectorError>) {
        self.answers.lock().unwrap().insert(subject.to_owned(), answer);
    }

    pub fn reads(&self) -> usize {
        self.reads.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl Connector for FakeCrm {
    fn site(&self) -> &CrmSite {
        &self.site
    }

    async fn resolve(&self, object: &ObjectType) -> Result<ObjectType, ConnectorError> {
        match object.as_str() {
            "crm.lead" | "res.partner" => Ok(object.clone()),
            "action-211" => Ok(ObjectType::new("crm.lead")),
            "action-500" => Err(ConnectorError::Failed { crm: "Odoo", status: 500 }),
            _ => Err(ConnectorError::NoSuchRecord),
        }
    }

    async fn read(&self, object: &ObjectType, id: &RecordId) -> Result<Reading, ConnectorError> {
        self.reads.fetch_add(1, Ordering::SeqCst);
        self.pace.acquire().await.unwrap().forget();
        let name = format!("{object}/{id}");
        let answer = self.answers.lock().unwrap().get(&name).cloned();
        let facts = answer.unwrap_or(Err(ConnectorError::NoSuchRecord))?;
        Ok(Reading { subject: key(&name), facts })
    }

    async fn read_own(&self, _: &[RecordKey]) -> Result<OwnFacts, ConnectorError> {
        self.own.lock().unwrap().clone()
    }

    async fn changes(&self, _: Option<&str>) -> Result<Changes, ConnectorError> {
        Ok(Changes::default())
    }

    async fn user_named(&self, login: &str) -> Result<Option<CrmUser>, ConnectorError> {
        Ok(self.users.lock().unwrap().get(login).cloned())
    }

    async fn leave_note(&self, record: &RecordKey, note: &Note) -> Result<(), ConnectorError> {
        self.writes.note(record, note).await
    }

    async fn give_to_do(&self, record: &RecordKey, user: &CrmUser, to_do: &ToDo) -> Result<(), ConnectorError> {
        self.writes.to_do(record, user, to_do).await
    }

    async fn assign(&self, record: &RecordKey, user: &CrmUser) -> Result<(), ConnectorError> {
        self.writes.assign(record, user).await
    }

    async fn permissions(&self, _: &[Writing]) -> Vec<Permission> {
        Vec::new()
    }
}
