//! From what the store keeps to what is shown. Pure.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::content::Content;
use plumbline_domain::findings::{
    CLOSED_WITHIN, Closed, Compared, ENOUGH_REPORTS, Heard, RUNS_WITHIN, Run, STAGES_WITHIN, StageNames, UNOPENED_FOR,
    Verdict, compared, in_a_row, most_heard, rises,
};
use plumbline_domain::ids::{ContentId, ObjectionId};
use plumbline_domain::objection::Merges;
use plumbline_protocol::findings::{
    ComparedPieceView, ComparedView, FinalStagesView, FindingsResponse, MOST_FOUND, MostHeardView, NamedContent,
    NamedObjection, NamedRecord, RiseView, RisingView, RunView, StalePieceView, StaleView, UnopenedPieceView,
    UnopenedView,
};

use crate::store::Library;

/// Of fewer deals on either side a share says next to nothing.
const ENOUGH_DEALS: u32 = 5;

/// What the store keeps.
pub(super) struct Facts {
    pub(super) library: Arc<Library>,
    pub(super) heard: Vec<Heard>,
    pub(super) last_uses: Vec<(ContentId, Instant)>,
    pub(super) added: Vec<(ContentId, Instant)>,
    pub(super) closed: Vec<Closed>,
    pub(super) now: Instant,
}

/// All of it, with records by their keys alone.
pub(super) fn findings(facts: &Facts, final_stages: &[String]) -> FindingsResponse {
    FindingsResponse {
        as_of: facts.now,
        in_a_row: runs(facts),
        final_stages: at_final_stages(facts, final_stages),
        rising: rising(facts),
        unopened: unopened(facts),
        stale: stale(facts),
        compared: comparisons(facts),
    }
}

impl Facts {
    fn objection(&self, id: &ObjectionId) -> NamedObjection {
        let entry = self.library.objection(id);
        NamedObjection {
            name: entry.map_or_else(|| id.to_string(), |entry| entry.objection.name.clone()),
            id: id.clone(),
        }
    }
}

fn named(content: &Content) -> NamedContent {
    NamedContent { id: content.id.clone(), title: content.title.clone() }
}

fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}

fn days(of: TimeDelta) -> u16 {
    u16::try_from(of.num_days()).unwrap_or(u16::MAX)
}

fn runs(facts: &Facts) -> Vec<RunView> {
    let since = facts.now - RUNS_WITHIN;
    let runs = in_a_row(facts.heard.iter().filter(|heard| heard.at >= since));
    let view = |run: Run| RunView {
        objection: facts.objection(&run.objection),
        count: count(run.records.len()),
        since: run.since,
        until: run.until,
        records: last(run.records).map(|key| NamedRecord { key, title: None, url: None }).collect(),
    };
    runs.into_iter().take(MOST_FOUND).map(view).collect()
}

fn last<T>(list: Vec<T>) -> impl Iterator<Item = T> {
    let left_out = list.len().saturating_sub(MOST_FOUND);
    list.into_iter().skip(left_out)
}

fn at_final_stages(facts: &Facts, stages: &[String]) -> FinalStagesView {
    let names: StageNames = stages.iter().map(String::as_str).collect();
    let most = most_heard(&facts.heard, &names).into_iter().map(|heard| MostHeardView {
        objection: facts.objection(&heard.objection),
        deals: count(heard.deals),
        reports: count(heard.reports),
    });
    FinalStagesView { stages: stages.to_vec(), days: days(STAGES_WITHIN), most_heard: most.collect() }
}

fn rising(facts: &Facts) -> RisingView {
    let found = rises(&facts.heard, facts.now);
    let rises = found.rises.into_iter().take(MOST_FOUND).map(|rise| RiseView {
        objection: facts.objection(&rise.objection),
        this_week: rise.this_week,
        last_week: rise.last_week,
        chance: rise.chance,
    });
    RisingView {
        rises: rises.collect(),
        looked_at: count(found.looked_at),
        enough: ENOUGH_REPORTS,
        this_week: found.this_week,
        last_week: found.last_week,
    }
}

/// What was added within that time has had no chance yet.
fn unopened(facts: &Facts) -> UnopenedView {
    let since = facts.now - UNOPENED_FOR;
    let by_content = |moments: &[(ContentId, Instant)]| moments.iter().cloned().collect::<HashMap<_, _>>();
    let (used, added) = (by_content(&facts.last_uses), by_content(&facts.added));
    let is_long_ago = |at: Option<&Instant>| at.is_none_or(|at| *at < since);
    let idle = |content: &&Content| is_long_ago(used.get(&content.id)) && is_long_ago(added.get(&content.id));
    let view = |content: &Content| UnopenedPieceView {
        content: named(content),
        last_used_at: used.get(&content.id).copied(),
        added_at: added.get(&content.id).copied(),
    };
    let mut pieces: Vec<UnopenedPieceView> = facts.library.offered().filter(idle).map(view).collect();
    pieces.sort_by_key(|piece| (piece.last_used_at, piece.added_at));
    let all = count(pieces.len());
    pieces.truncate(MOST_FOUND);
    UnopenedView { days: days(UNOPENED_FOR), count: all, offered: count(facts.library.offered().count()), pieces }
}

fn stale(facts: &Facts) -> StaleView {
    let today = facts.now.date_naive();
    let view = |content: &Content| {
        let verify_by = content.verify_by.filter(|_| content.is_stale(today))?;
        Some(StalePieceView { content: named(content), verifier: content.verifier.clone(), verify_by })
    };
    let mut pieces: Vec<StalePieceView> = facts.library.offered().filter_map(view).collect();
    pieces.sort_by_key(|piece| piece.verify_by);
    let all = count(pieces.len());
    pieces.truncate(MOST_FOUND);
    StaleView { count: all, pieces }
}

/// What it answers, as that counts after all merges.
fn answers<'a>(content: &'a Content, merges: &'a Merges) -> BTreeSet<&'a ObjectionId> {
    content.answers.iter().map(|id| merges.root(id)).collect()
}

fn comparisons(facts: &Facts) -> ComparedView {
    let merges = facts.library.merges();
    let offered = facts.library.offered().map(|content| (&content.id, answers(content, merges)));
    let found = compared(&facts.closed, offered);
    let is_enough =
        |compared: &Compared| compared.used.denominator.min(compared.not_used.denominator) >= i64::from(ENOUGH_DEALS);
    let view = |(id, compared): (ContentId, Compared)| {
        let content = named(&facts.library.piece(&id)?.content);
        Some(ComparedPieceView { content, verdict: compared.verdict(), compared })
    };
    let all = found.pieces.len();
    let mut pieces: Vec<ComparedPieceView> =
        found.pieces.into_iter().filter(|(_, compared)| is_enough(compared)).filter_map(view).collect();
    let too_few = count(all - pieces.len());
    pieces.sort_by_key(|piece| (piece.verdict == Verdict::Unclear, Reverse(piece.compared.used.denominator)));
    pieces.truncate(MOST_FOUND);
    ComparedView {
        days: days(CLOSED_WITHIN),
        verdict: found.any.verdict(),
        any: found.any,
        pieces,
        too_few,
        enough: ENOUGH_DEALS,
    }
}
