//! Who changed what of objections and content.

use plumbline_domain::Instant;
use plumbline_domain::content::Content;
use plumbline_domain::objection::Objection;
use plumbline_protocol::library::{LibraryChange, LibraryChangeKind};
use serde::Serialize;
use serde_json::Value;
use sqlx::{Sqlite, SqlitePool, Transaction};
use uuid::Uuid;

use crate::store::sqlite::columns::{from_object, instant, millis, object};
use crate::store::{Kept, StoreError};

const LATEST: &str = "SELECT changed_at, changed_by, change FROM library_changes WHERE changed = $1 \
                      ORDER BY changed_at DESC, id DESC LIMIT 100";

fn name(of: Kept<'_>) -> String {
    match of {
        Kept::Objection(id) => format!("objection/{id}"),
        Kept::Content(id) => format!("content/{id}"),
    }
}

/// Keeps a change, in the transaction that makes it.
pub(super) async fn note(
    transaction: &mut Transaction<'_, Sqlite>,
    of: Kept<'_>,
    what: &LibraryChangeKind,
    by: &str,
    at: Instant,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO library_changes (id, changed, changed_at, changed_by, change) VALUES ($1, $2, $3, $4, $5)",
    )
    // In the order of time, also within a millisecond.
    .bind(Uuid::now_v7().to_string())
    .bind(name(of))
    .bind(millis(at))
    .bind(by)
    .bind(object(what))
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

pub(super) async fn latest(pool: &SqlitePool, of: Kept<'_>) -> Result<Vec<LibraryChange>, StoreError> {
    let rows: Vec<(i64, String, String)> = sqlx::query_as(LATEST).bind(name(of)).fetch_all(pool).await?;
    let change = |(at, by, what): (i64, String, String)| {
        Ok(LibraryChange { at: instant(at)?, by, what: from_object("change", &what)? })
    };
    rows.into_iter().map(change).collect()
}

/// What putting an objection in the place of another changes; `None` where they are the same.
pub(super) fn of_objection(before: Option<&Objection>, after: &Objection) -> Option<LibraryChangeKind> {
    let Some(before) = before else { return Some(LibraryChangeKind::Added) };
    edited(before, after)
}

/// What putting a piece of content in the place of another changes; `None` where they are the same.
pub(super) fn of_content(
    before: Option<(&Content, bool)>,
    after: &Content,
    is_retired: bool,
) -> Option<LibraryChangeKind> {
    match before {
        None => Some(LibraryChangeKind::Added),
        Some((_, false)) if is_retired => Some(LibraryChangeKind::Retired),
        Some((_, true)) if !is_retired => Some(LibraryChangeKind::Restored),
        Some((before, _)) => edited(before, after),
    }
}

/// The fields by the names that they have on the wire.
fn edited<T: Serialize>(before: &T, after: &T) -> Option<LibraryChangeKind> {
    let (before, after) = (serde_json::to_value(before).ok()?, serde_json::to_value(after).ok()?);
    let Value::Object(after) = after else { return None };
    let fields: Vec<String> =
        after.into_iter().filter(|(key, value)| before[key] != *value).map(|(key, _)| key).collect();
    (!fields.is_empty()).then_some(LibraryChangeKind::Edited { fields })
}
