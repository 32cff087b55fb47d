//! What contributions add up to, as rows.

use std::collections::HashMap;

use plumbline_domain::money::Currency;
use plumbline_domain::numbers::{Cell, CellKey, Cycles, Dimension, Months, Sum, Value};
use sqlx::sqlite::SqliteRow;
use sqlx::{FromRow, Row, SqlitePool};

use super::Tx;
use crate::store::sqlite::columns::corrupt;
use crate::store::{NumberCell, StoreError};

/// All columns of a sum, in a statement that goes on after `FROM number_cells`.
macro_rules! select_cells {
    ($rest:literal) => {
        concat!(
            "SELECT value, currency, leads, converted_leads, deals, deals_minor, pipeline, pipeline_minor, pipeline_won, ",
            "pipeline_won_minor, won, won_minor, lost, lost_minor, alone, cycles FROM number_cells ",
            $rest
        )
    };
}

/// Added up by the database: of three years of many campaigns, reading each row would take most of the time.
const OF_MONTHS: &str = "SELECT value, currency, CAST(SUM(leads) AS BIGINT), CAST(SUM(converted_leads) AS BIGINT), \
                         CAST(SUM(deals) AS BIGINT), CAST(SUM(deals_minor) AS BIGINT), CAST(SUM(pipeline) AS BIGINT), \
                         CAST(SUM(pipeline_minor) AS BIGINT), CAST(SUM(pipeline_won) AS BIGINT), \
                         CAST(SUM(pipeline_won_minor) AS BIGINT), CAST(SUM(won) AS BIGINT), CAST(SUM(won_minor) AS BIGINT), \
                         CAST(SUM(lost) AS BIGINT), CAST(SUM(lost_minor) AS BIGINT), CAST(SUM(alone) AS BIGINT), \
                         STRING_AGG(cycles, ',') FROM number_cells \
                         WHERE generation = $1 AND dimension = $2 AND month BETWEEN $3 AND $4 GROUP BY value, currency";
const ONE: &str =
    select_cells!("WHERE generation = $1 AND dimension = $2 AND month = $3 AND value = $4 AND currency = $5");
const DELETE: &str = "DELETE FROM number_cells \
                      WHERE generation = $1 AND dimension = $2 AND month = $3 AND value = $4 AND currency = $5";
const PUT: &str = "INSERT INTO number_cells (generation, dimension, month, value, currency, leads, converted_leads, deals, \
                   deals_minor, pipeline, pipeline_minor, pipeline_won, pipeline_won_minor, won, won_minor, lost, lost_minor, \
                   alone, cycles) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) \
                   ON CONFLICT (generation, dimension, month, value, currency) DO UPDATE SET leads = excluded.leads, \
                   converted_leads = excluded.converted_leads, deals = excluded.deals, deals_minor = excluded.deals_minor, \
                   pipeline = excluded.pipeline, pipeline_minor = excluded.pipeline_minor, pipeline_won = excluded.pipeline_won, \
                   pipeline_won_minor = excluded.pipeline_won_minor, won = excluded.won, won_minor = excluded.won_minor, \
                   lost = excluded.lost, lost_minor = excluded.lost_minor, alone = excluded.alone, cycles = excluded.cycles";

struct CellRow {
    value: String,
    currency: String,
    counts: [i64; 13],
    cycles: String,
}

/// By place: a page of many campaigns has hundreds of rows.
impl FromRow<'_, SqliteRow> for CellRow {
    fn from_row(row: &SqliteRow) -> Result<Self, sqlx::Error> {
        let mut counts = [0; 13];
        for (place, count) in counts.iter_mut().enumerate() {
            *count = row.try_get(place + 2)?;
        }
        Ok(Self { value: row.try_get(0)?, currency: row.try_get(1)?, counts, cycles: row.try_get(15)? })
    }
}

impl CellRow {
    fn found(&self) -> Result<NumberCell, StoreError> {
        let value: Value = self.value.parse().map_err(|_| corrupt("row of the numbers", &self.value))?;
        Ok(NumberCell { value, currency: parse_currency(&self.currency)?, cell: self.cell()? })
    }

    fn cell(&self) -> Result<Cell, StoreError> {
        let sum = |place: usize| Sum { records: self.counts[place], minor: self.counts[place + 1] };
        Ok(Cell {
            leads: self.counts[0],
            converted_leads: self.counts[1],
            deals: sum(2),
            pipeline: sum(4),
            pipeline_won: sum(6),
            won: sum(8),
            lost: sum(10),
            alone: self.counts[12],
            cycles: cycles(&self.cycles)?,
        })
    }
}

fn cycles(text: &str) -> Result<Cycles, StoreError> {
    let count = |part: &str| {
        let (days, deals) = part.split_once(':')?;
        Some((days.parse().ok()?, deals.parse().ok()?))
    };
    let parts = text.split(',').filter(|part| !part.is_empty());
    let counts = parts.map(|part| count(part).ok_or_else(|| corrupt("list of sales cycles", text)));
    Ok(Cycles::from_counts(counts.collect::<Result<Vec<_>, _>>()?))
}

fn cycles_text(cycles: &Cycles) -> String {
    cycles.counts().map(|(days, deals)| format!("{days}:{deals}")).collect::<Vec<_>>().join(",")
}

fn currency_text(currency: Option<Currency>) -> &'static str {
    currency.map_or("", Currency::code)
}

pub(super) async fn summed(
    pool: &SqlitePool,
    generation: i64,
    dimension: Dimension,
    months: Months,
) -> Result<Vec<NumberCell>, StoreError> {
    let rows: Vec<CellRow> = sqlx::query_as(OF_MONTHS)
        .bind(generation)
        .bind(dimension.word())
        .bind(months.from.index())
        .bind(months.to.index())
        .fetch_all(pool)
        .await?;
    rows.iter().map(CellRow::found).collect()
}

fn parse_currency(code: &str) -> Result<Option<Currency>, StoreError> {
    match code {
        "" => Ok(None),
        code => code.parse().map(Some).map_err(|_| corrupt("currency", code)),
    }
}

/// Adds differences to the sums.
pub(super) async fn add(
    transaction: &mut Tx<'_>,
    generation: i64,
    differences: HashMap<CellKey, Cell>,
) -> Result<(), StoreError> {
    for (key, difference) in differences {
        if difference.is_empty() {
            continue;
        }
        let row: Option<CellRow> =
            placed(sqlx::query_as(ONE), generation, &key).fetch_optional(&mut **transaction).await?;
        let mut cell = row.map(|row| row.cell()).transpose()?.unwrap_or_default();
        cell.add(&difference, 1);
        put(transaction, generation, &key, &cell).await?;
    }
    Ok(())
}

type Query<'q, T> = sqlx::query::QueryAs<'q, sqlx::Sqlite, T, sqlx::sqlite::SqliteArguments>;

fn placed<'q, T>(query: Query<'q, T>, generation: i64, key: &CellKey) -> Query<'q, T> {
    query
        .bind(generation)
        .bind(key.dimension.word())
        .bind(key.month.index())
        .bind(key.value.to_string())
        .bind(currency_text(key.currency))
}

async fn put(transaction: &mut Tx<'_>, generation: i64, key: &CellKey, cell: &Cell) -> Result<(), StoreError> {
    let statement = if cell.is_empty() { DELETE } else { PUT };
    let query = sqlx::query(statement)
        .bind(generation)
        .bind(key.dimension.word())
        .bind(key.month.index())
        .bind(key.value.to_string())
        .bind(currency_text(key.currency));
    if cell.is_empty() {
        query.execute(&mut **transaction).await?;
        return Ok(());
    }
    let query = query.bind(cell.leads).bind(cell.converted_leads);
    let sums = [cell.deals, cell.pipeline, cell.pipeline_won, cell.won, cell.lost];
    let query = sums.into_iter().fold(query, |query, sum| query.bind(sum.records).bind(sum.minor));
    query.bind(cell.alone).bind(cycles_text(&cell.cycles)).execute(&mut **transaction).await?;
    Ok(())
}
