//! The hub's file as whoever steals it sees it.

use std::collections::BTreeSet;

use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use crate::harness::Hub;

async fn connection(hub: &Hub) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(&hub.settings.database);
    SqliteConnection::connect_with(&options).await.unwrap()
}

/// Every column of every row of every table, as text behind the table's name.
pub async fn dump(hub: &Hub) -> Vec<String> {
    let mut connection = connection(hub).await;
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' \
         AND m.name <> '_sqlx_migrations' ORDER BY m.name, c.cid",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let mut rows = Vec::new();
    for (table, column) in columns {
        let statement = format!("SELECT CAST({column} AS TEXT) FROM {table} WHERE {column} IS NOT NULL ORDER BY 1");
        let values: Vec<String> =
            sqlx::query_scalar(AssertSqlSafe(statement)).fetch_all(&mut connection).await.unwrap();
        rows.extend(values.into_iter().map(|value| format!("{table}: {value}")));
    }
    rows
}

/// The tables that have one of the words in any column, by name.
pub async fn tables_that_name(hub: &Hub, words: &[&str]) -> Vec<String> {
    let named = |row: &String| words.iter().any(|word| row.to_lowercase().contains(word));
    let rows = dump(hub).await;
    let tables: BTreeSet<&str> =
        rows.iter().filter(|row| named(row)).filter_map(|row| row.split(": ").next()).collect();
    tables.into_iter().map(ToOwned::to_owned).collect()
}

/// All bytes on the disk, those of the log included.
pub fn raw(hub: &Hub) -> String {
    let read = |end: &str| std::fs::read(hub.settings.database.clone() + end).unwrap_or_default();
    String::from_utf8_lossy(&[read(""), read("-wal"), read("-journal")].concat()).into_owned()
}
