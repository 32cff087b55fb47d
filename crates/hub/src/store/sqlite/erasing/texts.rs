//! Taking words out of the columns that people and CRMs write in.

use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row, Sqlite, Transaction};

use super::words::{ERASED, Words};
use crate::store::StoreError;
use crate::store::sqlite::columns::{from_object, object};

/// Columns of a table.
#[derive(Clone, Copy)]
pub(super) struct Texts {
    table: &'static str,
    /// What tells a row from the others of its record.
    key: &'static str,
    /// Those with text, then those with JSON.
    columns: (&'static [&'static str], &'static [&'static str]),
}

/// What is searched on records near somebody, found by an index; all have a column `record`.
pub(super) const NEAR: [Texts; 5] = [
    Texts { table: "records", key: "record", columns: (&["title", "company"], &["profile", "competitors", "events"]) },
    Texts { table: "touches", key: "id", columns: (&["source", "medium", "campaign", "contact", "summary"], &[]) },
    Texts { table: "signals", key: "id", columns: (&[], &["touch"]) },
    Texts { table: "origins", key: "record", columns: (&[], &["origin", "refs"]) },
    Texts { table: "origin_changes", key: "id", columns: (&[], &["change"]) },
];

/// What is searched as a whole, since people write there what they like.
pub(super) const EVERYWHERE: [Texts; 4] = [
    Texts {
        table: "reports",
        key: "id",
        columns: (&["words", "answer_words", "was_answer_words", "competitor", "segment"], &[]),
    },
    Texts { table: "decisions", key: "id", columns: (&[], &["event"]) },
    Texts { table: "objections", key: "id", columns: (&["answer_words", "was_answer_words"], &[]) },
    Texts { table: "crm_notes", key: "id", columns: (&["words"], &[]) },
];

type Tx<'a> = Transaction<'a, Sqlite>;

/// Takes words out of all rows, or of those of one record.
pub(super) async fn take_out(
    transaction: &mut Tx<'_>,
    texts: &[Texts],
    record: Option<&str>,
    words: &Words,
) -> Result<(), StoreError> {
    for texts in texts {
        for row in texts.rows(transaction, record).await? {
            let key: String = row.try_get(0)?;
            if let Some(values) = texts.without(&row, words)? {
                texts.write(transaction, &key, record, values).await?;
            }
        }
    }
    Ok(())
}

impl Texts {
    fn columns(self) -> impl Iterator<Item = &'static str> {
        self.columns.0.iter().chain(self.columns.1).copied()
    }

    async fn rows(self, transaction: &mut Tx<'_>, record: Option<&str>) -> Result<Vec<SqliteRow>, StoreError> {
        let columns: Vec<&str> = self.columns().collect();
        let of = if record.is_some() { " WHERE record = $1" } else { "" };
        let statement = format!("SELECT {}, {} FROM {}{of}", self.key, columns.join(", "), self.table);
        let query = sqlx::query(AssertSqlSafe(statement));
        let query = if let Some(record) = record { query.bind(record.to_owned()) } else { query };
        Ok(query.fetch_all(&mut **transaction).await?)
    }

    /// What the columns say without the words; `None` when they have none of them.
    fn without(self, row: &SqliteRow, words: &Words) -> Result<Option<Vec<Option<String>>>, StoreError> {
        let (mut values, mut found) = (Vec::new(), false);
        let plain = self.columns.0.len();
        for index in 0..self.columns().count() {
            let value: Option<String> = row.try_get(index + 1)?;
            let left = match &value {
                None => None,
                Some(text) if index < plain => words.without(text),
                Some(text) => without_in_json(text, words)?,
            };
            found |= left.is_some();
            values.push(left.or(value));
        }
        if found && self.table == "touches" {
            forget_whose(&mut values);
        }
        Ok(found.then_some(values))
    }

    async fn write(
        self,
        transaction: &mut Tx<'_>,
        key: &str,
        record: Option<&str>,
        values: Vec<Option<String>>,
    ) -> Result<(), StoreError> {
        let columns: Vec<String> =
            self.columns().zip(1..).map(|(column, place)| format!("{column} = ${place}")).collect();
        let (key_place, record_place) = (columns.len() + 1, columns.len() + 2);
        let of = if record.is_some() { format!(" AND record = ${record_place}") } else { String::new() };
        let statement =
            format!("UPDATE {} SET {} WHERE {} = ${key_place}{of}", self.table, columns.join(", "), self.key);
        let mut query = sqlx::query(AssertSqlSafe(statement));
        for value in values {
            query = query.bind(value);
        }
        query = query.bind(key.to_owned());
        let query = if let Some(record) = record { query.bind(record.to_owned()) } else { query };
        query.execute(&mut **transaction).await?;
        Ok(())
    }
}

/// A touch that names its contact is theirs: its summary goes with the name. The last two columns.
fn forget_whose(values: &mut [Option<String>]) {
    if let [.., contact, summary] = values
        && contact.as_deref().is_some_and(|contact| contact.contains(ERASED))
    {
        (*contact, *summary) = (None, Some(String::new()));
    }
}

fn without_in_json(text: &str, words: &Words) -> Result<Option<String>, StoreError> {
    let mut value: Value = from_object("JSON text", text)?;
    if !words.take_out_of(&mut value) {
        return Ok(None);
    }
    // An address that was taken out leaves none.
    if let Some(emails) = value.get_mut("emails").and_then(Value::as_array_mut) {
        emails.retain(|email| email != ERASED);
    }
    Ok(Some(object(&value)))
}
