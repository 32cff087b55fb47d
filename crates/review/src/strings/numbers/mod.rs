//! The words of the page of the numbers.

mod figures;

use chrono::NaiveDate;
use plumbline_domain::attribution::Model;
use plumbline_domain::numbers::{Dimension, Measure, NamedPeriod, Value};
use plumbline_domain::touch::Channel;
use plumbline_protocol::numbers::{NumbersBuilding, NumbersPeriod};
use serde_json::Value as Json;

pub use self::figures::*;
use super::{count, sla};

pub const PAGE: &str = "Numbers";
pub const TITLE: &str = "Numbers · Plumbline";
pub const LOADING: &str = "Loading the numbers…";
pub const DOWNLOAD: &str = "Download CSV";
pub const DOWNLOAD_HELP: &str = "Every row of the period with all its figures, as a table.";
pub const DOWNLOAD_RECORDS: &str = "Download all as CSV";
pub const BY: &str = "Rows";
pub const PERIOD: &str = "Period";
pub const CURRENCY: &str = "Currency";
pub const FROM: &str = "From";
pub const TO: &str = "to";
pub const SHOW: &str = "Show";
pub const WRONG_MONTHS: &str = "Give two months such as 2026-01, the later one last, at most ten years.";
pub const AMOUNT: &str = "Amount";
pub const SHARE: &str = "Share";
pub const N: &str = "n";
pub const INTERVAL: &str = "95 % interval";
pub const PICTURE: &str = "Picture";
/// Stands where nothing can be said.
pub const NOTHING: &str = sla::NOTHING;

/// By what rows are told apart.
pub const fn by(by: Dimension) -> &'static str {
    match by {
        Dimension::Total => "All",
        Dimension::Source => "Source",
        Dimension::Campaign => "Campaign",
        Dimension::Channel => "Channel",
        Dimension::Segment => "Segment",
    }
}

/// A period as a choice.
pub const fn period(period: NamedPeriod) -> &'static str {
    match period {
        NamedPeriod::ThisMonth => "This month",
        NamedPeriod::LastMonth => "Last month",
        NamedPeriod::ThisQuarter => "This quarter",
        NamedPeriod::LastQuarter => "Last quarter",
        NamedPeriod::ThisYear => "This year",
        NamedPeriod::LastYear => "Last year",
        NamedPeriod::LastTwelveMonths => "Last 12 months",
    }
}

/// What a row is called.
pub fn row(by: Dimension, value: &Value) -> String {
    match (value, by) {
        (Value::Whole, _) => "All".to_owned(),
        (Value::NoTouch, _) => "No known touch".to_owned(),
        (Value::Unnamed, Dimension::Campaign) => "No campaign named".to_owned(),
        (Value::Unnamed, Dimension::Segment) => "No segment".to_owned(),
        (Value::Unnamed, _) => "No source named".to_owned(),
        (Value::Named(name), Dimension::Channel) => channel(name),
        (Value::Named(name), _) => name.clone(),
    }
}

/// A channel by its word on the wire; the word of one that this page does not know.
fn channel(word: &str) -> String {
    let known: Option<Channel> = serde_json::from_value(Json::from(word)).ok();
    known.map_or_else(|| word.to_owned(), |known| sla::channel(Some(known)).to_owned())
}

/// Shows the rest of the rows.
pub fn show_rows(hidden: usize) -> String {
    format!("Show all rows ({hidden} more)")
}

/// When the figures were last brought up to date.
pub fn computed(at: Option<&str>, changed: i64) -> String {
    let changed = usize::try_from(changed).unwrap_or(0);
    match (at, changed) {
        (None, _) => "No figures are stored yet.".to_owned(),
        (Some(at), 0) => format!("Every change that the hub knows of is counted; the last was on {at}."),
        (Some(at), changed) => {
            format!(
                "Counted up to {at}; {} since then, which will be in a moment.",
                count(changed, "record changed", "records changed")
            )
        }
    }
}

/// Figures are being made.
pub fn building(building: NumbersBuilding) -> String {
    let NumbersBuilding { done, total, is_shown } = building;
    match is_shown {
        true => format!("The figures are being made for the first time: {done} of {total} records are counted so far."),
        false => format!(
            "What was agreed has changed. These figures are by what was agreed before; the new ones are made: {done} of {total}."
        ),
    }
}

/// By which model and months.
pub fn basis(model: Model, period: &NumbersPeriod) -> String {
    let months = if period.months.from == period.months.to {
        period.months.from.to_string()
    } else {
        format!("{} to {}", period.months.from, period.months.to)
    };
    format!("Credit is shared by the agreed model, {}. Calendar months {months}, {}.", model_name(model), period.zone)
}

/// What a model is called.
pub fn model_name(model: Model) -> &'static str {
    match model {
        Model::FirstTouch => "first touch",
        Model::LastTouch => "last touch",
        Model::LastNonDirect => "last non-direct touch",
        Model::Linear => "linear",
        Model::TimeDecay { .. } => "time decay",
        Model::PositionBased => "position based",
        Model::UShaped50_50 => "U-shaped 50/50",
        Model::UShaped40_40_20 => "U-shaped 40/40/20",
        Model::WShaped => "W-shaped",
        Model::FullPath => "full path",
        Model::JShaped => "J-shaped",
        Model::InverseJShaped => "inverse J-shaped",
        Model::Custom(_) => "our own weights",
    }
}

pub const EMPTY_TITLE: &str = "Nothing in this period";
pub const EMPTY: &str = "No leads or deals were created in this period, and none was won or lost.";
pub const BUILDING_TITLE: &str = "The figures are being made";
pub const BUILDING: &str = "The hub counts the leads and deals that it knows. They appear here by themselves.";

pub const RECORD: &str = "Record";
pub const CREDIT: &str = "Credit of the row";
pub const CREATED: &str = "Created";
pub const CLOSED: &str = "Closed";
pub const OUTCOME: &str = "Outcome";
pub const WON: &str = "Won";
pub const LOST: &str = "Lost";
pub const OPEN: &str = "Open";
pub const LEAD: &str = "Lead";
pub const QUALIFIED: &str = "qualified";
pub const OWN_TOUCHES: &str = "by its own touches alone";
pub const SHOW_ALL: &str = "Show all deals created";
pub const SHOW_MORE: &str = "Show more";
pub const LOADING_RECORDS: &str = "Loading the records…";
pub const NONE_LISTED: &str = "There is none in this period.";

/// A row's share of a record.
pub fn share(share: &str) -> String {
    if share == "1" { "all of it".to_owned() } else { format!("{share} of it") }
}

/// Since when it was a lead.
pub fn lead_since(exact: &str) -> String {
    format!("a lead since {exact}")
}

/// How long it took.
pub fn after_days(count: u32) -> String {
    format!("after {}", figures::days(count))
}

/// What is listed.
pub fn list(measure: Measure, by: Dimension, value: &Value) -> String {
    let what = match measure {
        Measure::Leads => "Leads created",
        Measure::ConvertedLeads => "Leads that became deals",
        Measure::Deals => DEALS,
        Measure::Pipeline => PIPELINE,
        Measure::PipelineWon => "Qualified pipeline that is won",
        Measure::Won => "Deals won",
        Measure::Lost => "Deals lost",
        Measure::Closed => "Deals won or lost",
    };
    if *value == Value::Whole { what.to_owned() } else { format!("{what}: {}", row(by, value)) }
}

/// How many are listed.
pub fn listed(n: usize, has_more: bool) -> String {
    let listed = count(n, "record", "records");
    if has_more { format!("the latest {listed}") } else { listed }
}

pub const DEFINITIONS: &str = "What our words mean";
pub const NO_DEFINITIONS: &str =
    "No words are defined yet. Whoever runs the hub can put the agreed definitions into its configuration.";
pub const FIGURES_DEFINED: &str = "What each figure is stands below it. All of this is the same for both teams.";

/// A definition that counts.
pub fn in_force(version: u32, since: NaiveDate) -> String {
    format!("Version {version}, in force since {since}")
}

/// A definition that no longer does.
pub fn earlier(version: u32, since: NaiveDate) -> String {
    format!("Version {version}, in force from {since} until the next one")
}

/// A definition that will.
pub fn later(version: u32, since: NaiveDate) -> String {
    format!("Version {version}, in force from {since} on")
}

/// Versions that do not count now.
pub fn other_versions(n: usize) -> String {
    count(n, "other version", "other versions")
}

/// In which stages a deal is qualified.
pub fn stages(stages: &[String]) -> String {
    format!("Stages: {}", stages.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_have_names() {
        let check = |by, value: Value, expect: &str| assert_eq!(row(by, &value), expect);
        check(Dimension::Channel, Value::Named("paid_search".into()), "Paid search");
        check(Dimension::Channel, Value::Named("brand_new".into()), "brand_new");
        check(Dimension::Source, Value::Named("paid_search".into()), "paid_search");
        check(Dimension::Source, Value::Unnamed, "No source named");
        check(Dimension::Segment, Value::Unnamed, "No segment");
        check(Dimension::Campaign, Value::NoTouch, "No known touch");
    }

    #[test]
    fn a_model_is_named_by_its_word() {
        assert_eq!(model_name(Model::WShaped), "W-shaped");
    }
}
