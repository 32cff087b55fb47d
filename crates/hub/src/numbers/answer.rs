//! The shared numbers as they cross the wire, from stored sums.

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::NaiveDate;
use plumbline_domain::Instant;
use plumbline_domain::money::{Currency, Money};
use plumbline_domain::numbers::{
    Cell, Definition, Dimension, Figures, Month, Months, NamedPeriod, Part, Value, definitions_in_force,
};
use plumbline_domain::record::Outcome;
use plumbline_protocol::numbers::{
    CurrencyCount, DefinitionStanding, DefinitionView, NumberDealView, NumbersBuilding, NumbersPeriod, NumbersResponse,
    NumbersRow, NumbersStanding,
};
use plumbline_protocol::sla::CrmFreshness;

use super::Terms;
use crate::config::Sla;
use crate::store::{Generation, NumberCell, NumberEntry, Store, StoreError};

/// Which figures are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// By what rows are told apart.
    pub by: Dimension,
    /// Over which months.
    pub period: AskedPeriod,
    /// In which currency; `None` for the most frequent.
    pub currency: Option<Currency>,
}

/// A period as it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedPeriod {
    /// From today.
    Named(NamedPeriod),
    /// These months.
    Months(Months),
}

impl AskedPeriod {
    /// Its months, at `now` in the agreed zone.
    pub fn months(self, sla: &Sla, now: Instant) -> Months {
        match self {
            Self::Named(named) => named.months(Month::in_zone(now, sla.numbers_zone)),
            Self::Months(months) => months,
        }
    }

    fn named(self) -> Option<NamedPeriod> {
        match self {
            Self::Named(named) => Some(named),
            Self::Months(_) => None,
        }
    }
}

/// The generation that is shown: the one that is whole; the first one also while it is built.
pub fn shown(generations: &[Generation]) -> Option<&Generation> {
    generations.iter().find(|generation| generation.is_whole).or(generations.first())
}

/// The figures of a period.
///
/// # Errors
/// When the store fails.
pub async fn numbers(
    store: &dyn Store,
    sla: &Sla,
    in_force: Terms,
    asked: Asked,
    freshness: Vec<CrmFreshness>,
    now: Instant,
) -> Result<NumbersResponse, StoreError> {
    let generations = store.number_generations().await?;
    let generation = shown(&generations);
    let months = asked.period.months(sla, now);
    let all = cells(store, generation, Dimension::Total, months).await?;
    let rows = cells(store, generation, asked.by, months).await?;
    let currencies = currencies(&all);
    let currency = asked.currency.or(currencies.first().map(|count| count.currency));
    let terms = generation.and_then(|generation| Terms::from_text(&generation.terms)).unwrap_or(in_force);
    Ok(NumbersResponse {
        as_of: now,
        by: asked.by,
        period: NumbersPeriod { months, named: asked.period.named(), zone: terms.zone.name().to_owned() },
        currency,
        currencies,
        standing: standing(&generations, store.changed_numbers_count(now).await?),
        model: terms.credit.model,
        freshness,
        total: Figures::of(&all_of(all, currency)),
        rows: in_rows(rows, currency),
        qualified_stages: terms.qualified.stages,
        definitions: definition_views(&sla.definitions, now.with_timezone(&sla.numbers_zone).date_naive()),
    })
}

async fn cells(
    store: &dyn Store,
    generation: Option<&Generation>,
    dimension: Dimension,
    months: Months,
) -> Result<Vec<NumberCell>, StoreError> {
    match generation {
        Some(generation) => store.number_cells(generation.id, dimension, months).await,
        None => Ok(Vec::new()),
    }
}

/// How many deals there are in each currency, the most frequent first, then by code.
fn currencies(all: &[NumberCell]) -> Vec<CurrencyCount> {
    let counted = all.iter().filter_map(|found| {
        let deals = found.cell.deals.records + found.cell.won.records + found.cell.lost.records;
        Some(CurrencyCount { currency: found.currency?, deals }).filter(|count| count.deals > 0)
    });
    let mut counted: Vec<CurrencyCount> = counted.collect();
    counted.sort_by_key(|count| (Reverse(count.deals), count.currency.code()));
    counted
}

/// Counts of records in any currency, amounts in one.
fn in_currency(found: NumberCell, currency: Option<Currency>) -> Cell {
    if found.currency == currency { found.cell } else { found.cell.without_amounts() }
}

fn all_of(cells: Vec<NumberCell>, currency: Option<Currency>) -> Cell {
    let mut all = Cell::default();
    cells.into_iter().for_each(|found| all.add(&in_currency(found, currency), 1));
    all
}

fn in_rows(cells: Vec<NumberCell>, currency: Option<Currency>) -> Vec<NumbersRow> {
    let mut by_value: HashMap<Value, Cell> = HashMap::new();
    for found in cells {
        by_value.entry(found.value.clone()).or_default().add(&in_currency(found, currency), 1);
    }
    let rows = by_value.into_iter().map(|(value, cell)| NumbersRow { value, figures: Figures::of(&cell) });
    let mut rows: Vec<NumbersRow> = rows.collect();
    rows.sort_by(|a, b| place(a).cmp(&place(b)));
    rows
}

/// What has a name before what has none; the most pipeline first, then the most deals, revenue and leads.
fn place(row: &NumbersRow) -> impl Ord + '_ {
    let Figures { pipeline_minor, deals, revenue_minor, lead_conversion, .. } = &row.figures;
    let leads = lead_conversion.denominator;
    let is_named = matches!(row.value, Value::Named(_));
    (!is_named, Reverse(*pipeline_minor), Reverse(*deals), Reverse(*revenue_minor), Reverse(leads), &row.value)
}

fn standing(generations: &[Generation], changed: i64) -> NumbersStanding {
    let Some(shown) = shown(generations) else {
        // The hub has only just been started.
        let building = NumbersBuilding { done: 0, total: 0, is_shown: true };
        return NumbersStanding { computed_at: None, changed: 0, building: Some(building) };
    };
    let building = generations.iter().find(|generation| !generation.is_whole);
    NumbersStanding {
        computed_at: Some(shown.computed_at),
        changed,
        building: building.map(|building| NumbersBuilding {
            done: building.done,
            // Records that came since it was counted.
            total: building.total.max(building.done),
            is_shown: building.id == shown.id,
        }),
    }
}

/// Those in force first, each followed by its other versions, the latest first; then words that are not in force yet.
fn definition_views(all: &[Definition], today: NaiveDate) -> Vec<DefinitionView> {
    let in_force = definitions_in_force(all, today);
    let standing = |definition: &Definition| match in_force.iter().find(|known| known.is_of(&definition.term)) {
        Some(known) if *known == definition => DefinitionStanding::InForce,
        Some(known) if definition.since < known.since => DefinitionStanding::Earlier,
        _ => DefinitionStanding::Later,
    };
    let word = |definition: &Definition| in_force.iter().position(|known| known.is_of(&definition.term));
    let views = all.iter().map(|found| DefinitionView { definition: found.clone(), standing: standing(found) });
    let mut views: Vec<DefinitionView> = views.collect();
    views.sort_by_key(|view| {
        let word = word(&view.definition).unwrap_or(in_force.len());
        (word, view.standing != DefinitionStanding::InForce, Reverse(view.definition.version))
    });
    views
}

/// A record behind a figure of a row; `None` for one that is not in it.
pub fn deal_view(
    entry: NumberEntry,
    dimension: Dimension,
    value: &Value,
    record_url: Option<String>,
) -> Option<NumberDealView> {
    let is_of = |part: &&Part| part.dimension == dimension && part.value == *value;
    let part = entry.contribution.parts.iter().find(is_of)?;
    let (amount, deal) = (entry.contribution.amount, entry.contribution.deal);
    let close = entry.contribution.close();
    Some(NumberDealView {
        record_url,
        amount,
        credit: amount.map(|amount| Money { minor: part.minor, ..amount }),
        share: part.share.clone(),
        lead_created_at: entry.contribution.lead.map(|lead| lead.at),
        deal_created_at: deal.map(|deal| deal.at),
        closed_at: close.map(|close| close.at),
        outcome: deal.map_or(Outcome::Open, |deal| deal.outcome),
        is_qualified: deal.is_some_and(|deal| deal.is_qualified),
        days: close.map(|close| close.days),
        is_alone: entry.contribution.is_alone,
        record: entry.place.record,
        title: entry.title,
        company: entry.company,
    })
}
