//! A page of reports, by any filters.

use plumbline_domain::ids::{ObjectionId, PersonId};
use plumbline_domain::objection::Status;
use plumbline_protocol::review::StatusCount;
use sqlx::{QueryBuilder, Sqlite};

use super::{ReportRow, SqliteStore, select_reports};
use crate::store::sqlite::columns::{escaped, millis, word};
use crate::store::{InboxPage, StoreError, Wanted};

/// Which they are is found in an index that has all that is asked for; only then are they read.
const REPORTS: &str = select_reports!("WHERE r.id IN (SELECT r.id FROM reports r");

/// In columns and not in groups: an index by status would do for groups, and each report would have to be read.
const COUNTS: &str = "SELECT COUNT(CASE r.handling WHEN 'new' THEN 1 END), COUNT(CASE r.handling WHEN 'acknowledged' THEN 1 END), \
                      COUNT(CASE r.handling WHEN 'in_progress' THEN 1 END), COUNT(CASE r.handling WHEN 'answered' THEN 1 END), \
                      COUNT(CASE r.handling WHEN 'declined' THEN 1 END) FROM reports r";

const WITH_PEOPLE: &str = " JOIN people p ON p.id = r.reporter";

const IN_ORDER: &str = " ORDER BY r.heard_at DESC, r.id";

pub(super) async fn page(store: &SqliteStore, wanted: &Wanted, viewer: &PersonId) -> Result<InboxPage, StoreError> {
    let mut query = QueryBuilder::new(REPORTS);
    filter(&mut query, wanted);
    if let Some(status) = wanted.status {
        query.push(" AND r.handling = ").push_bind(word(status));
    }
    if let Some((at, id)) = wanted.after {
        query.push(" AND r.heard_at <= ").push_bind(millis(at));
        query.push(" AND (r.heard_at < ").push_bind(millis(at));
        query.push(" OR r.id > ").push_bind(id.to_string()).push(")");
    }
    let most = usize::from(wanted.limit);
    // One more than is wanted, to know whether there are more.
    query.push(IN_ORDER).push(" LIMIT ").push_bind(i64::from(wanted.limit) + 1).push(")").push(IN_ORDER);
    let page = async { Ok(query.build_query_as().fetch_all(&store.pool).await?) };
    let (mut rows, counts): (Vec<ReportRow>, _) = futures::try_join!(page, counts(store, wanted))?;
    let has_more = rows.len() > most;
    rows.truncate(most);
    Ok(InboxPage { reports: store.views(rows, viewer).await?, has_more, counts })
}

async fn counts(store: &SqliteStore, wanted: &Wanted) -> Result<Vec<StatusCount>, StoreError> {
    let mut query = QueryBuilder::new(COUNTS);
    filter(&mut query, wanted);
    let (new, acknowledged, in_progress, answered, declined): (i64, i64, i64, i64, i64) =
        query.build_query_as().fetch_one(&store.pool).await?;
    let count = |status| match status {
        Status::New => new,
        Status::Acknowledged => acknowledged,
        Status::InProgress => in_progress,
        Status::Answered => answered,
        Status::Declined => declined,
    };
    let counted = |status| StatusCount { status, count: u64::try_from(count(status)).unwrap_or(0) };
    Ok(Status::ALL.map(counted).into())
}

/// All filters but that for the status.
fn filter(query: &mut QueryBuilder<Sqlite>, wanted: &Wanted) {
    if wanted.reporter.is_some() {
        query.push(WITH_PEOPLE);
    }
    query.push(" WHERE r.withdrawn = FALSE");
    if let Some(objection) = &wanted.objection {
        query.push(" AND r.counts_as = ").push_bind(ObjectionId::to_string(objection));
    }
    if wanted.unknown {
        query.push(" AND r.counts_as IS NULL");
    }
    if let Some(severity) = wanted.severity {
        query.push(" AND r.severity = ").push_bind(word(severity));
    }
    for (column, name) in [("competitor", &wanted.competitor), ("segment", &wanted.segment)] {
        if let Some(name) = name {
            query.push(format!(" AND LOWER(r.{column}) = LOWER(")).push_bind(name.clone()).push(")");
        }
    }
    if let Some(reporter) = &wanted.reporter {
        query.push(" AND p.name = ").push_bind(reporter.clone());
    }
    if let Some(since) = wanted.since {
        query.push(" AND r.heard_at >= ").push_bind(millis(since));
    }
    if let Some(text) = &wanted.text {
        contains(query, &format!("%{}%", escaped(text)));
    }
}

/// By the report's own words, or by what is known of its record, which is looked through once and not for each report.
fn contains(query: &mut QueryBuilder<Sqlite>, like: &str) {
    let mut before = " AND (";
    for column in ["r.words", "r.competitor"] {
        query.push(format!("{before}{column} LIKE ")).push_bind(like.to_owned()).push(" ESCAPE '\\'");
        before = " OR ";
    }
    query
        .push(" OR r.record IN (SELECT d.record FROM (SELECT DISTINCT record FROM reports WHERE withdrawn = FALSE) o ");
    query.push("CROSS JOIN records d WHERE d.record = o.record AND (d.title LIKE ").push_bind(like.to_owned());
    query.push(" ESCAPE '\\' OR d.company LIKE ").push_bind(like.to_owned()).push(" ESCAPE '\\')))");
}
