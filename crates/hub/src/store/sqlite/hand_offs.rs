//! Records by when they were handed off.

use plumbline_crm::reading::RecordFacts;
use plumbline_domain::Instant;
use plumbline_domain::ids::CrmId;
use sqlx::SqlitePool;

use super::columns::millis;
use super::decisions::{self, DecisionRow, with_decisions};
use super::record_rows::{RecordRow, TouchRow, select_records, select_touches, touches_by_record};
use crate::store::{StoreError, Waits};

/// Names the records first, each part from an index of its own: with `OR` between them, all records would be looked at.
macro_rules! of_found {
    ($rest:expr) => {
        concat!(
            "WITH found AS (",
            "SELECT record FROM records WHERE crm = $1 AND last_handed_off_at >= $2 AND is_gone = FALSE UNION ",
            "SELECT record FROM records WHERE crm = $1 AND unanswered_since IS NOT NULL AND is_gone = FALSE UNION ",
            "SELECT record FROM records WHERE crm = $1 AND waits_since IS NOT NULL AND is_gone = FALSE AND $3) ",
            $rest
        )
    };
}

const RECORDS: &str = of_found!(select_records!("r JOIN found ON found.record = r.record ORDER BY r.record"));
const TOUCHES: &str = of_found!(select_touches!("t JOIN found ON found.record = t.record"));
const DECISIONS: &str = of_found!("SELECT d.record, d.event FROM decisions d JOIN found ON found.record = d.record");

/// The facts of the records that were handed off since, or whose hand-off waits for something.
pub(super) async fn handed_off_since(
    pool: &SqlitePool,
    crm: &CrmId,
    since: Instant,
    waits: Waits,
) -> Result<Vec<RecordFacts>, StoreError> {
    let (crm, since, for_update) = (crm.as_str(), millis(since), waits == Waits::ForResponseOrUpdate);
    let (rows, touches, decisions): (Vec<RecordRow>, Vec<TouchRow>, Vec<DecisionRow>) = futures::try_join!(
        sqlx::query_as(RECORDS).bind(crm).bind(since).bind(for_update).fetch_all(pool),
        sqlx::query_as(TOUCHES).bind(crm).bind(since).bind(for_update).fetch_all(pool),
        sqlx::query_as(DECISIONS).bind(crm).bind(since).bind(for_update).fetch_all(pool),
    )?;
    let (mut touches, mut decided) = (touches_by_record(touches), decisions::by_record(decisions)?);
    let rows = rows.into_iter().map(|row| {
        let (touches, decisions) = (touches.remove(&row.record).unwrap_or_default(), decided.remove(&row.record));
        with_decisions(row.into_facts(touches)?, decisions)
    });
    rows.collect()
}
