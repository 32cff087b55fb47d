//! Numbers for the names of rows and records.

use std::collections::{BTreeSet, HashMap};

use plumbline_domain::numbers::{Dimension, Value};
use sqlx::{QueryBuilder, Sqlite};

use super::Tx;
use crate::store::StoreError;

/// Names of one statement: two values each, of at most 32,766.
const NAMES: usize = 5_000;

/// What a row is called among the names. No record is called so: a CRM's name has no blanks.
pub(super) fn row_name(dimension: Dimension, value: &Value) -> String {
    format!("{} {value}", dimension.word())
}

/// The number of each name, given to those that have none yet.
pub(super) async fn numbered(
    transaction: &mut Tx<'_>,
    names: BTreeSet<&str>,
) -> Result<HashMap<String, i64>, StoreError> {
    let mut numbers = HashMap::new();
    let names: Vec<&str> = names.into_iter().collect();
    for some in names.chunks(NAMES) {
        numbers.extend(known(transaction, some).await?);
        let new: Vec<&str> = some.iter().copied().filter(|name| !numbers.contains_key(*name)).collect();
        numbers.extend(add(transaction, &new).await?);
    }
    Ok(numbers)
}

async fn known(transaction: &mut Tx<'_>, names: &[&str]) -> Result<Vec<(String, i64)>, StoreError> {
    let mut statement: QueryBuilder<Sqlite> =
        QueryBuilder::new("SELECT name, number FROM number_names WHERE name IN (");
    let mut list = statement.separated(", ");
    for name in names {
        list.push_bind(*name);
    }
    statement.push(")");
    Ok(statement.build_query_as().fetch_all(&mut **transaction).await?)
}

async fn add(transaction: &mut Tx<'_>, names: &[&str]) -> Result<Vec<(String, i64)>, StoreError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let last: i64 =
        sqlx::query_scalar("SELECT COALESCE(MAX(number), 0) FROM number_names").fetch_one(&mut **transaction).await?;
    let new: Vec<(String, i64)> = names.iter().map(ToString::to_string).zip(last + 1..).collect();
    let mut statement: QueryBuilder<Sqlite> = QueryBuilder::new("INSERT INTO number_names (name, number) ");
    statement.push_values(&new, |mut row, (name, number)| {
        row.push_bind(name).push_bind(*number);
    });
    statement.build().execute(&mut **transaction).await?;
    Ok(new)
}
