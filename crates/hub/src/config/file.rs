//! The shape of the file. Values that are checked against others keep their place in it, to be named when they are wrong.

use plumbline_domain::attribution::{SourcedBy, WeightTable};
use plumbline_domain::site::Vendor;
use plumbline_domain::sla::{Field, PromiseKind};
use serde::Deserialize;
use toml::Spanned;

use super::escalation::MessageFormat;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) listen: Option<Spanned<String>>,
    pub(super) public_url: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) trusted_proxies: Vec<Spanned<String>>,
    pub(super) database: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) crm: Vec<Spanned<Crm>>,
    #[serde(default)]
    pub(super) calendar: Vec<Spanned<Calendar>>,
    pub(super) promise: Option<Promises>,
    #[serde(default)]
    pub(super) attribution: Attribution,
    #[serde(default)]
    pub(super) sales: Sales,
    #[serde(default)]
    pub(super) rejection: Vec<Spanned<Rejection>>,
    #[serde(default)]
    pub(super) escalation: Vec<Spanned<Escalation>>,
    pub(super) criteria: Option<Spanned<Criteria>>,
    #[serde(default)]
    pub(super) policy: Vec<Spanned<Policy>>,
    #[serde(default)]
    pub(super) region: Vec<Spanned<Region>>,
    #[serde(default)]
    pub(super) definition: Vec<Spanned<Definition>>,
    #[serde(default)]
    pub(super) numbers: Numbers,
    #[serde(default)]
    pub(super) findings: Findings,
    pub(super) digest: Option<Spanned<Digest>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Findings {
    #[serde(default)]
    pub(super) final_stages: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Digest {
    pub(super) on: Option<Spanned<String>>,
    pub(super) at: Option<Spanned<String>>,
    pub(super) zone: Option<Spanned<String>>,
    pub(super) url: Option<Spanned<String>>,
    pub(super) url_file: Option<Spanned<String>>,
    pub(super) format: Option<Spanned<MessageFormat>>,
    pub(super) mention: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Definition {
    pub(super) term: Spanned<String>,
    pub(super) version: Spanned<u32>,
    pub(super) since: Spanned<Day>,
    pub(super) text: Spanned<String>,
    pub(super) stages: Option<Spanned<Vec<String>>>,
}

/// A date of TOML's own is as good as one in quotes.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Day {
    Text(String),
    Date(toml::value::Datetime),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Numbers {
    pub(super) zone: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Crm {
    pub(super) id: Spanned<String>,
    pub(super) vendor: Spanned<Vendor>,
    pub(super) url: Spanned<String>,
    pub(super) api_url: Option<Spanned<String>>,
    pub(super) key: Option<Spanned<String>>,
    pub(super) key_file: Option<Spanned<String>>,
    pub(super) database: Option<Spanned<String>>,
    pub(super) portal: Option<Spanned<u64>>,
    pub(super) api_version: Option<Spanned<String>>,
    pub(super) client_secret: Option<Spanned<String>>,
    pub(super) client_secret_file: Option<Spanned<String>>,
    pub(super) refresh_after: Option<Spanned<String>>,
    pub(super) poll_every: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) write_back: bool,
    pub(super) timeout: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Calendar {
    pub(super) name: Spanned<String>,
    pub(super) zone: Spanned<String>,
    #[serde(default)]
    pub(super) always: bool,
    #[serde(default)]
    pub(super) monday: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) tuesday: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) wednesday: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) thursday: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) friday: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) saturday: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) sunday: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) holidays: Vec<Spanned<String>>,
    #[serde(default)]
    pub(super) extra: Vec<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Promises {
    pub(super) response: Option<Promise>,
    pub(super) update: Option<Promise>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Promise {
    pub(super) name: Option<String>,
    pub(super) within: Spanned<String>,
    pub(super) calendar: Spanned<String>,
    pub(super) due_soon_percent: Option<Spanned<u8>>,
    pub(super) due_soon_left: Option<Spanned<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Criteria {
    pub(super) name: Option<String>,
    #[serde(default)]
    pub(super) all: Vec<Spanned<Condition>>,
    #[serde(default)]
    pub(super) any: Vec<Spanned<Condition>>,
    #[serde(default)]
    pub(super) hands_off: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Policy {
    pub(super) name: Spanned<String>,
    #[serde(default)]
    pub(super) all: Vec<Spanned<Condition>>,
    #[serde(default)]
    pub(super) any: Vec<Spanned<Condition>>,
    pub(super) response: Promise,
    pub(super) update: Option<Promise>,
}

/// One of `field`, `signal`, `all` and `any`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Condition {
    pub(super) field: Option<Field>,
    #[serde(default)]
    pub(super) is: Vec<Spanned<String>>,
    pub(super) signal: Option<Spanned<String>>,
    pub(super) times: Option<Spanned<u32>>,
    pub(super) within: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) all: Vec<Spanned<Condition>>,
    #[serde(default)]
    pub(super) any: Vec<Spanned<Condition>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Region {
    pub(super) name: Spanned<String>,
    pub(super) owners: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rejection {
    pub(super) code: Spanned<String>,
    pub(super) name: String,
    #[serde(default)]
    pub(super) needs_words: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Escalation {
    pub(super) name: Spanned<String>,
    pub(super) promise: Spanned<PromiseKind>,
    pub(super) used_percent: Option<Spanned<i64>>,
    pub(super) overdue_by: Option<Spanned<String>>,
    pub(super) url: Option<Spanned<String>>,
    pub(super) url_file: Option<Spanned<String>>,
    pub(super) to_do_for: Option<Spanned<String>>,
    pub(super) assign_to: Option<Spanned<String>>,
    pub(super) format: Option<Spanned<MessageFormat>>,
    pub(super) mention: Option<Spanned<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Attribution {
    pub(super) model: Option<Spanned<String>>,
    pub(super) half_life_days: Option<Spanned<i64>>,
    pub(super) look_back_days: Option<Spanned<i64>>,
    pub(super) weights: Option<Spanned<WeightTable>>,
    pub(super) sourced_by: Option<SourcedBy>,
    pub(super) outbound: Option<Vec<String>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sales {
    #[serde(default)]
    pub(super) only: Vec<String>,
    #[serde(default)]
    pub(super) except: Vec<String>,
    #[serde(default)]
    pub(super) waits_in: Vec<String>,
    pub(super) takes_over_in: Option<Vec<String>>,
}
