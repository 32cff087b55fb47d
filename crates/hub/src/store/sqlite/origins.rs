//! How the fields changed that say where a record came from.
//!
//! A CRM that tracks these fields dates each change. Of the others a change is noticed when a record is read again and a
//! field points to another value than before; then only two moments are known between which it happened.

use plumbline_crm::reading::Edit;
use plumbline_domain::Instant;
use plumbline_domain::origin::{Origin, OriginChange, OriginField};
use sqlx::{FromRow, Sqlite, Transaction};
use uuid::Uuid;

use super::columns::{from_list, from_object, instant, instant_or_none, list, millis, object};
use crate::store::StoreError;

/// As many changes of a record as are shown, by time, and where that is the same by id, the latest first.
pub(super) const LATEST: &str =
    "SELECT change FROM origin_changes WHERE record = $1 ORDER BY changed_at DESC, id DESC LIMIT 5";

/// A change, as JSON.
pub(super) type ChangeRow = (String,);

type Tx<'a> = Transaction<'a, Sqlite>;

#[derive(FromRow)]
struct OriginRow {
    edited_at: i64,
    origin: String,
    refs: String,
    circle_read_at: Option<i64>,
}

/// A record's origin as it was read before.
struct Before {
    edited_at: Instant,
    /// When it was last read so.
    seen_at: Instant,
    origin: Origin,
    refs: Vec<Option<String>>,
}

/// The changes that such rows have.
pub(super) fn changes(rows: &[ChangeRow]) -> Result<Vec<OriginChange>, StoreError> {
    rows.iter().map(|(change,)| from_object("change", change)).collect()
}

/// Keeps what a reading tells of a record's origin, and says whether any change is new. To be called while the store
/// still has when the record was read before.
pub(super) async fn note_edit(transaction: &mut Tx<'_>, edit: &Edit) -> Result<bool, StoreError> {
    let record = edit.record.to_string();
    let mut is_new = false;
    for (id, change) in &edit.tracked {
        is_new |= insert(transaction, &format!("{}/{id}", edit.record.crm), &record, change).await?;
    }
    let Some(before) = before(transaction, &record).await? else {
        put_origin(transaction, &record, edit).await?;
        return Ok(is_new);
    };
    let is_same = before.edited_at == edit.at && before.refs == edit.refs && before.origin == edit.origin;
    // Readings can overtake one another; an older one knows nothing new.
    if is_same || edit.at < before.edited_at {
        return Ok(is_new);
    }
    let refs = before.refs.iter().zip(&edit.refs);
    for (field, _) in OriginField::ALL.into_iter().zip(refs).filter(|(_, (was, is))| was != is) {
        let change = noticed(&before, edit, field);
        if !is_dated(edit, &change, before.edited_at) {
            is_new |= insert(transaction, &Uuid::new_v4().to_string(), &record, &change).await?;
        }
    }
    put_origin(transaction, &record, edit).await?;
    Ok(is_new)
}

fn noticed(before: &Before, edit: &Edit, field: OriginField) -> OriginChange {
    let text = |origin: &Origin| origin.field(field).map(ToOwned::to_owned);
    // A reading takes a while, and its clock is not the CRM's: one that ended after the edit may not have seen it.
    let after = if before.seen_at < edit.at { before.seen_at } else { before.edited_at };
    let (from, to) = (text(&before.origin), text(&edit.origin));
    OriginChange { field, from, to, at: edit.at, after: Some(after), by: edit.by.clone() }
}

/// Whether the CRM itself dates the change.
fn is_dated(edit: &Edit, noticed: &OriginChange, edited_at: Instant) -> bool {
    let is_it = |change: &OriginChange| (change.field, &change.to) == (noticed.field, &noticed.to);
    edit.tracked.iter().any(|(_, change)| is_it(change) && change.at >= edited_at)
}

async fn before(transaction: &mut Tx<'_>, record: &str) -> Result<Option<Before>, StoreError> {
    let row: Option<OriginRow> = sqlx::query_as(
        "SELECT o.edited_at, o.origin, o.refs, r.circle_read_at FROM origins o \
         LEFT JOIN records r ON r.record = o.record WHERE o.record = $1",
    )
    .bind(record)
    .fetch_optional(&mut **transaction)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let (edited_at, read_at) = (instant(row.edited_at)?, instant_or_none(row.circle_read_at)?);
    Ok(Some(Before {
        edited_at,
        seen_at: read_at.map_or(edited_at, |read_at| read_at.max(edited_at)),
        origin: from_object("origin", &row.origin)?,
        refs: from_list("list of values", &row.refs)?,
    }))
}

async fn put_origin(transaction: &mut Tx<'_>, record: &str, edit: &Edit) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO origins (record, edited_at, origin, refs) VALUES ($1, $2, $3, $4) ON CONFLICT (record) DO UPDATE SET \
         edited_at = excluded.edited_at, origin = excluded.origin, refs = excluded.refs",
    )
    .bind(record)
    .bind(millis(edit.at))
    .bind(object(&edit.origin))
    .bind(list(&edit.refs))
    .execute(&mut **transaction)
    .await?;
    Ok(())
}

/// Whether it is new.
async fn insert(transaction: &mut Tx<'_>, id: &str, record: &str, change: &OriginChange) -> Result<bool, StoreError> {
    let done = sqlx::query(
        "INSERT INTO origin_changes (id, record, changed_at, change) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING",
    )
    .bind(id)
    .bind(record)
    .bind(millis(change.at))
    .bind(object(change))
    .execute(&mut **transaction)
    .await?;
    Ok(done.rows_affected() > 0)
}
