//! The shared numbers: pipeline, revenue and conversion, the same for both teams.

use chrono::{DateTime, Utc};
use plumbline_domain::attribution::Model;
use plumbline_domain::money::{Currency, Money};
use plumbline_domain::numbers::{Definition, Dimension, Figures, Measure, Months, NamedPeriod, Value};
use plumbline_domain::record::{Outcome, RecordKey};
use serde::{Deserialize, Serialize};

use crate::sla::CrmFreshness;

/// `GET /v1/numbers`: the figures over a period, row by row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NumbersResponse {
    /// The hub's clock when it answered.
    pub as_of: DateTime<Utc>,
    /// By what the rows are told apart.
    pub by: Dimension,
    /// Over which period.
    pub period: NumbersPeriod,
    /// In which currency amounts are; `None` where no record of the period has an amount. Counts are of records in any.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "EUR"))]
    pub currency: Option<Currency>,
    /// The currencies that there are in the period, the most frequent first.
    pub currencies: Vec<CurrencyCount>,
    /// How current the figures are.
    pub standing: NumbersStanding,
    /// By which model credit is shared in them.
    pub model: Model,
    /// Up to when each CRM was followed.
    pub freshness: Vec<CrmFreshness>,
    /// All together. Amounts of rows add up to its amounts; counts of rows may add up to more, because a record counts once in each
    /// row that has credit on it.
    pub total: Figures,
    /// The row with the most pipeline first; what has no name, and what no touch has credit for, last.
    pub rows: Vec<NumbersRow>,
    /// The CRM's names of the stages in which a deal counts as qualified; empty where every deal does.
    pub qualified_stages: Vec<String>,
    /// What both teams mean by their words: every version, those in force first.
    pub definitions: Vec<DefinitionView>,
}

/// A period of calendar months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NumbersPeriod {
    /// Which months.
    pub months: Months,
    /// By what name they were asked for, if by one.
    pub named: Option<NamedPeriod>,
    /// On whose wall clock months begin: an IANA zone.
    pub zone: String,
}

/// How many records have amounts in a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CurrencyCount {
    /// Which currency.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "EUR"))]
    pub currency: Currency,
    /// Deals created or closed in the period; one that was both counts twice.
    pub deals: i64,
}

/// How current stored figures are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NumbersStanding {
    /// When they were last brought up to date; `None` where there are none yet.
    pub computed_at: Option<DateTime<Utc>>,
    /// How many records changed, and are not yet counted as they are now.
    pub changed: i64,
    /// What is being made, if anything.
    pub building: Option<NumbersBuilding>,
}

/// Figures that are being made, because there are none yet or something else was agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NumbersBuilding {
    /// So many records are counted.
    pub done: i64,
    /// Of so many.
    pub total: i64,
    /// Whether the answer has these, as far as they are made. Otherwise it has those of what was agreed before, whole.
    pub is_shown: bool,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NumbersRow {
    /// Which.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "named:Google"))]
    pub value: Value,
    /// Its figures.
    pub figures: Figures,
}

/// A definition, and whether it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DefinitionView {
    /// What was agreed.
    #[serde(flatten)]
    pub definition: Definition,
    /// Whether it is.
    pub standing: DefinitionStanding,
}

/// Whether a definition is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DefinitionStanding {
    /// It is.
    InForce,
    /// A later version is.
    Earlier,
    /// It will be.
    Later,
}

/// `GET /v1/numbers/deals`: the records behind a figure, some at a time, the latest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NumberDealsResponse {
    /// The hub's clock when it answered.
    pub as_of: DateTime<Utc>,
    /// Of which figure.
    pub measure: Measure,
    /// At most 50.
    pub deals: Vec<NumberDealView>,
    /// What to ask for the following ones with; `None` after the last.
    pub next: Option<String>,
}

/// A record behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NumberDealView {
    /// Which lead or deal.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "odoo-main/crm.lead/17"))]
    pub record: RecordKey,
    /// Its name.
    pub title: String,
    /// The company behind it, where known.
    pub company: Option<String>,
    /// Where it stands in the CRM, to open.
    pub record_url: Option<String>,
    /// Its amount, if it has one.
    pub amount: Option<Money>,
    /// What the row has of the amount.
    pub credit: Option<Money>,
    /// The row's exact share of the credit, as `numerator/denominator`, or `1` for all.
    pub share: String,
    /// When it was created as a lead; `None` for what was created as a deal.
    pub lead_created_at: Option<DateTime<Utc>>,
    /// When it became a deal; `None` for a lead.
    pub deal_created_at: Option<DateTime<Utc>>,
    /// When it was won or lost.
    pub closed_at: Option<DateTime<Utc>>,
    /// Whether it was.
    pub outcome: Outcome,
    /// Whether it counts as qualified.
    pub is_qualified: bool,
    /// How long a closed deal had been one, in whole days.
    pub days: Option<u32>,
    /// Whether only its own touches are known yet, and not those of its company's contacts and deals.
    pub is_alone: bool,
}
