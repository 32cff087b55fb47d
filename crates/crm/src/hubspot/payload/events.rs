//! What happened to a contact, lead or deal on its way from marketing to sales, by the histories of its properties.
//!
//! `hubspot_owner_assigneddate` would be simpler than a history, but every reassignment overwrites it.

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::ids::EventId;
use plumbline_domain::record::{CrmUser, Outcome};
use plumbline_domain::sla::{Event, EventKind};

use super::directory::Directory;
use super::object::Version;
use super::sources::words;

/// The stages of a contact's life in which marketing still works it. Back from there it is handed off again.
const BEFORE_SALES: &[&str] = &["subscriber", "lead", "other"];

/// How long it takes to write all that a record is made with.
const MAKING: TimeDelta = TimeDelta::seconds(1);

/// What kind of record it is, for what its owner and its stages mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Path {
    /// Handed off when it is in an agreed stage of its life and somebody of sales owns it.
    Contact,
    /// Made for sales: handed off as soon as somebody of sales owns it.
    Lead,
    /// Sales' own from the start: never handed off by its owner, but by hand.
    Deal,
}

/// What changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A contact's stage of life.
    Life,
    /// Its stage in a pipeline, or its lead status.
    Status,
    /// Its owner.
    Owner,
}

/// The histories of one record.
pub(super) struct Histories<'a> {
    pub(super) path: Path,
    /// What the record is called in the ids of its events, such as `contacts/15`.
    pub(super) name: String,
    pub(super) created_at: Instant,
    pub(super) owner: Vec<Version>,
    pub(super) life: Vec<Version>,
    pub(super) status: Vec<Version>,
    /// How its present status ends it, and since when, if it does.
    pub(super) end: Option<(Instant, Outcome)>,
    pub(super) directory: &'a Directory,
    /// What a status is called.
    pub(super) status_name: fn(&Directory, &str) -> String,
}

/// All that happened, without the responses.
pub(super) fn events(histories: &Histories<'_>) -> Vec<Event> {
    let mut changes: Vec<(Instant, Kind, &Version)> = Vec::new();
    let all = [(Kind::Life, &histories.life), (Kind::Status, &histories.status), (Kind::Owner, &histories.owner)];
    for (kind, history) in all {
        changes.extend(history.iter().map(|version| (version.at, kind, version)));
    }
    changes.sort_by_key(|(at, kind, _)| (*at, *kind));
    let mut walk = Walk { histories, owner: None, life: None, status: None, is_with_sales: false, events: Vec::new() };
    for (_, kind, version) in changes {
        walk.step(kind, version);
    }
    let mut events = walk.events;
    if let Some((at, outcome)) = histories.end {
        let id = EventId::new(format!("{}/closed", histories.name));
        events.push(Event { at, kind: EventKind::Closed { outcome }, id });
    }
    events
}

struct Walk<'a> {
    histories: &'a Histories<'a>,
    owner: Option<String>,
    life: Option<String>,
    status: Option<String>,
    is_with_sales: bool,
    events: Vec<Event>,
}

impl Walk<'_> {
    fn step(&mut self, kind: Kind, version: &Version) {
        match kind {
            Kind::Owner => self.own(version),
            Kind::Life => self.live(version),
            Kind::Status => self.stand(version),
        }
    }

    fn own(&mut self, version: &Version) {
        let from = std::mem::replace(&mut self.owner, version.value.clone());
        if from == self.owner {
            return;
        }
        // Back from a colleague it is handed off again. Back from nobody it is not, or clocks could be put back by taking a
        // record from its owner and returning it.
        let was_colleagues = from.is_some_and(|from| !self.histories.directory.is_sales(&from));
        let is_new = !self.is_with_sales || was_colleagues;
        if is_new && self.hand_off(version.at) {
            return;
        }
        if self.is_with_sales {
            let to = self.owner_as_user();
            self.push(version.at, "owner", EventKind::Reassigned { to });
        }
    }

    fn live(&mut self, version: &Version) {
        let from = std::mem::replace(&mut self.life, version.value.clone());
        let is_back = self.life.as_deref().is_none_or(|life| BEFORE_SALES.contains(&life));
        if is_back && !self.takes_over() {
            self.is_with_sales = false;
        }
        if !self.is_with_sales {
            self.hand_off(version.at);
        }
        if from != self.life {
            self.update(version, "life", |_, value| words(&spaced(value)));
        }
    }

    fn stand(&mut self, version: &Version) {
        let from = std::mem::replace(&mut self.status, version.value.clone());
        if from == self.status {
            return;
        }
        let directory = self.histories.directory;
        let name = |value: &str| (self.histories.status_name)(directory, value);
        let waited = from.as_deref().is_some_and(|from| directory.waits_in(&name(from)));
        let status = self.status.as_deref().map(name).unwrap_or_default();
        let waits = directory.waits_in(&status);
        self.update(version, "status", self.histories.status_name);
        match (waited, waits) {
            (false, true) => self.push(version.at, "wait", EventKind::Paused { status }),
            (true, false) => self.push(version.at, "wait", EventKind::Resumed { status }),
            _ => {}
        }
    }

    /// Hands it off, if it is for sales now, and says whether it did.
    fn hand_off(&mut self, at: Instant) -> bool {
        let directory = self.histories.directory;
        let is_ready = self.owner.as_deref().is_some_and(|owner| directory.is_sales(owner)) && self.takes_over();
        if is_ready {
            self.is_with_sales = true;
            let to = self.owner_as_user();
            self.push(at, "handed-off", EventKind::HandedOff { to });
        }
        is_ready
    }

    fn takes_over(&self) -> bool {
        match self.histories.path {
            Path::Contact => self.histories.directory.takes_over_in(self.life.as_deref().unwrap_or_default()),
            Path::Lead => true,
            Path::Deal => false,
        }
    }

    /// What somebody of sales changed by hand.
    fn update(&mut self, version: &Version, what: &str, name: impl Fn(&Directory, &str) -> String) {
        // What it was made with is no change.
        if version.at - self.histories.created_at <= MAKING {
            return;
        }
        let directory = self.histories.directory;
        let author = version.user.and_then(|user| directory.owner_of_user(user)).filter(|author| author.is_sales);
        if let Some((author, value)) = author.zip(version.value.as_deref()) {
            let (by, status) = (author.name.clone(), name(directory, value));
            self.push(version.at, what, EventKind::Updated { by, status });
        }
    }

    fn owner_as_user(&self) -> Option<CrmUser> {
        self.owner.as_deref().map(|owner| self.histories.directory.user(owner))
    }

    fn push(&mut self, at: Instant, what: &str, kind: EventKind) {
        let id = EventId::new(format!("{}/{what}/{}", self.histories.name, at.timestamp_millis()));
        self.events.push(Event { at, kind, id });
    }
}

/// `marketingqualifiedlead`, as HubSpot writes it, in words; a portal's own stages have numbers.
fn spaced(life: &str) -> String {
    match life {
        "marketingqualifiedlead" => "marketing qualified lead".to_owned(),
        "salesqualifiedlead" => "sales qualified lead".to_owned(),
        other => other.to_owned(),
    }
}
