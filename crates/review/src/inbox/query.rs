//! What of the field's reports is looked at, as it stands in the address.

use std::collections::BTreeMap;
use std::fmt;

use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Status;
use plumbline_protocol::review::InboxQuery;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::ui::address::{decoded, encoded};

/// The periods that are offered, in days.
pub const PERIODS: [u16; 4] = [1, 7, 30, 90];

/// In an address, what is not at one status only.
const ALL: &str = "all";

/// What the hub is asked for, without where a page begins. What nobody has looked at, where an address says nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query(pub InboxQuery);

impl Default for Query {
    fn default() -> Self {
        Self::at(Some(Status::New))
    }
}

impl Query {
    /// All reports at a status, or at any.
    pub fn at(status: Option<Status>) -> Self {
        Self(InboxQuery { status, ..InboxQuery::default() })
    }

    /// All reports of an objection, wherever they stand.
    pub fn of_objection(id: ObjectionId) -> Self {
        Self(InboxQuery { objection: Some(id), ..InboxQuery::default() })
    }

    /// The same filters at another status.
    pub fn with_status(&self, status: Option<Status>) -> Self {
        Self(InboxQuery { status, ..self.0.clone() })
    }

    /// The same with other words to look for.
    pub fn with_text(&self, text: &str) -> Self {
        let text = text.trim();
        Self(InboxQuery { q: (!text.is_empty()).then(|| text.to_owned()), ..self.0.clone() })
    }

    /// The words that are looked for.
    pub fn text(&self) -> &str {
        self.0.q.as_deref().unwrap_or_default()
    }

    /// Whether anything but the status narrows it.
    pub fn is_narrowed(&self) -> bool {
        *self != Self::at(self.0.status)
    }

    /// Reads what [`fmt::Display`] wrote. What it does not know is as if it were not there.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default().0;
        for (name, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = decoded(value);
            match name {
                "status" if value == ALL => query.status = None,
                "status" => query.status = word(&value).or(query.status),
                "objection" => query.objection = said(value).map(ObjectionId::new),
                "unknown" => query.unknown = value == "true",
                "severity" => query.severity = word(&value),
                "competitor" => query.competitor = said(value),
                "segment" => query.segment = said(value),
                "reporter" => query.reporter = said(value),
                "q" => query.q = said(value),
                "days" => query.days = value.parse().ok().filter(|days| *days > 0),
                _ => {}
            }
        }
        Self(query)
    }

    /// As the hub is asked for a page of it.
    pub fn for_hub(&self, after: Option<&str>, limit: u16) -> String {
        let page = InboxQuery { after: after.map(str::to_owned), limit: Some(limit), ..self.0.clone() };
        written(pairs(&page))
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut pairs = pairs(&self.0);
        if self.0.status.is_none() {
            pairs.insert("status".to_owned(), ALL.to_owned());
        }
        f.write_str(&written(pairs))
    }
}

/// What is asked for by the wire's own names.
fn pairs(query: &InboxQuery) -> BTreeMap<String, String> {
    let fields = serde_json::to_value(query).ok();
    let fields = fields.as_ref().and_then(Value::as_object).into_iter().flatten();
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    fields.map(|(name, value)| (name.clone(), text(value))).collect()
}

fn written(pairs: BTreeMap<String, String>) -> String {
    let pairs = pairs.into_iter().map(|(name, value)| format!("{name}={}", encoded(&value)));
    pairs.collect::<Vec<_>>().join("&")
}

fn said(value: String) -> Option<String> {
    Some(value).filter(|value| !value.trim().is_empty())
}

/// One of a closed set, by its word on the wire.
fn word<T: DeserializeOwned>(word: &str) -> Option<T> {
    serde_json::from_value(Value::from(word)).ok()
}

#[cfg(test)]
mod tests {
    use plumbline_domain::objection::Severity;

    use super::*;

    #[track_caller]
    fn check(query: InboxQuery, expect: &str) {
        let query = Query(query);
        assert_eq!(query.to_string(), expect);
        assert_eq!(Query::parse(expect), query);
    }

    #[test]
    fn a_query_reads_as_it_is_written() {
        let all = InboxQuery::default();
        check(all.clone(), "status=all");
        check(InboxQuery { status: Some(Status::InProgress), ..all.clone() }, "status=in_progress");
        check(InboxQuery { unknown: true, days: Some(30), ..all.clone() }, "days=30&status=all&unknown=true");
        let full = InboxQuery {
            status: Some(Status::Declined),
            objection: Some(ObjectionId::new("price")),
            severity: Some(Severity::DealBreaker),
            competitor: Some("Müller & Söhne".into()),
            segment: Some("100%".into()),
            reporter: Some("Ann".into()),
            q: Some("a=b".into()),
            ..all
        };
        check(
            full,
            "competitor=M%C3%BCller%20%26%20S%C3%B6hne&objection=price&q=a%3Db&reporter=Ann&segment=100%25\
             &severity=deal_breaker&status=declined",
        );
    }

    #[test]
    fn what_is_not_known_is_passed_over() {
        let check = |text: &str| assert_eq!(Query::parse(text), Query::default(), "{text}");
        check("");
        check("status=of_tomorrow&severity=none&days=0&q=%20&objection=&more=1&after=x&limit=7");
        check("status&days=-7");
    }

    #[test]
    fn the_hub_is_asked_for_all_by_asking_for_no_status() {
        assert_eq!(Query::at(None).for_hub(None, 100), "limit=100");
        assert_eq!(Query::default().for_hub(Some("1.a"), 50), "after=1.a&limit=50&status=new");
    }

    #[test]
    fn a_status_does_not_narrow() {
        assert!(!Query::default().is_narrowed());
        assert!(!Query::at(None).is_narrowed());
        assert!(Query::of_objection(ObjectionId::new("price")).is_narrowed());
        assert!(!Query::default().with_text("  ").is_narrowed());
    }
}
