//! What marketing does with an objection as a whole.

use plumbline_domain::Instant;
use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::{Handling, Status};
use plumbline_protocol::library::{LibraryChangeKind, ObjectionEntry};

use super::{Tx, changes};
use crate::store::sqlite::columns::{instant, millis};
use crate::store::sqlite::notes;
use crate::store::sqlite::reports::handling::{HandlingColumns, NewColumns, set_handling, take_back_handling};
use crate::store::{Kept, NewHandling, Seen, StoreError};

const OBJECTION: &str = concat!("UPDATE objections ", set_handling!(), ", version = version + 1 WHERE id = $6");

/// Those that are not that far yet.
const REPORTS: &str = concat!(
    "UPDATE reports ",
    set_handling!(),
    ", answer_seen = FALSE WHERE counts_as = $6 AND withdrawn = FALSE AND (CASE handling ",
    "WHEN 'new' THEN 0 WHEN 'acknowledged' THEN 1 WHEN 'in_progress' THEN 2 ELSE 3 END) < $7"
);

/// Those that were handled with the objection, which the same moment shows.
const REOPEN: &str = concat!(
    "UPDATE reports ",
    set_handling!(),
    ", answer_seen = FALSE WHERE counts_as = $6 AND withdrawn = FALSE AND handled_at = $7 AND handling <> 'new'"
);

const OBJECTION_BACK: &str =
    concat!("UPDATE objections ", take_back_handling!(), ", version = version + 1 WHERE id = $1");

/// As above, also those that were reopened with it.
const REPORTS_BACK: &str = concat!(
    "UPDATE reports ",
    take_back_handling!(),
    ", answer_seen = FALSE WHERE counts_as = $1 AND withdrawn = FALSE AND handled_at = $2"
);

const STANDING: &str = "SELECT o.handling, h.name AS handler_name, o.handled_at, o.answer_content, o.answer_words \
                        FROM objections o LEFT JOIN people h ON h.id = o.handled_by WHERE o.id = $1";

/// Handles the objection and its reports.
pub(super) async fn handle(
    mut transaction: Tx,
    entry: &ObjectionEntry,
    handling: &NewHandling,
    seen: Seen<'_>,
) -> Result<Tx, StoreError> {
    let id = &entry.objection.id;
    let what = match NewColumns::of(handling) {
        Some(columns) => LibraryChangeKind::Handled {
            reports: set(&mut transaction, entry, &columns, seen).await?,
            handling: handling.done_by(&seen.by.name, seen.now),
        },
        None => LibraryChangeKind::TakenBack {
            reports: take_back(&mut transaction, id, seen.now).await?,
            handling: standing(&mut transaction, id).await?,
        },
    };
    changes::note(&mut transaction, Kept::Objection(id), &what, &seen.by.name, seen.now).await?;
    Ok(transaction)
}

/// How many reports were handled with it.
async fn set(tx: &mut Tx, entry: &ObjectionEntry, columns: &NewColumns, seen: Seen<'_>) -> Result<u32, StoreError> {
    let (id, by, before) = (&entry.objection.id, &seen.by.id, entry.handling.at());
    let reports = match columns.status {
        Status::New => columns.bind(sqlx::query(REOPEN), by, seen.now).bind(id.to_string()).bind(before.map(millis)),
        status => columns.bind(sqlx::query(REPORTS), by, seen.now).bind(id.to_string()).bind(how_far(status)),
    };
    let done = reports.execute(&mut **tx).await?;
    columns.bind(sqlx::query(OBJECTION), by, seen.now).bind(id.to_string()).execute(&mut **tx).await?;
    notes::revise_reports(&mut **tx, id, seen.now, seen.now).await?;
    Ok(u32::try_from(done.rows_affected()).unwrap_or(u32::MAX))
}

/// How many reports went back with it.
async fn take_back(tx: &mut Tx, id: &ObjectionId, now: Instant) -> Result<u32, StoreError> {
    let handled_at: Option<i64> = sqlx::query_scalar("SELECT handled_at FROM objections WHERE id = $1")
        .bind(id.as_str())
        .fetch_one(&mut **tx)
        .await?;
    let mut reports = 0;
    if let Some(handled_at) = handled_at {
        notes::revise_reports(&mut **tx, id, instant(handled_at)?, now).await?;
        reports =
            sqlx::query(REPORTS_BACK).bind(id.as_str()).bind(handled_at).execute(&mut **tx).await?.rows_affected();
    }
    sqlx::query(OBJECTION_BACK).bind(id.as_str()).execute(&mut **tx).await?;
    Ok(u32::try_from(reports).unwrap_or(u32::MAX))
}

async fn standing(tx: &mut Tx, id: &ObjectionId) -> Result<Handling, StoreError> {
    let columns: HandlingColumns = sqlx::query_as(STANDING).bind(id.as_str()).fetch_one(&mut **tx).await?;
    columns.into_handling()
}

/// Everything before this is brought up to it. Nothing is taken back that somebody was told.
const fn how_far(status: Status) -> i64 {
    match status {
        Status::New => 0,
        Status::Acknowledged => 1,
        Status::InProgress => 2,
        Status::Answered | Status::Declined => 3,
    }
}
