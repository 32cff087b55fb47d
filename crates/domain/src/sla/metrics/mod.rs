//! What both teams' halves of the agreement come to over a period: pure figures over hand-offs, each a count or a fraction
//! of counts.

mod rate;
mod spread;
mod standing;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use rate::{ACCEPTANCE_TARGET, FOLLOW_UP_TARGET, FollowUp, Rate};
pub use spread::Spread;
pub use standing::{Measure, Standing};

use super::{Acceptance, RejectionReason};
use crate::ids::ReasonCode;
use crate::touch::Channel;

/// One hand-off, as far as figures count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case<'a> {
    /// The channel of the lead's first touch; `None` where nothing is known of it.
    pub channel: Option<Channel>,
    /// How the promise to respond was kept.
    pub response: Measure,
    /// How the promise to bring the status up to date was kept, where one was made.
    pub update: Option<Measure>,
    /// What sales said to it.
    pub acceptance: &'a Acceptance,
    /// Whether it met marketing's criteria when it was handed off; `None` where none are agreed.
    pub met_criteria: Option<bool>,
}

impl Case<'_> {
    /// For how many seconds of business time what was promised is overdue: the longer of the two. `None` when nothing is.
    pub fn overdue_seconds(&self) -> Option<i64> {
        let measures = std::iter::once(&self.response).chain(&self.update);
        let overdue = measures.filter(|measure| measure.standing == Standing::Overdue);
        overdue.map(|measure| measure.late_seconds).max()
    }
}

/// The figures over some hand-offs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Metrics {
    /// How many hand-offs there are.
    pub handed_off: usize,
    /// How the promise to respond was kept.
    pub response: FollowUp,
    /// How the promise to bring the status up to date was kept; `None` where it was made on none of them.
    pub update: Option<FollowUp>,
    /// Of all of them, those that met marketing's criteria when they were handed off; `None` where none are agreed.
    pub criteria: Option<Rate>,
    /// Of those that sales decided on, the accepted.
    pub acceptance: Rate,
    /// How many sales did not decide on.
    pub undecided: usize,
    /// Why they were rejected, the most frequent reason first, then in the agreed order. The counts add up to the rejected.
    pub rejections: Vec<RejectionCount>,
    /// The business time from hand-off to first response, over those that were responded to; `None` when none was.
    pub first_touch: Option<Spread>,
    /// The same by the channel of the lead's first touch, the most frequent first.
    pub first_touch_by_channel: Vec<ChannelSpread>,
}

/// How often a reason to reject was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RejectionCount {
    /// Which reason.
    pub code: ReasonCode,
    /// What both teams call it; `None` for one that is no longer agreed.
    pub name: Option<String>,
    /// How often.
    pub count: usize,
}

/// The time to first touch of one channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChannelSpread {
    /// Which channel; `None` for leads of which none is known.
    pub channel: Option<Channel>,
    /// Its times.
    pub spread: Spread,
}

impl Metrics {
    /// The figures over `cases`. `agreed` names the reasons to reject.
    pub fn over(cases: &[Case<'_>], agreed: &[RejectionReason]) -> Self {
        let updates: Vec<Standing> = cases.iter().filter_map(|case| Some(case.update?.standing)).collect();
        let judged: Vec<bool> = cases.iter().filter_map(|case| case.met_criteria).collect();
        let met = judged.iter().filter(|is_met| **is_met).count();
        let rejections = rejections(cases, agreed);
        let rejected: usize = rejections.iter().map(|reason| reason.count).sum();
        let accepted = cases.iter().filter(|case| matches!(case.acceptance, Acceptance::Accepted { .. })).count();
        let first_touches: Vec<(Option<Channel>, i64)> = cases.iter().filter_map(first_touch).collect();
        Self {
            handed_off: cases.len(),
            response: FollowUp::over(cases.iter().map(|case| case.response.standing)),
            update: (!updates.is_empty()).then(|| FollowUp::over(updates)),
            criteria: (!judged.is_empty()).then_some(Rate { numerator: met, denominator: judged.len() }),
            acceptance: Rate { numerator: accepted, denominator: accepted + rejected },
            undecided: cases.len() - accepted - rejected,
            rejections,
            first_touch: Spread::over(first_touches.iter().map(|(_, seconds)| *seconds).collect()),
            first_touch_by_channel: by_channel(first_touches),
        }
    }
}

/// The channel and the seconds of one that was responded to.
fn first_touch(case: &Case<'_>) -> Option<(Option<Channel>, i64)> {
    let is_responded = matches!(case.response.standing, Standing::InTime | Standing::Late);
    is_responded.then_some((case.channel, case.response.elapsed_seconds))
}

fn by_channel(first_touches: Vec<(Option<Channel>, i64)>) -> Vec<ChannelSpread> {
    let mut times: BTreeMap<Option<Channel>, Vec<i64>> = BTreeMap::new();
    for (channel, seconds) in first_touches {
        times.entry(channel).or_default().push(seconds);
    }
    let spreads = times.into_iter().filter_map(|(channel, times)| Some((channel, Spread::over(times)?)));
    let mut spreads: Vec<ChannelSpread> = spreads.map(|(channel, spread)| ChannelSpread { channel, spread }).collect();
    // What is known comes before what is not.
    spreads.sort_by_key(|found| (Reverse(found.spread.n), found.channel.is_none(), found.channel));
    spreads
}

fn rejections(cases: &[Case<'_>], agreed: &[RejectionReason]) -> Vec<RejectionCount> {
    let mut counts: BTreeMap<&ReasonCode, usize> = BTreeMap::new();
    for case in cases {
        if let Acceptance::Rejected { reason, .. } = case.acceptance {
            *counts.entry(reason).or_default() += 1;
        }
    }
    let place = |code: &ReasonCode| agreed.iter().position(|reason| reason.code == *code);
    let name = |code| place(code).and_then(|place| agreed.get(place)).map(|reason| reason.name.clone());
    let mut found: Vec<RejectionCount> = counts
        .into_iter()
        .map(|(code, count)| RejectionCount { code: code.clone(), name: name(code), count })
        .collect();
    found.sort_by_key(|found| (Reverse(found.count), place(&found.code).unwrap_or(agreed.len())));
    found
}
