//! How much was heard of each objection, from what the store counts. Pure, but for the asking.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use chrono::{Datelike, NaiveTime, TimeDelta};
use plumbline_domain::Instant;
use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Status;
use plumbline_domain::objection::stake::{HeardOn, Stake, stakes};
use plumbline_domain::record::RecordKey;
use plumbline_protocol::library::ObjectionEntry;
use plumbline_protocol::review::{BoardColumn, BoardResponse, Heard, ObjectionCardView, WEEKS};

use super::refresh::{Records, lock};
use crate::store::{HeardRow, Library, StoreError};

/// How long what was heard is used while nothing changes: other hubs on the same store tell nothing to this one.
const USED_FOR: TimeDelta = TimeDelta::minutes(1);

/// What was heard, all of it.
#[derive(Debug, Clone, Default)]
pub struct AllHeard {
    /// When it was counted.
    pub as_of: Instant,
    /// All deals together, each once.
    pub total: Stake,
    /// Reports that count as no known objection.
    pub unknown: u64,
    by_objection: HashMap<ObjectionId, Heard>,
    /// How many objections each open deal is shared among.
    shared: HashMap<RecordKey, usize>,
}

impl AllHeard {
    /// What was heard of one objection.
    pub fn of(&self, id: &ObjectionId) -> Heard {
        let nothing = || Heard { weeks: vec![0; WEEKS], ..Heard::default() };
        self.by_objection.get(id).cloned().unwrap_or_else(nothing)
    }

    /// How many objections an open deal is shared among; 0 for what is at stake no more.
    pub fn objections_on(&self, record: &RecordKey) -> usize {
        self.shared.get(record).copied().unwrap_or(0)
    }
}

impl Records {
    /// What was heard until now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn heard(&self) -> Result<Arc<AllHeard>, StoreError> {
        // Read before the store is: what comes while that is asked is counted the next time.
        let (told, now) = (self.events.told(), self.clock.now());
        let is_current = |(of, heard): &&(u64, Arc<AllHeard>)| *of == told && now - heard.as_of < USED_FOR;
        if let Some((_, heard)) = lock(&self.heard).as_ref().filter(is_current) {
            return Ok(Arc::clone(heard));
        }
        let store = &self.store;
        let (rows, weeks, at_stake) =
            futures::try_join!(store.heard(), store.heard_by_week(first_monday(now)), store.at_stake())?;
        let heard = Arc::new(all_heard(&rows, &weeks, at_stake, now));
        *lock(&self.heard) = Some((told, Arc::clone(&heard)));
        Ok(heard)
    }
}

/// When the first of the weeks began that are shown at `now`.
fn first_monday(now: Instant) -> Instant {
    let today = now.date_naive();
    let monday = today - TimeDelta::days(i64::from(today.weekday().num_days_from_monday()));
    monday.and_time(NaiveTime::MIN).and_utc() - TimeDelta::weeks(i64::try_from(WEEKS).unwrap_or(0) - 1)
}

/// Puts together what was counted.
fn all_heard(rows: &[HeardRow], weeks: &[(ObjectionId, u32, u32)], at_stake: Vec<HeardOn>, now: Instant) -> AllHeard {
    let mut all = AllHeard { as_of: now, ..AllHeard::default() };
    for row in rows {
        let Some(objection) = &row.objection else {
            all.unknown += row.reports;
            continue;
        };
        let heard = all.by_objection.entry(objection.clone()).or_default();
        heard.reports += row.reports;
        heard.new += row.new;
        heard.last_at = heard.last_at.max(Some(row.last_at));
    }
    for heard in all.by_objection.values_mut() {
        heard.weeks = vec![0; WEEKS];
    }
    for (objection, week, reports) in weeks {
        let heard = all.by_objection.get_mut(objection);
        // A clock that is ahead reports from next week.
        if let Some(of_week) = heard.and_then(|heard| heard.weeks.get_mut(*week as usize)) {
            *of_week += reports;
        }
    }
    all.shared = at_stake.iter().map(|on| (on.deal.clone(), on.objections.len())).collect();
    let stakes = stakes(at_stake);
    for (objection, stake) in stakes.by_objection {
        let heard = all.by_objection.entry(objection).or_default();
        (heard.open_deals, heard.revenue_at_stake) = (stake.deals, stake.revenue);
    }
    all.total = stakes.total;
    all
}

/// Objections by status: of each status the `most` with most deals at stake, then those heard last.
pub fn board(library: &Library, heard: &AllHeard, most: usize) -> BoardResponse {
    let columns = Status::ALL.map(|status| {
        let mut here: Vec<(&ObjectionEntry, &Heard)> = Vec::new();
        let nothing = &Heard::default();
        for entry in library.own().filter(|entry| entry.handling.status() == status) {
            here.push((entry, heard.by_objection.get(&entry.objection.id).unwrap_or(nothing)));
        }
        let largest = |heard: &Heard| heard.revenue_at_stake.first().map_or(0, |sum| sum.minor);
        here.sort_by_key(|(_, heard)| (Reverse(largest(heard)), Reverse(heard.open_deals), Reverse(heard.last_at)));
        let count = u64::try_from(here.len()).unwrap_or(u64::MAX);
        let cards = here.into_iter().take(most).map(|(entry, _)| card(library, entry, heard));
        BoardColumn { status, count, objections: cards.collect() }
    });
    BoardResponse {
        as_of: heard.as_of,
        columns: columns.into(),
        revenue_at_stake: heard.total.revenue.clone(),
        open_deals: heard.total.deals,
        unknown: heard.unknown,
    }
}

fn card(library: &Library, entry: &ObjectionEntry, heard: &AllHeard) -> ObjectionCardView {
    let id = &entry.objection.id;
    ObjectionCardView {
        id: id.clone(),
        name: entry.objection.name.clone(),
        owner: entry.objection.owner.clone(),
        version: entry.version,
        heard: heard.of(id),
        content: u64::try_from(library.shelf().answering(id).count()).unwrap_or(u64::MAX),
    }
}
