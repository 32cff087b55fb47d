//! Whether an object is what a filter describes.

use std::cmp::Ordering;

use serde::Deserialize;

use crate::hubspot::api::error::ApiError;
use crate::hubspot::kind::ObjectType;
use crate::hubspot::portal::Portal;
use crate::hubspot::record::Record;
use crate::hubspot::schema::{Definition, moment};

/// Filters that must all hold.
#[derive(Debug, Deserialize)]
pub struct Group {
    /// They.
    pub filters: Vec<Filter>,
}

/// How a value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Operator {
    Eq,
    Neq,
    Lt,
    Lte,
    Gt,
    Gte,
    Between,
    In,
    NotIn,
    HasProperty,
    NotHasProperty,
    ContainsToken,
    NotContainsToken,
}

/// One condition.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Filter {
    /// Of which property, or `associations.contact` and the like.
    pub property_name: String,
    operator: Operator,
    #[serde(default)]
    value: Option<String>,
    #[serde(default)]
    high_value: Option<String>,
    #[serde(default)]
    values: Option<Vec<String>>,
}

/// The type of objects that a filter by association is about.
pub fn association(name: &str) -> Option<ObjectType> {
    ObjectType::parse(name.strip_prefix("associations.")?)
}

impl Group {
    /// Whether all filters hold.
    pub fn holds(&self, portal: &Portal, kind: ObjectType, record: &Record) -> bool {
        self.filters.iter().all(|filter| filter.holds(portal, kind, record))
    }
}

impl Filter {
    /// Refuses one that lacks what its operator needs.
    ///
    /// # Errors
    /// What it lacks.
    pub fn check(&self) -> Result<(), ApiError> {
        let given = match self.operator {
            Operator::HasProperty | Operator::NotHasProperty => true,
            Operator::In | Operator::NotIn => self.values.is_some(),
            Operator::Between => self.value.is_some() && self.high_value.is_some(),
            _ => self.value.is_some(),
        };
        let message = || format!("The filter on {} lacks a value that its operator needs", self.property_name);
        if given { Ok(()) } else { Err(ApiError::invalid(message())) }
    }

    fn holds(&self, portal: &Portal, kind: ObjectType, record: &Record) -> bool {
        if let Some(to) = association(&self.property_name) {
            return self.associated(record, to);
        }
        let definition = portal.schema.find(kind, &self.property_name);
        match record.some(&self.property_name) {
            None => self.operator == Operator::NotHasProperty,
            Some(value) => self.fits(definition, value),
        }
    }

    fn associated(&self, record: &Record, to: ObjectType) -> bool {
        let links = record.links(to);
        let linked = |id: &String| links.iter().any(|link| link.to.to_string() == *id);
        match self.operator {
            Operator::HasProperty => !links.is_empty(),
            Operator::NotHasProperty => links.is_empty(),
            Operator::Neq | Operator::NotIn => !self.named().iter().any(linked),
            _ => self.named().iter().any(linked),
        }
    }

    fn named(&self) -> Vec<String> {
        self.value.iter().chain(self.values.iter().flatten()).cloned().collect()
    }

    /// An object without the property is never found by comparing, not even by `NEQ` and `NOT_IN`.
    fn fits(&self, definition: Option<&Definition>, value: &str) -> bool {
        let against = |other: Option<&String>| other.map(|other| order(definition, Some(value), Some(other)));
        let compared = against(self.value.as_ref());
        let listed =
            || self.values.iter().flatten().any(|other| order(definition, Some(value), Some(other)) == Ordering::Equal);
        match self.operator {
            Operator::Eq => compared == Some(Ordering::Equal),
            Operator::Neq => compared != Some(Ordering::Equal),
            Operator::Lt => compared == Some(Ordering::Less),
            Operator::Lte => compared.is_some_and(Ordering::is_le),
            Operator::Gt => compared == Some(Ordering::Greater),
            Operator::Gte => compared.is_some_and(Ordering::is_ge),
            Operator::Between => {
                compared.is_some_and(Ordering::is_ge) && against(self.high_value.as_ref()).is_some_and(Ordering::is_le)
            }
            Operator::In => listed(),
            Operator::NotIn => !listed(),
            Operator::HasProperty => true,
            Operator::NotHasProperty => false,
            Operator::ContainsToken => self.value.as_ref().is_some_and(|token| contains(value, token)),
            Operator::NotContainsToken => !self.value.as_ref().is_some_and(|token| contains(value, token)),
        }
    }
}

/// Numbers and moments in their own order, all else as text whatever the case. What is missing comes last.
pub fn order(definition: Option<&Definition>, one: Option<&str>, other: Option<&str>) -> Ordering {
    let (Some(one), Some(other)) = (one, other) else { return other.is_some().cmp(&one.is_some()) };
    match definition.map(|definition| definition.kind.as_str()) {
        Some("number") => {
            let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
            number(one).total_cmp(&number(other))
        }
        Some("datetime" | "date") => moment(one).cmp(&moment(other)),
        _ => one.to_lowercase().cmp(&other.to_lowercase()),
    }
}

fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|token| !token.is_empty())
}

/// Whether every token is among those of the text; a star at an end of a token stands for anything.
fn contains(text: &str, wanted: &str) -> bool {
    let (text, wanted) = (text.to_lowercase(), wanted.to_lowercase());
    let parts = wanted.split(|letter: char| !letter.is_alphanumeric() && letter != '*');
    parts.filter(|part| !part.is_empty()).all(|part| {
        let core = part.trim_matches('*');
        tokens(&text).any(|token| match (part.starts_with('*'), part.ends_with('*')) {
            (true, true) => token.contains(core),
            (true, false) => token.ends_with(core),
            (false, true) => token.starts_with(core),
            (false, false) => token == core,
        })
    })
}

/// Whether each word begins a token of some text of the object. `query` is in small letters.
pub fn words_found(portal: &Portal, kind: ObjectType, record: &Record, query: &str) -> bool {
    if query.is_empty() {
        return true;
    }
    let is_text = |name: &str| portal.schema.find(kind, name).is_some_and(|definition| definition.kind == "string");
    let texts = record.properties().filter(|(name, _)| is_text(name)).map(|(_, version)| version.value.to_lowercase());
    let texts: Vec<_> = texts.collect();
    tokens(query).all(|word| texts.iter().any(|text| tokens(text).any(|token| token.starts_with(word))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hubspot::schema::Schema;

    #[track_caller]
    fn check(property: &str, value: &str, filter: &str, expect: bool) {
        let filter: Filter = serde_json::from_str(&format!(r#"{{"propertyName":"{property}",{filter}}}"#)).unwrap();
        let schema = Schema::default();
        assert_eq!(filter.fits(schema.find(ObjectType::Deal, property), value), expect);
    }

    #[test]
    fn values_are_compared_as_what_they_are() {
        check("amount", "900", r#""operator":"LT","value":"1000""#, true);
        check("amount", "900.0", r#""operator":"EQ","value":"900""#, true);
        check("amount", "900", r#""operator":"BETWEEN","value":"900","highValue":"1000""#, true);
        check("amount", "1001", r#""operator":"BETWEEN","value":"900","highValue":"1000""#, false);
        check("closedate", "2026-03-01T09:00:00.000Z", r#""operator":"GTE","value":"1772355600000""#, true);
        check("closedate", "2026-03-01T09:00:00.000Z", r#""operator":"GT","value":"1772355600000""#, false);
        check("dealname", "Acme", r#""operator":"EQ","value":"acme""#, true);
        check("dealstage", "closedwon", r#""operator":"IN","values":["closedlost","closedwon"]"#, true);
        check("dealstage", "closedwon", r#""operator":"NOT_IN","values":["closedlost"]"#, true);
        check("dealstage", "closedwon", r#""operator":"NEQ","value":"closedwon""#, false);
    }

    #[test]
    fn tokens_are_whole_words_unless_starred() {
        check("dealname", "Acme Widgets 2026", r#""operator":"CONTAINS_TOKEN","value":"widgets""#, true);
        check("dealname", "Acme Widgets 2026", r#""operator":"CONTAINS_TOKEN","value":"widget""#, false);
        check("dealname", "Acme Widgets 2026", r#""operator":"CONTAINS_TOKEN","value":"widg*""#, true);
        check("dealname", "Acme Widgets 2026", r#""operator":"CONTAINS_TOKEN","value":"*gets""#, true);
        check("dealname", "Acme Widgets 2026", r#""operator":"NOT_CONTAINS_TOKEN","value":"renewal""#, true);
    }
}
