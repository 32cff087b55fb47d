//! Which team sourced the deal, in words: who claims it, by what, and whose it is under the agreed rule.

use plumbline_domain::attribution::{Fact, Missing, Team};
use plumbline_protocol::record_view::{ClaimView, SourceView};
use yew::prelude::*;

use super::{touches, words};
use crate::element::{tag, text_tag};
use crate::platform::format;
use crate::platform::text::{text, text_with};

/// The verdict, the facts that collide where both claim it, and what the agreed rule says. Nothing for a contact, which nobody
/// sources.
pub fn claim(source: &SourceView) -> Html {
    let Some(claim) = &source.claim else { return Html::default() };
    let state = state(claim);
    let mut lines = vec![text_tag("p", "verdict", verdict(claim))];
    if state == "both" || state == "neither" {
        for line in collisions(claim) {
            lines.push(text_tag("p", "why", line));
        }
    }
    if claim.team.map(team_word) != Some(state) {
        lines.push(text_tag("p", "why", rule(claim)));
    }
    tag("div", &["class", "data-part", "data-claim"], &["claim", "claim", state], lines)
}

/// Who claims it, in a word: `marketing`, `sales`, `both` or `neither`.
pub fn state(claim: &ClaimView) -> &'static str {
    match (claim.marketing.is_empty(), claim.sales.is_empty()) {
        (false, true) => "marketing",
        (true, false) => "sales",
        (false, false) => "both",
        (true, true) => "neither",
    }
}

/// The verdict in a sentence; a shape goes before it, so that colour is not alone.
pub fn verdict(claim: &ClaimView) -> String {
    let state = state(claim);
    let shape = if state == "both" || state == "neither" { "▲" } else { "✓" };
    format!("{shape} {}", text(&format!("claim_{state}")))
}

/// What each side goes by, a line a side, or what is missing.
pub fn collisions(claim: &ClaimView) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(missing) = claim.missing {
        lines.push(text(match missing {
            Missing::NoTouch => "claim_no_touch",
            Missing::NoTouchBeforeDeal => "claim_no_touch_before",
            Missing::OnlyAnswers => "claim_only_answers",
            Missing::OnlyBuyer => "claim_only_buyer",
        }));
    }
    for (team, facts) in [(Team::Marketing, &claim.marketing), (Team::Sales, &claim.sales)] {
        let mut line = String::new();
        for fact in facts {
            line += if line.is_empty() { ": " } else { "; " };
            line += &told(fact);
        }
        if !line.is_empty() {
            lines.push(team_name(team) + &line);
        }
    }
    lines
}

fn told(fact: &Fact) -> String {
    match fact {
        Fact::Touch { at, channel, words, .. } => {
            let channel = touches::channel(*channel);
            let what = if words.is_empty() { channel } else { format!("{channel} “{words}”") };
            text_with("source_on", &[&what, &format::day(*at)])
        }
        Fact::Source { words } => text_with("claim_source", &[&words.join(" · ")]),
        Fact::CreatedBy { by, at } => text_with("claim_created_by", &[by, &format::day(*at)]),
    }
}

/// Whose it is under the agreed rule.
pub fn rule(claim: &ClaimView) -> String {
    let whose = claim.team.map_or_else(|| text("claim_nobody"), team_name);
    text_with("claim_rule", &[&words::milestone_name(claim.by.milestone()), &whose])
}

fn team_word(team: Team) -> &'static str {
    match team {
        Team::Marketing => "marketing",
        Team::Sales => "sales",
    }
}

fn team_name(team: Team) -> String {
    text(&format!("actor_{}", team_word(team)))
}
