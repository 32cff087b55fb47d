//! Which properties objects have, and which values those take.

mod value;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use value::{Problem, moment, normal};

use super::kind::ObjectType;

const TABLE: &str = include_str!("properties.txt");

/// The values of every property that holds a traffic source.
const SOURCES: [(&str, &str); 10] = [
    ("ORGANIC_SEARCH", "Organic search"),
    ("PAID_SEARCH", "Paid search"),
    ("EMAIL_MARKETING", "Email marketing"),
    ("SOCIAL_MEDIA", "Organic social"),
    ("REFERRALS", "Referrals"),
    ("OTHER_CAMPAIGNS", "Other campaigns"),
    ("DIRECT_TRAFFIC", "Direct traffic"),
    ("OFFLINE", "Offline sources"),
    ("PAID_SOCIAL", "Paid social"),
    ("AI_REFERRALS", "AI referrals"),
];

/// What makes a property special.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Nothing.
    Plain,
    /// No two objects have the same value.
    Unique,
    /// HubSpot alone sets it.
    ReadOnly,
    /// It names an owner.
    Owner,
    /// It names a stage of a pipeline.
    Stage,
    /// It names a pipeline.
    Pipeline,
}

/// One property.
#[derive(Debug, Clone)]
pub struct Definition {
    /// Its name in the interface.
    pub name: Arc<str>,
    /// What people call it.
    pub label: String,
    /// `string`, `number`, `datetime`, `date`, `bool` or `enumeration`.
    pub kind: String,
    /// How it is entered.
    pub field: String,
    /// Its group.
    pub group: String,
    /// What is special about it.
    pub role: Role,
    /// The values it may have and their labels; none when those are not listed.
    pub options: Vec<(String, String)>,
    /// False for one that the account added.
    pub hubspot_defined: bool,
}

/// The properties of all types of objects.
#[derive(Debug, Clone)]
pub struct Schema(BTreeMap<ObjectType, BTreeMap<Arc<str>, Definition>>);

impl Default for Schema {
    fn default() -> Self {
        let mut schema = Self(BTreeMap::new());
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            for (kind, definition) in read_line(line) {
                schema.add(kind, definition);
            }
        }
        for stage in lifecycle_stages() {
            for name in [format!("hs_lifecyclestage_{stage}_date"), entered(&stage), exited(&stage)] {
                schema.add(ObjectType::Contact, stamp(&name, &format!("{name} (lifecycle stage)")));
            }
        }
        schema
    }
}

impl Schema {
    /// Adds a property, or replaces the one of that name.
    pub fn add(&mut self, kind: ObjectType, definition: Definition) {
        self.0.entry(kind).or_default().insert(Arc::clone(&definition.name), definition);
    }

    /// Adds the dates at which objects came to a stage and left it.
    pub fn add_stage(&mut self, kind: ObjectType, stage: &str, label: &str) {
        self.add(kind, stamp(&entered(stage), &format!("Date entered \"{label}\"")));
        self.add(kind, stamp(&exited(stage), &format!("Date exited \"{label}\"")));
    }

    /// The property of that name.
    pub fn find(&self, kind: ObjectType, name: &str) -> Option<&Definition> {
        self.0.get(&kind)?.get(name)
    }

    /// All properties of a type, by name.
    pub fn of(&self, kind: ObjectType) -> impl Iterator<Item = &Definition> {
        self.0.get(&kind).into_iter().flat_map(BTreeMap::values)
    }
}

/// The property that says when an object came to a stage.
pub fn entered(stage: &str) -> String {
    format!("hs_v2_date_entered_{stage}")
}

/// The property that says when an object left a stage.
pub fn exited(stage: &str) -> String {
    format!("hs_v2_date_exited_{stage}")
}

fn stamp(name: &str, label: &str) -> Definition {
    Definition {
        name: name.into(),
        label: label.to_owned(),
        kind: "datetime".to_owned(),
        field: "date".to_owned(),
        group: "stages".to_owned(),
        role: Role::ReadOnly,
        options: Vec::new(),
        hubspot_defined: true,
    }
}

fn lifecycle_stages() -> Vec<String> {
    let line = TABLE.lines().find(|line| line.starts_with("contact | lifecyclestage"));
    let stages = line.and_then(|line| line.rsplit(" | ").next()).unwrap_or_default();
    options(stages).into_iter().map(|(value, _)| value).collect()
}

/// A line of the table, once for every type that it is about. A line that is not as the table's head says has none.
fn read_line(line: &str) -> Vec<(ObjectType, Definition)> {
    let cells: Vec<_> = line.split('|').map(str::trim).collect();
    let [object, name, kind, field, group, flag, label, rest] = cells[..] else { return Vec::new() };
    let definition = Definition {
        name: name.into(),
        label: label.to_owned(),
        kind: kind.to_owned(),
        field: field.to_owned(),
        group: group.to_owned(),
        role: role(flag),
        options: options(rest),
        hubspot_defined: true,
    };
    let fits = |kind: &ObjectType| match object {
        "*" => true,
        "." => kind.is_engagement(),
        named => ObjectType::parse(named) == Some(*kind),
    };
    ObjectType::ALL.into_iter().filter(fits).map(|kind| (kind, definition.clone())).collect()
}

fn role(flag: &str) -> Role {
    match flag {
        "unique" => Role::Unique,
        "read-only" => Role::ReadOnly,
        "owner" => Role::Owner,
        "stage" => Role::Stage,
        "pipeline" => Role::Pipeline,
        _ => Role::Plain,
    }
}

fn options(cell: &str) -> Vec<(String, String)> {
    if cell == "@sources" {
        return SOURCES.iter().map(|(value, label)| ((*value).to_owned(), (*label).to_owned())).collect();
    }
    let pairs = cell.split(';').filter_map(|pair| pair.trim().split_once('='));
    pairs.map(|(value, label)| (value.to_owned(), label.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            assert!(!read_line(line).is_empty(), "{line}");
        }
    }

    #[test]
    fn what_is_answered_unasked_is_defined() {
        let schema = Schema::default();
        for kind in ObjectType::ALL {
            for name in kind.shown() {
                assert!(schema.find(kind, name).is_some(), "{kind} {name}");
            }
        }
        assert_eq!(schema.find(ObjectType::Contact, "email").map(|email| email.role), Some(Role::Unique));
        assert!(schema.find(ObjectType::Contact, "hs_v2_date_entered_marketingqualifiedlead").is_some());
        assert_eq!(schema.find(ObjectType::Deal, "hs_analytics_source").map(|source| source.options.len()), Some(10));
    }
}
