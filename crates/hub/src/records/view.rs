//! A record's panel, from stored facts. Pure.

use std::collections::{HashMap, HashSet};

use chrono::TimeDelta;
use plumbline_crm::reading::RecordFacts;
use plumbline_domain::Instant;
use plumbline_domain::attribution::{Attribution, Credit, Journey, NotCounted, Sourcing, Terms, credit};
use plumbline_domain::content::Asked;
use plumbline_domain::ids::{ContentId, ObjectionId, TouchId};
use plumbline_domain::money::Money;
use plumbline_domain::objection::{Objection, likeliest, usual};
use plumbline_domain::record::{Outcome, Record, RecordKind};
use plumbline_domain::situation::Situation;
use plumbline_domain::sla::{self as domain, Clock, HandOff, Stop};
use plumbline_domain::touch::{Touch, in_order};
use plumbline_protocol::record_view::{
    ContentView, CreditView, CreditedTouchView, CriteriaView, Freshness, HandOffView, ObjectionChip, PolicyView,
    RecordView, SourceView,
};
use plumbline_protocol::report::ReportView;

use super::claim::claim;
use super::contribution::segments;
use crate::config::{Applied, Criteria, Promised, Sla};
use crate::store::{Circle, Library};

/// The most hand-offs that a panel shows.
const MOST_HAND_OFFS: usize = 5;

/// The most pieces of content that a panel shows.
const MOST_CONTENT: usize = 3;

/// The most objections that a panel offers; any other is found by typing.
const MOST_OBJECTIONS: usize = 40;

/// How far a clock's open hours go on after it is due, so that a panel counts right through a long absence of the hub.
const HOURS_AHEAD: TimeDelta = TimeDelta::days(14);

/// What a view is made from.
#[derive(Debug, Clone, Copy)]
pub struct Materials<'a> {
    /// The record and what belongs to it.
    pub circle: &'a Circle,
    /// How old that is.
    pub freshness: &'a Freshness,
    /// What was promised.
    pub sla: &'a Sla,
    /// How credit is shared.
    pub terms: Terms,
    /// Which team sourced a deal.
    pub sourcing: &'a Sourcing,
    /// What marketing keeps.
    pub library: &'a Library,
    /// What was reported on the record, the latest first.
    pub reports: &'a [ReportView],
    /// How often each objection was reported lately.
    pub counts: &'a HashMap<ObjectionId, u64>,
    /// In how many deals that were won each piece of content was used.
    pub won_with: &'a HashMap<ContentId, u32>,
}

/// All that the panel shows of a record at `now`.
pub fn record_view(from: Materials<'_>, now: Instant) -> RecordView {
    let record = &from.circle.record;
    let reported = reported(from.reports);
    let situation = Situation {
        stage: record.stage.as_ref().map(|stage| stage.name.as_str()),
        competitors: &record.competitors,
        segments: segments(from.circle, &record.key),
    };
    let own = from.library.own().map(|entry| &entry.objection);
    let objections = likeliest(own, &reported, situation, from.counts, MOST_OBJECTIONS);
    let usual: Vec<ObjectionId> =
        objections.iter().filter(|one| usual(one, situation).is_some()).map(|one| one.id.clone()).collect();
    let asked =
        Asked { reported: &reported, usual: &usual, situation, won_with: from.won_with, today: now.date_naive() };
    let content = from.library.shelf().rank(asked, MOST_CONTENT);
    let content =
        content.into_iter().map(|found| ContentView { content: found.content.clone(), reasons: found.reasons });
    RecordView {
        as_of: now,
        record: record.clone(),
        freshness: from.freshness.clone(),
        hand_offs: hand_offs(from.circle, from.sla, now),
        source: source(from.circle, from.terms, from.sourcing, now),
        content: content.collect(),
        objections: objections.into_iter().map(chip).collect(),
        reports: from.reports.to_vec(),
        rejection_reasons: from.sla.reasons.clone(),
    }
}

/// The latest hand-off of a record with its clocks.
pub fn hand_off_view(facts: &RecordFacts, sla: &Sla, now: Instant) -> Option<HandOffView> {
    view_of(facts, domain::hand_offs(&facts.events).pop()?, sla, now)
}

/// All hand-offs of a record with their clocks, the earliest first; the last is that of [`hand_off_view`].
pub fn hand_off_views(facts: &RecordFacts, sla: &Sla, now: Instant) -> Vec<HandOffView> {
    let made = domain::hand_offs(&facts.events);
    made.into_iter().filter_map(|hand_off| view_of(facts, hand_off, sla, now)).collect()
}

fn view_of(facts: &RecordFacts, hand_off: HandOff, sla: &Sla, now: Instant) -> Option<HandOffView> {
    let applied = sla.applied(facts, hand_off.owner.as_ref(), hand_off.at)?;
    let update = applied.policy.update.as_ref();
    Some(HandOffView {
        record: facts.record.key.clone(),
        title: facts.record.title.clone(),
        owner: hand_off.owner.clone(),
        response: clock(&applied.policy.response, &hand_off, hand_off.response_stop(), now)?,
        update: update.and_then(|promised| clock(promised, &hand_off, hand_off.update_stop(), now)),
        policy: PolicyView { name: applied.policy.name.clone(), because: applied.because() },
        criteria: sla.criteria.as_ref().map(|criteria| criteria_view(criteria, applied)),
        acceptance: hand_off.acceptance,
    })
}

fn criteria_view(criteria: &Criteria, applied: Applied<'_>) -> CriteriaView {
    let met = applied.criteria_met(criteria);
    CriteriaView {
        name: criteria.name.clone(),
        is_met: met.is_some(),
        because: met.unwrap_or_else(|| vec![criteria.rule.to_string()]),
    }
}

/// The clock of a promise on a hand-off that `stop` stopped. `None` when the calendar hardly ever opens, which the
/// configuration refuses.
pub fn clock(promised: &Promised, hand_off: &HandOff, stop: Option<Stop>, now: Instant) -> Option<Clock> {
    let until = stop.as_ref().map_or(now, Stop::at);
    // A pause moves the due time by no more than its own length.
    let paused: TimeDelta =
        hand_off.pauses.iter().map(|pause| pause.to.unwrap_or(until).max(pause.from) - pause.from).sum();
    let budget = TimeDelta::seconds(promised.promise.within_seconds) + paused;
    let open = promised.calendar.open_hours(hand_off.at, budget, until, HOURS_AHEAD)?;
    Clock::new(promised.promise.clone(), hand_off.at, hand_off.pauses.clone(), stop, &open)
}

fn hand_offs(circle: &Circle, sla: &Sla, now: Instant) -> Vec<HandOffView> {
    let is_contact = |record: &Record| record.kind == RecordKind::Contact;
    let has_all = is_contact(&circle.record);
    // A contact is handed off itself where the CRM has contacts for leads, and its deals show that too.
    let is_shown = |record: &Record| has_all || is_contact(record) || record.key == circle.record.key;
    let shown = circle.members.iter().filter(|member| is_shown(&member.record));
    let mut views: Vec<HandOffView> = shown.filter_map(|member| hand_off_view(member, sla, now)).collect();
    // Whatever waits first, the earliest due first: that is the overdue ones. Then the others, the latest first.
    views.sort_by_key(|view| match view.next_due() {
        Some(due_at) => (false, due_at.timestamp_millis()),
        None => (true, -view.response.stop.as_ref().map_or(view.response.started_at, Stop::at).timestamp_millis()),
    });
    views.truncate(MOST_HAND_OFFS);
    views
}

/// All touches whose credit is shared, in order of time.
pub(super) fn touches_of(circle: &Circle) -> Vec<Touch> {
    in_order(circle.members.iter().flat_map(|member| member.touches.iter().cloned()).collect())
}

/// Where a record came from, and who gets the credit.
pub fn source(circle: &Circle, terms: Terms, sourcing: &Sourcing, now: Instant) -> SourceView {
    let touches = touches_of(circle);
    let amount = circle.record.amount;
    let journey = journey(circle, now);
    let attribution = credit(terms, &touches, &journey);
    // Without one that counts no touch has a credit, which is how the view says so.
    let mut credits = credit_views(&attribution, amount);
    let mut left_out: HashMap<TouchId, NotCounted> =
        attribution.left_out.iter().map(|left_out| (left_out.touch.id.clone(), left_out.why)).collect();
    let touch_view = |touch: &Touch| CreditedTouchView {
        touch: touch.clone(),
        credit: credits.remove(&touch.id),
        left_out: left_out.remove(&touch.id),
    };
    SourceView {
        original: touches.iter().find(|touch| touch.names_origin()).cloned(),
        latest: touches.iter().rfind(|touch| touch.names_origin()).cloned(),
        model: terms.model,
        look_back_days: terms.look_back_days,
        journey,
        amount,
        claim: claim(circle, &touches, journey, sourcing),
        changes: circle.origin_changes.clone(),
        touches: touches.iter().map(touch_view).collect(),
    }
}

/// Credits as shown, by touch: percentages and amounts are shared out so that they add up as exactly as the parts do.
fn credit_views(attribution: &Attribution<'_>, amount: Option<Money>) -> HashMap<TouchId, CreditView> {
    let points = attribution.basis_points();
    let amounts: Vec<Option<Money>> = match amount {
        Some(amount) => {
            attribution.split(amount.minor).into_iter().map(|minor| Some(Money { minor, ..amount })).collect()
        }
        None => vec![None; points.len()],
    };
    let parts = attribution.credits.iter().zip(points).zip(amounts);
    let view = |((credit, points), amount): ((&Credit<'_>, i64), Option<Money>)| CreditView {
        share: attribution.share(credit).to_string(),
        basis_points: u32::try_from(points).unwrap_or(0),
        amount,
        milestones: credit.milestones.iter().collect(),
        reasons: attribution.reasons(credit),
    };
    parts.map(|part| (part.0.0.touch.id.clone(), view(part))).collect()
}

/// The milestones of the record's journey. A contact has those of the first lead and the first deal, and no close: what
/// happens after one deal may lead to the next.
pub(super) fn journey(circle: &Circle, now: Instant) -> Journey {
    let record = &circle.record;
    let members =
        || circle.members.iter().map(|member| &member.record).filter(|member| member.kind != RecordKind::Contact);
    let leads = members().filter(|member| began_as_lead(member)).map(|lead| lead.created_at);
    let contacts = circle.members.iter().filter_map(|member| member.profile.became_lead_at);
    let first_lead = leads.chain(contacts).min();
    if record.kind == RecordKind::Contact {
        let deal_created_at = members().filter_map(|member| member.became_deal_at).min();
        return Journey { lead_created_at: first_lead, deal_created_at, as_of: Some(now), ..Journey::default() };
    }
    let is_won = record.stage.as_ref().is_some_and(|stage| stage.outcome == Outcome::Won);
    Journey {
        lead_created_at: Some(first_lead.map_or(record.created_at, |lead| lead.min(record.created_at))),
        deal_created_at: record.became_deal_at,
        won_at: record.closed_at.filter(|_| is_won),
        closed_at: record.closed_at,
        as_of: Some(now),
    }
}

fn began_as_lead(record: &Record) -> bool {
    record.became_deal_at.is_none_or(|became| became > record.created_at)
}

/// What was reported, as what it counts as: each once, the latest first.
fn reported(reports: &[ReportView]) -> Vec<ObjectionId> {
    let mut seen = HashSet::new();
    reports.iter().filter_map(|view| view.counts_as.as_ref()).filter(|id| seen.insert(*id)).cloned().collect()
}

fn chip(objection: &Objection) -> ObjectionChip {
    ObjectionChip { id: objection.id.clone(), name: objection.name.clone() }
}

#[cfg(test)]
mod tests;
