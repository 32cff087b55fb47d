//! What changes rarely, and is read once for many records: owners, pipelines, the account's currency.

use std::collections::{HashMap, HashSet};

use plumbline_domain::attribution::OutboundWords;
use plumbline_domain::money::Currency;
use plumbline_domain::origin::Origin;
use plumbline_domain::record::{CrmUser, Outcome, Stage};
use serde_json::Value;

use super::object::id;
use crate::sales::SalesTeam;

/// A person who owns records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// As records name them.
    pub id: String,
    /// As they are shown.
    pub name: String,
    /// What they sign in with.
    pub email: String,
    /// The team that they belong to first.
    pub team: Option<String>,
    /// Whether they work in sales.
    pub is_sales: bool,
    /// Whether they can still sign in.
    pub is_active: bool,
}

/// The answers of the calls that fill a [`Directory`].
#[derive(Debug, Clone, Default)]
pub struct DirectoryAnswers {
    /// `GET /crm/v3/owners`, archived ones too.
    pub owners: Vec<Value>,
    /// `GET /crm/v3/pipelines/{object}` of deals and of leads.
    pub pipelines: Vec<Value>,
    /// `GET /account-info/v3/details`.
    pub account: Value,
}

/// What changes rarely.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directory {
    owners: HashMap<String, Owner>,
    by_user: HashMap<i64, String>,
    stages: HashMap<String, Stage>,
    /// The stages in which a lead goes on as a deal.
    qualified: HashSet<String>,
    currency: Option<Currency>,
    team: SalesTeam,
}

impl Directory {
    /// Reads the answers; what could not be understood is added to `warnings`.
    pub fn new(answers: &DirectoryAnswers, team: &SalesTeam, warnings: &mut Vec<String>) -> Self {
        let mut directory = Self { team: team.clone(), currency: currency(&answers.account), ..Self::default() };
        for told in &answers.owners {
            match owner(told, team) {
                Some(owner) => directory.add_owner(told, owner),
                None => warnings.push("an owner without an id".to_owned()),
            }
        }
        for pipeline in &answers.pipelines {
            let stages = || pipeline.get("stages").and_then(Value::as_array).into_iter().flatten();
            directory.stages.extend(stages().filter_map(stage));
            let qualified = stages().filter(|told| is_qualified(told)).filter_map(id);
            directory.qualified.extend(qualified.map(ToOwned::to_owned));
        }
        directory
    }

    fn add_owner(&mut self, told: &Value, owner: Owner) {
        // One who left keeps their number under another name.
        let numbers = ["userId", "userIdIncludingInactive"].map(|name| told.get(name).and_then(Value::as_i64));
        self.by_user.extend(numbers.into_iter().flatten().map(|user| (user, owner.id.clone())));
        self.owners.insert(owner.id.clone(), owner);
    }

    /// The owner with this id.
    pub fn owner(&self, id: &str) -> Option<&Owner> {
        self.owners.get(id)
    }

    /// The owner who signs in with `login`, or whose id it is.
    pub fn owner_named(&self, login: &str) -> Option<&Owner> {
        let mut owners = self.owners.values().filter(|owner| owner.is_active);
        owners.find(|owner| owner.email.eq_ignore_ascii_case(login) || owner.id == login)
    }

    /// Whether anybody works in sales.
    pub fn has_sales(&self) -> bool {
        self.owners.values().any(|owner| owner.is_sales && owner.is_active)
    }

    /// As the CRM knows them; one who was deleted has no name any more.
    pub(super) fn user(&self, id: &str) -> CrmUser {
        let name = self.owner(id).map_or_else(|| format!("owner {id}"), |owner| owner.name.clone());
        CrmUser { id: id.to_owned(), name }
    }

    /// Whether an owner works in sales. One who was deleted counts: most who get contacts do.
    pub(super) fn is_sales(&self, id: &str) -> bool {
        self.owner(id).is_none_or(|owner| owner.is_sales)
    }

    /// Whoever changed a property.
    pub(super) fn owner_of_user(&self, user: i64) -> Option<&Owner> {
        self.owners.get(self.by_user.get(&user)?)
    }

    /// A stage of a pipeline by its id; one that is not known is called by that, and open.
    pub(super) fn stage(&self, id: &str) -> Stage {
        self.stages.get(id).cloned().unwrap_or_else(|| Stage { name: id.to_owned(), outcome: Outcome::Open })
    }

    /// Whether a lead in this stage has become a deal.
    pub(super) fn is_qualified(&self, stage: &str) -> bool {
        self.qualified.contains(stage)
    }

    /// What amounts are of that name no currency.
    pub(super) fn currency(&self) -> Option<Currency> {
        self.currency
    }

    /// Whether sales waits for others while a record has this status.
    pub(super) fn waits_in(&self, status: &str) -> bool {
        self.team.waits_in.iter().any(|named| named.eq_ignore_ascii_case(status))
    }

    /// Whether contacts in this stage of their life are for sales to work; without agreed ones, all are.
    pub(super) fn takes_over_in(&self, stage: &str) -> bool {
        let agreed = &self.team.takes_over_in;
        agreed.is_empty() || agreed.iter().any(|named| named.eq_ignore_ascii_case(stage))
    }

    /// Whether a record's fields say that sales found it by cold outreach.
    pub(super) fn is_outbound(&self, origin: &Origin) -> bool {
        self.outbound().are_in(origin.source.as_deref(), origin.medium.as_deref())
    }

    fn outbound(&self) -> &OutboundWords {
        &self.team.outbound
    }
}

fn owner(told: &Value, team: &SalesTeam) -> Option<Owner> {
    let text = |name: &str| told.get(name).and_then(Value::as_str).unwrap_or_default().trim();
    let (id, email) = (id(told)?, text("email"));
    let name = format!("{} {}", text("firstName"), text("lastName"));
    let name = if name.trim().is_empty() { email } else { name.trim() };
    Some(Owner {
        id: id.to_owned(),
        name: name.to_owned(),
        email: email.to_owned(),
        team: first_team(told),
        is_sales: team.has(email),
        is_active: !told.get("archived").and_then(Value::as_bool).unwrap_or(false),
    })
}

fn first_team(told: &Value) -> Option<String> {
    let teams = told.get("teams")?.as_array()?;
    let is_primary = |team: &&Value| team.get("primary").and_then(Value::as_bool).unwrap_or(false);
    let team = teams.iter().find(is_primary).or_else(|| teams.first())?;
    team.get("name").and_then(Value::as_str).map(ToOwned::to_owned)
}

/// A stage by its id. It is closed where its metadata says so; a deal is won then where its probability is 1, and a lead
/// never is: one that is qualified goes on as a deal.
fn stage(told: &Value) -> Option<(String, Stage)> {
    let name = told.get("label").and_then(Value::as_str)?;
    let metadata = |name: &str| told.pointer("/metadata").and_then(|metadata| metadata.get(name)).map(text_of);
    let is_closed = metadata("isClosed").is_some_and(|closed| closed.eq_ignore_ascii_case("true"));
    let probability = metadata("probability").and_then(|probability| probability.parse::<f64>().ok());
    let outcome = match (is_closed, probability) {
        (true, Some(probability)) if probability >= 1.0 => Outcome::Won,
        (true, _) if !is_qualified(told) => Outcome::Lost,
        _ => Outcome::Open,
    };
    Some((id(told)?.to_owned(), Stage { name: name.to_owned(), outcome }))
}

fn is_qualified(told: &Value) -> bool {
    let state = told.pointer("/metadata/leadState").and_then(Value::as_str);
    state.is_some_and(|state| state.eq_ignore_ascii_case("QUALIFIED"))
}

/// Metadata are texts in one version of the interface, and typed in another.
fn text_of(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), ToOwned::to_owned)
}

fn currency(account: &Value) -> Option<Currency> {
    account.get("companyCurrency")?.as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn stages_tell_how_they_end() {
        let check = |metadata: Value, expect| {
            let told = json!({"id": "s", "label": "Stage", "metadata": metadata});
            assert_eq!(stage(&told).unwrap().1.outcome, expect, "{metadata}");
        };
        check(json!({"probability": "0.4"}), Outcome::Open);
        check(json!({"isClosed": "true", "probability": "1.0"}), Outcome::Won);
        check(json!({"isClosed": true, "probability": 1.0}), Outcome::Won);
        check(json!({"isClosed": "true", "probability": "0.0"}), Outcome::Lost);
        check(json!({"isClosed": "false", "probability": "1.0"}), Outcome::Open);
        check(json!({"isClosed": "true", "leadState": "UNQUALIFIED"}), Outcome::Lost);
        check(json!({"isClosed": "true", "leadState": "QUALIFIED"}), Outcome::Open);
        check(json!(null), Outcome::Open);
    }

    #[test]
    fn owners_are_known_by_id_by_user_and_by_login() {
        let owners = vec![
            json!({"id": "11", "email": "dana@example.com", "firstName": "Dana", "lastName": "Weber", "userId": 501,
                "teams": [{"name": "All"}, {"name": "DACH", "primary": true}]}),
            json!({"id": "12", "email": "kim@example.com", "archived": true, "userId": null, "userIdIncludingInactive": 502}),
        ];
        let (answers, mut warnings) = (DirectoryAnswers { owners, ..DirectoryAnswers::default() }, Vec::new());
        let team = SalesTeam { except: vec!["kim@example.com".to_owned()], ..SalesTeam::default() };
        let directory = Directory::new(&answers, &team, &mut warnings);
        let dana = directory.owner_named("Dana@example.com").unwrap();
        assert_eq!((dana.name.as_str(), dana.team.as_deref(), dana.is_sales), ("Dana Weber", Some("DACH"), true));
        assert_eq!(directory.owner_named("kim@example.com"), None);
        assert_eq!(directory.owner_of_user(502).map(|owner| owner.name.as_str()), Some("kim@example.com"));
        assert_eq!((directory.is_sales("12"), directory.is_sales("99")), (false, true));
        assert_eq!(directory.user("99").name, "owner 99");
    }
}
