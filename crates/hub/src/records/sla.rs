//! The figures of the promises, and the hand-offs behind them, from stored facts. Pure.

use std::cmp::Reverse;

use plumbline_crm::reading::RecordFacts;
use plumbline_domain::Instant;
use plumbline_domain::record::RecordKey;
use plumbline_domain::sla::metrics::{Measure, Metrics};
use plumbline_domain::sla::{Clock, Promise, Stop};
use plumbline_domain::touch::original_channel;
use plumbline_protocol::record_view::HandOffView;
use plumbline_protocol::sla::{CrmFreshness, Period, SlaClockView, SlaHandOffView, SlaResponse, Targets};

use super::view::hand_off_views;
use crate::config::Sla;

/// The most hand-offs of the period that are listed.
const MOST: usize = 2_000;

/// The most overdue hand-offs that are listed.
const MOST_OVERDUE: usize = 500;

/// The hand-offs of some records.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HandOffs {
    /// The latest first.
    views: Vec<SlaHandOffView>,
    response_promises: Vec<Promise>,
    update_promises: Vec<Promise>,
}

impl HandOffs {
    /// All hand-offs of these records, as they stand at `now`. `url_of` says where a record is opened.
    pub fn of(facts: &[RecordFacts], sla: &Sla, url_of: impl Fn(&RecordKey) -> Option<String>, now: Instant) -> Self {
        let mut found = Self::default();
        for facts in facts {
            for view in hand_off_views(facts, sla, now) {
                found.views.push(listed(facts, &view, url_of(&facts.record.key), now));
                add_promise(&mut found.response_promises, &view.response);
                view.update.iter().for_each(|update| add_promise(&mut found.update_promises, update));
            }
        }
        found.views.sort_by(|a, b| (b.handed_off_at, &a.record).cmp(&(a.handed_off_at, &b.record)));
        found
    }

    /// Those of the period, the latest first.
    pub fn within(&self, period: Period) -> impl Iterator<Item = &SlaHandOffView> {
        self.views.iter().filter(move |view| (period.from..=period.to).contains(&view.handed_off_at))
    }

    /// What is overdue, the most overdue first, whenever it was handed off.
    fn overdue(&self) -> Vec<&SlaHandOffView> {
        let overdue = self.views.iter().filter_map(|view| Some((view.case().overdue_seconds()?, view)));
        let mut overdue: Vec<(i64, &SlaHandOffView)> = overdue.collect();
        overdue.sort_by_key(|(seconds, view)| (Reverse(*seconds), &view.record));
        overdue.into_iter().map(|(_, view)| view).collect()
    }

    /// The figures over the period, with what is overdue now.
    pub fn figures(self, sla: &Sla, period: Period, freshness: Vec<CrmFreshness>) -> SlaResponse {
        let within: Vec<&SlaHandOffView> = self.within(period).collect();
        let cases: Vec<_> = within.iter().map(|view| view.case()).collect();
        let metrics = Metrics::over(&cases, &sla.reasons);
        let overdue = self.overdue();
        SlaResponse {
            as_of: period.to,
            period,
            freshness,
            targets: Targets::default(),
            metrics,
            overdue_count: overdue.len(),
            overdue: overdue.into_iter().take(MOST_OVERDUE).cloned().collect(),
            hand_offs: within.into_iter().take(MOST).cloned().collect(),
            rejection_reasons: sla.reasons.clone(),
            response_promises: self.response_promises,
            update_promises: self.update_promises,
        }
    }
}

fn add_promise(promises: &mut Vec<Promise>, clock: &Clock) {
    if !promises.contains(&clock.promise) {
        promises.push(clock.promise.clone());
    }
}

fn listed(facts: &RecordFacts, view: &HandOffView, record_url: Option<String>, now: Instant) -> SlaHandOffView {
    SlaHandOffView {
        record: view.record.clone(),
        title: view.title.clone(),
        company: facts.record.company.clone(),
        record_url,
        owner: view.owner.clone(),
        channel: original_channel(&facts.touches),
        handed_off_at: view.response.started_at,
        response: in_short(&view.response, now),
        update: view.update.as_ref().map(|update| in_short(update, now)),
        acceptance: view.acceptance.clone(),
        met_criteria: view.criteria.as_ref().map(|criteria| criteria.is_met),
    }
}

fn in_short(clock: &Clock, now: Instant) -> SlaClockView {
    let done = clock.stop.as_ref().and_then(|stop| match stop {
        Stop::Response(response) => Some((response.at, response.by.clone())),
        Stop::Update(update) => Some((update.at, update.by.clone())),
        Stop::Cancelled(_) => None,
    });
    let (done_at, done_by) = done.unzip();
    SlaClockView { measure: Measure::of(clock, now), due_at: clock.due_at, done_at, done_by }
}
