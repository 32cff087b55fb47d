//! What the field reported, grouped. Pure.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use plumbline_domain::money::Money;
use plumbline_domain::objection::{Handling, Objection};
use plumbline_domain::record::{Outcome, Record, RecordKey, RecordKind};
use plumbline_protocol::report::ReportView;
use plumbline_protocol::review::{InboxReportView, InboxResponse, ObjectionGroupView};

use crate::store::LastRead;

/// A record that something was reported on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeardOn {
    /// As last read; `None` when it never was.
    pub record: Option<LastRead>,
    /// Where it is opened.
    pub url: Option<String>,
}

/// Groups `reports`, which are sorted with the latest first, by objection.
pub fn inbox(
    objections: &[Objection],
    reports: Vec<ReportView>,
    records: &HashMap<RecordKey, HeardOn>,
) -> InboxResponse {
    let mut groups: Vec<ObjectionGroupView> = objections
        .iter()
        .map(|objection| ObjectionGroupView {
            objection: objection.clone(),
            open_deals: 0,
            revenue_at_stake: Vec::new(),
            reports: Vec::new(),
        })
        .collect();
    for report in reports {
        let heard_on = records.get(&report.report.record);
        let Some(group) = groups.iter_mut().find(|group| group.objection.id == report.report.objection) else {
            continue;
        };
        group.reports.push(InboxReportView {
            record: heard_on.and_then(|heard_on| Some(heard_on.record.as_ref()?.record.clone())),
            record_url: heard_on.and_then(|heard_on| heard_on.url.clone()),
            report,
        });
    }
    groups.retain(|group| !group.reports.is_empty());
    for group in &mut groups {
        (group.open_deals, group.revenue_at_stake) = at_stake(&group.reports, records);
    }
    groups.sort_by_cached_key(|group| {
        let new = group.reports.iter().filter(|entry| entry.report.handling == Handling::New).count();
        let last = group.reports.first().map(|entry| entry.report.report.heard_at);
        (Reverse(new), Reverse(last))
    });
    InboxResponse { groups }
}

/// Open deals that are still there, and their revenue by currency. Each deal counts once.
fn at_stake(reports: &[InboxReportView], records: &HashMap<RecordKey, HeardOn>) -> (usize, Vec<Money>) {
    let open: BTreeMap<&RecordKey, &Record> = reports
        .iter()
        .filter_map(|entry| records.get(&entry.report.report.record)?.record.as_ref())
        .filter(|last_read| !last_read.is_gone && is_open_deal(&last_read.record))
        .map(|last_read| (&last_read.record.key, &last_read.record))
        .collect();
    let mut totals: Vec<Money> = Vec::new();
    for amount in open.values().filter_map(|record| record.amount) {
        match totals.iter_mut().find(|total| total.currency == amount.currency) {
            Some(total) => total.minor = total.minor.saturating_add(amount.minor),
            None => totals.push(amount),
        }
    }
    totals.sort_by_key(|total| (Reverse(total.minor), total.currency.code()));
    (open.len(), totals)
}

fn is_open_deal(record: &Record) -> bool {
    let is_open = record.stage.as_ref().is_none_or(|stage| stage.outcome == Outcome::Open);
    record.kind == RecordKind::Deal && is_open
}

#[cfg(test)]
mod tests;
