//! Searching: groups of filters, of which one must hold, and words that must be found.

mod filter;

use axum::Json;
use axum::extract::{OriginalUri, Path};
use serde::Deserialize;
use serde_json::{Value, json};

use filter::{Filter, Group, order, words_found};

use super::call::{Body, Call};
use super::error::ApiError;
use super::view::{self, Wanted};
use crate::hubspot::kind::ObjectType;
use crate::hubspot::portal::Portal;
use crate::hubspot::record::Record;

/// Searching never answers more than this, however one pages.
const MOST_RESULTS: usize = 10_000;
const MOST_A_PAGE: usize = 200;
const MOST_GROUPS: usize = 5;
const MOST_FILTERS_A_GROUP: usize = 6;
const MOST_FILTERS: usize = 18;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Search {
    #[serde(default)]
    filter_groups: Vec<Group>,
    /// Filters may also stand without a group, as one.
    #[serde(default)]
    filters: Vec<Filter>,
    #[serde(default)]
    sorts: Vec<Sort>,
    #[serde(default)]
    query: Option<String>,
    #[serde(default)]
    properties: Option<Vec<String>>,
    #[serde(default)]
    limit: Option<usize>,
    #[serde(default)]
    after: Option<Value>,
}

/// By what to sort: `createdate`, `-createdate`, or the same at length.
#[derive(Deserialize)]
#[serde(untagged)]
enum Sort {
    Name(String),
    #[serde(rename_all = "camelCase")]
    Rule {
        property_name: String,
        direction: Option<String>,
    },
}

impl Sort {
    fn read(&self) -> (&str, bool) {
        match self {
            Self::Name(name) => name.strip_prefix('-').map_or((name, false), |name| (name, true)),
            Self::Rule { property_name, direction } => (property_name, direction.as_deref() == Some("DESCENDING")),
        }
    }
}

impl Search {
    fn groups(&mut self) -> Vec<Group> {
        let mut groups = std::mem::take(&mut self.filter_groups);
        if !self.filters.is_empty() {
            groups.push(Group { filters: std::mem::take(&mut self.filters) });
        }
        groups
    }

    /// The first result and how many.
    fn page(&self) -> Result<(usize, usize), ApiError> {
        let limit = self.limit.unwrap_or(10);
        if !(1..=MOST_A_PAGE).contains(&limit) {
            return Err(ApiError::invalid(format!("limit must be from 1 to {MOST_A_PAGE}, not {limit}")));
        }
        let text = match &self.after {
            None | Some(Value::Null) => return Ok((0, limit)),
            Some(Value::String(text)) if text.is_empty() => return Ok((0, limit)),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        let after = text.parse().map_err(|_| ApiError::invalid(format!("after must be a number, not {text}")))?;
        if after + limit > MOST_RESULTS {
            let message = format!("A search answers no more than {MOST_RESULTS} results; narrow it down");
            return Err(ApiError::invalid(message));
        }
        Ok((after, limit))
    }
}

pub async fn run(
    call: Call,
    Path(name): Path<String>,
    OriginalUri(uri): OriginalUri,
    Body(mut request): Body<Search>,
) -> Result<Json<Value>, ApiError> {
    let kind = call.reads(&name)?;
    let (after, limit) = request.page()?;
    let groups = request.groups();
    call.simulator.read(|portal| {
        within_bounds(&groups)?;
        let names = groups.iter().flat_map(|group| group.filters.iter().map(|filter| filter.property_name.as_str()));
        all_known(portal, kind, names.chain(request.sorts.iter().map(|sort| sort.read().0)))?;
        let found = matching(portal, kind, &groups, &request);
        let wanted = Wanted { properties: request.properties.unwrap_or_default(), ..Wanted::default() };
        let page = found.iter().skip(after).take(limit);
        let results: Vec<_> = page.map(|record| view::object(portal, kind, record, &wanted)).collect();
        let mut body = json!({"total": found.len(), "results": results});
        if after + limit < found.len() {
            body["paging"] = view::paging(&(after + limit).to_string(), uri.path());
        }
        Ok(Json(body))
    })
}

fn matching<'a>(portal: &'a Portal, kind: ObjectType, groups: &[Group], request: &Search) -> Vec<&'a Record> {
    let all = portal.objects(kind).into_iter().flat_map(|objects| objects.live());
    let fits = |record: &&Record| groups.is_empty() || groups.iter().any(|group| group.holds(portal, kind, record));
    let query = request.query.as_deref().unwrap_or_default().to_lowercase();
    let spoken = |record: &&Record| words_found(portal, kind, record, &query);
    let mut found: Vec<_> = all.filter(fits).filter(spoken).collect();
    for (name, down) in request.sorts.iter().rev().map(Sort::read) {
        found.sort_by(|one, other| {
            let order = order(portal.schema.find(kind, name), one.some(name), other.some(name));
            if down { order.reverse() } else { order }
        });
    }
    found
}

fn within_bounds(groups: &[Group]) -> Result<(), ApiError> {
    let filters: usize = groups.iter().map(|group| group.filters.len()).sum();
    let longest = groups.iter().map(|group| group.filters.len()).max().unwrap_or(0);
    if groups.len() > MOST_GROUPS || longest > MOST_FILTERS_A_GROUP || filters > MOST_FILTERS {
        let message = format!(
            "A search takes {MOST_GROUPS} filter groups of {MOST_FILTERS_A_GROUP} filters, {MOST_FILTERS} in all"
        );
        return Err(ApiError::invalid(message));
    }
    for filter in groups.iter().flat_map(|group| &group.filters) {
        filter.check()?;
    }
    Ok(())
}

fn all_known<'a>(portal: &Portal, kind: ObjectType, names: impl Iterator<Item = &'a str>) -> Result<(), ApiError> {
    let known = |name: &str| portal.schema.find(kind, name).is_some() || filter::association(name).is_some();
    match names.into_iter().find(|name| !known(name)) {
        None => Ok(()),
        Some(name) => Err(ApiError::invalid_part(
            &format!("There was a problem with the request: property {name} does not exist"),
            "PROPERTY_DOESNT_EXIST",
            json!({"propertyName": [name]}),
        )),
    }
}
