//! What changes rarely, and is read once for many records: users, kinds of activity and of message, tags.

use std::collections::{HashMap, HashSet};

use plumbline_domain::attribution::OutboundWords;
use plumbline_domain::origin::Origin;
use serde_json::Value;

use super::row::Row;
use crate::sales::SalesTeam;

/// Odoo's own user: what it does, a person did not do.
const ODOO_BOT: i64 = 1;

/// Tags that name a competitor start with one of these, such as `vs. Acme Suite`.
const COMPETITOR_PREFIXES: &[&str] = &["vs.", "vs ", "competitor:", "competitor "];

/// A user of the CRM.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// The user's number.
    pub id: i64,
    /// What they sign in with.
    pub login: String,
    /// As shown.
    pub name: String,
    /// What they are to the deal.
    pub part: Part,
    /// Whether they can still sign in.
    pub is_active: bool,
}

/// What a user of the CRM is to the deal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Works it.
    Sales,
    /// Works here, but not in sales.
    Colleague,
    /// Odoo itself.
    Machine,
    /// Has a portal login, or none: the public user.
    Outsider,
}

/// The answers of the calls that fill a [`Directory`].
#[derive(Debug, Clone, Default)]
pub struct DirectoryAnswers {
    /// `res.users`, inactive ones too, with [`Directory::USER_FIELDS`].
    pub users: Vec<Value>,
    /// `mail.activity.type`, inactive ones too, with [`Directory::ACTIVITY_TYPE_FIELDS`].
    pub activity_types: Vec<Value>,
    /// `mail.message.subtype` with [`Directory::SUBTYPE_FIELDS`].
    pub subtypes: Vec<Value>,
    /// `crm.tag` with [`Directory::TAG_FIELDS`].
    pub tags: Vec<Value>,
}

/// What changes rarely.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directory {
    users: HashMap<i64, User>,
    by_partner: HashMap<i64, i64>,
    calls: HashSet<i64>,
    internal: HashSet<i64>,
    competitors: HashMap<i64, String>,
    segments: HashMap<i64, String>,
    waits_in: Vec<String>,
    outbound: OutboundWords,
}

impl Directory {
    /// The fields to ask `res.users` for.
    pub const USER_FIELDS: &[&str] = &["name", "login", "partner_id", "share", "active"];
    /// The fields to ask `mail.activity.type` for.
    pub const ACTIVITY_TYPE_FIELDS: &[&str] = &["category"];
    /// The fields to ask `mail.message.subtype` for.
    pub const SUBTYPE_FIELDS: &[&str] = &["internal"];
    /// The fields to ask `crm.tag` for.
    pub const TAG_FIELDS: &[&str] = &["name"];

    /// Reads the answers; what could not be understood is added to `warnings`.
    pub fn new(answers: &DirectoryAnswers, team: &SalesTeam, warnings: &mut Vec<String>) -> Self {
        let mut directory =
            Self { waits_in: team.waits_in.clone(), outbound: team.outbound.clone(), ..Self::default() };
        for row in &answers.users {
            directory.add_user(row, team, warnings);
        }
        for row in &answers.activity_types {
            let Some(mut row) = Row::new("mail.activity.type", row, warnings) else { continue };
            if row.text("category").as_deref() == Some("phonecall") {
                directory.calls.insert(row.id());
            }
        }
        for row in &answers.subtypes {
            let Some(mut row) = Row::new("mail.message.subtype", row, warnings) else { continue };
            if row.flag("internal") {
                directory.internal.insert(row.id());
            }
        }
        for row in &answers.tags {
            let Some(mut row) = Row::new("crm.tag", row, warnings) else { continue };
            let Some(name) = row.text("name") else { continue };
            match competitor(&name) {
                Some(competitor) => directory.competitors.insert(row.id(), competitor.to_owned()),
                None => directory.segments.insert(row.id(), name),
            };
        }
        directory
    }

    fn add_user(&mut self, row: &Value, team: &SalesTeam, warnings: &mut Vec<String>) {
        let Some(mut row) = Row::new("res.users", row, warnings) else { return };
        let login = row.text("login").unwrap_or_default();
        let part = match row.id() {
            ODOO_BOT => Part::Machine,
            _ if row.flag("share") => Part::Outsider,
            _ if team.has(&login) => Part::Sales,
            _ => Part::Colleague,
        };
        let (name, is_active) = (row.text("name").unwrap_or_default(), row.flag("active"));
        let user = User { id: row.id(), login, name, part, is_active };
        if let Some((partner, _)) = row.link("partner_id") {
            self.by_partner.insert(partner, user.id);
        }
        self.users.insert(user.id, user);
    }

    /// The user of this number.
    pub fn user(&self, id: i64) -> Option<&User> {
        self.users.get(&id)
    }

    /// The user who signs in with `login`, or whose number it is.
    pub fn user_named(&self, login: &str) -> Option<&User> {
        let mut users = self.users.values().filter(|user| user.is_active);
        users.find(|user| user.login.eq_ignore_ascii_case(login) || user.id.to_string() == login)
    }

    /// Whether any user works in sales.
    pub fn has_sales(&self) -> bool {
        self.users.values().any(|user| user.part == Part::Sales)
    }

    /// Whether the user works in sales. One who was deleted counts: most who get leads do.
    pub(super) fn is_sales(&self, id: i64) -> bool {
        self.user(id).is_none_or(|user| user.part == Part::Sales)
    }

    pub(super) fn user_of_partner(&self, partner: i64) -> Option<&User> {
        self.users.get(self.by_partner.get(&partner)?)
    }

    /// Whether sales waits for others while a lead is in this stage.
    pub(super) fn waits_in(&self, stage: &str) -> bool {
        self.waits_in.iter().any(|named| named.eq_ignore_ascii_case(stage))
    }

    /// Whether a lead's fields say that sales found it by cold outreach.
    pub(super) fn is_outbound(&self, origin: &Origin) -> bool {
        self.outbound.are_in(origin.source.as_deref(), origin.medium.as_deref())
    }

    pub(super) fn is_call(&self, activity_type: i64) -> bool {
        self.calls.contains(&activity_type)
    }

    /// Whether messages of this subtype, such as notes, are only shown to colleagues.
    pub(super) fn is_internal(&self, subtype: i64) -> bool {
        self.internal.contains(&subtype)
    }

    /// What tags say that name no competitor.
    pub(super) fn segments(&self, tags: &[i64]) -> Vec<String> {
        tags.iter().filter_map(|tag| self.segments.get(tag).cloned()).collect()
    }

    pub(super) fn competitors(&self, tags: &[i64]) -> Vec<String> {
        tags.iter().filter_map(|tag| self.competitors.get(tag).cloned()).collect()
    }
}

fn competitor(tag: &str) -> Option<&str> {
    let prefix = COMPETITOR_PREFIXES
        .iter()
        .find(|prefix| tag.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix)))?;
    let name = tag.get(prefix.len()..)?.trim();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_start_like_it_name_a_competitor() {
        let check = |tag, expect| assert_eq!(competitor(tag), expect, "{tag}");
        check("vs. Acme Suite", Some("Acme Suite"));
        check("VS Acme Suite", Some("Acme Suite"));
        check("Competitor: Northlight", Some("Northlight"));
        check("vs.", None);
        check("vsphere", None);
        check("Software", None);
        check("é", None);
    }

    #[test]
    fn who_left_signs_in_no_more() {
        let user =
            |id, login, active| serde_json::json!({"id": id, "login": login, "name": "Somebody", "active": active});
        let users = vec![user(5, "dana", true), user(6, "kim", false)];
        let answers = DirectoryAnswers { users, ..DirectoryAnswers::default() };
        let directory = Directory::new(&answers, &SalesTeam::default(), &mut Vec::new());
        let check =
            |login, expect: Option<i64>| assert_eq!(directory.user_named(login).map(|user| user.id), expect, "{login}");
        check("Dana", Some(5));
        check("5", Some(5));
        check("kim", None);
        check("6", None);
        // What they did still counts as theirs.
        assert!(directory.user(6).is_some());
    }
}
