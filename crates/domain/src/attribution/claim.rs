//! Which team sourced a deal: what each can claim it by, and whose it is under the agreed rule.
//!
//! A claim rests on facts from before the deal was created (at that instant counts as before); for a lead that is no deal
//! yet, on all there are so far.
//!
//! **Marketing** claims it by
//! - its earliest touch, where a buyer's own counts too that is inbound or names an origin, unless that says outbound;
//! - the CRM's source, medium or campaign, unless source or medium says outbound.
//!
//! **Sales** claims it by
//! - its earliest outreach of its own: a mail, call or meeting of sales that answers nothing ([`Asked`]). What sales does from
//!   the hand-off of a lead by marketing on, or from when the buyer came forward, is an answer until that lead was closed,
//!   also at the same instant, except for [`Channel::Outbound`] at the first instant: this says itself that it was none.
//!   Marketing's own touches do not make an answer of it: that somebody had seen an advert did not make them ask;
//! - the CRM's source or medium, where it says outbound;
//! - having made the lead itself ([`is_self_made`]).
//!
//! The **agreed rule** names a milestone, and the deal is the team's whose touch holds it, as models find it: see
//! [`Ruling`]. The rule can name a team that does not claim the deal, or none where one does.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Journey, Model, OutboundWords, SourcedBy, Sourcing, Team, credit};
use crate::Instant;
use crate::ids::TouchId;
use crate::origin::{Creator, CreatorPart, Origin};
use crate::touch::{Actor, Channel, Touch, in_order};

/// What is known of a deal or lead.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// In any order.
    pub touches: &'a [Touch],
    /// When it reached what.
    pub journey: Journey,
    /// When what sales did was an answer.
    pub asked: &'a [Asked],
    /// Where it came from by the CRM's fields.
    pub origin: Option<&'a Origin>,
    /// Who entered it, and when.
    pub created: (Option<&'a Creator>, Instant),
}

/// A time in which what sales does is an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Marketing handed the lead over, or the buyer came forward ([`comes_forward`]).
    pub from: Instant,
    /// That lead or deal was won or lost: outreach to an old customer is outreach again. `None` while it is open.
    pub until: Option<Instant>,
}

/// Something that a team claims a deal by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fact {
    /// A touch.
    Touch {
        /// Which.
        id: TouchId,
        /// When it happened.
        at: DateTime<Utc>,
        /// By what means.
        channel: Channel,
        /// What happened.
        words: String,
    },
    /// What the CRM's fields say.
    Source {
        /// Source, medium and campaign, those that are there.
        words: Vec<String>,
    },
    /// Somebody of the team entered it.
    CreatedBy {
        /// Who.
        by: String,
        /// When.
        at: DateTime<Utc>,
    },
}

/// Why neither team can claim a deal. The CRM names no origin of it either.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Nothing is known to have happened.
    NoTouch,
    /// All that is known happened after the deal was created.
    NoTouchBeforeDeal,
    /// Sales only answered, and it is not known what made the buyer come.
    OnlyAnswers,
    /// The buyer came by itself, and it is not known from where.
    OnlyBuyer,
}

/// Who claims a deal, each with the strongest facts first and at most one of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// One team does.
    Agreed {
        /// Which.
        team: Team,
        /// By what.
        facts: Vec<Fact>,
    },
    /// Both do.
    Both {
        /// By what marketing does.
        marketing: Vec<Fact>,
        /// By what sales does.
        sales: Vec<Fact>,
    },
    /// Neither can.
    Neither {
        /// Why not.
        missing: Missing,
    },
}

/// What the agreed rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// The rule.
    pub by: SourcedBy,
    /// The touch that holds its milestone; `None` where none does.
    pub touch: Option<TouchId>,
    /// Whose touch that is; `None` where it is nobody's, such as a buyer's own that names no origin.
    pub team: Option<Team>,
}

/// Who claims a deal, and whose it is under the agreed rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Who claims it.
    pub verdict: Verdict,
    /// Whose it is.
    pub ruling: Ruling,
}

/// Whether sales made a lead itself: somebody of sales entered it, and the CRM names no origin, or an outbound one. That it
/// belongs to sales from the start is then no hand-off by marketing.
pub fn is_self_made(creator: Option<&Creator>, origin: Option<&Origin>, outbound: &OutboundWords) -> bool {
    let is_sales = creator.is_some_and(|creator| creator.part == CreatorPart::Sales);
    is_sales && origin.is_none_or(|origin| origin.words().next().is_none() || is_outbound(origin, outbound))
}

/// Who claims the deal, and whose it is under the agreed rule; see the [module](self) for the rules. It does not depend on the
/// order of the touches, and one that came twice counts once.
pub fn check_claim(case: &Case<'_>, agreed: &Sourcing) -> Claim {
    let touches = in_order(case.touches.iter().collect());
    let (marketing, sales) = (marketings(case, &touches, agreed), sales(case, &touches, agreed));
    let verdict = match (marketing.is_empty(), sales.is_empty()) {
        (false, false) => Verdict::Both { marketing, sales },
        (false, true) => Verdict::Agreed { team: Team::Marketing, facts: marketing },
        (true, false) => Verdict::Agreed { team: Team::Sales, facts: sales },
        (true, true) => Verdict::Neither { missing: missing(case, &touches) },
    };
    Claim { verdict, ruling: ruling(case, agreed) }
}

fn marketings(case: &Case<'_>, touches: &[&Touch], agreed: &Sourcing) -> Vec<Fact> {
    let is_its = |touch: &&Touch| team_of(touch, agreed) == Some(Team::Marketing);
    let earliest = before_deal(case, touches).find(is_its);
    let named = case.origin.filter(|origin| !is_outbound(origin, &agreed.outbound));
    // A CRM tells of a lead's origin both ways; that is one fact.
    let says_more = |origin: &&Origin| earliest.is_none_or(|touch| !says_the_same(touch, origin));
    earliest.map(touched).into_iter().chain(named.filter(says_more).and_then(source)).collect()
}

fn sales(case: &Case<'_>, touches: &[&Touch], agreed: &Sourcing) -> Vec<Fact> {
    let outreach = before_deal(case, touches).find(|touch| is_own_outreach(touch, case.asked));
    let (creator, at) = case.created;
    let self_made = creator.filter(|_| is_self_made(creator, case.origin, &agreed.outbound));
    let says_more = |origin: &&Origin| outreach.is_none_or(|touch| !says_the_same(touch, origin));
    let named = case.origin.filter(|origin| is_outbound(origin, &agreed.outbound)).filter(says_more);
    let created = self_made.map(|creator| Fact::CreatedBy { by: creator.name.clone(), at });
    outreach.map(touched).into_iter().chain(named.and_then(source)).chain(created).collect()
}

fn before_deal<'a>(case: &Case<'_>, touches: &[&'a Touch]) -> impl Iterator<Item = &'a Touch> {
    let deal_at = case.journey.deal_created_at;
    touches.iter().copied().take_while(move |touch| deal_at.is_none_or(|deal| touch.at <= deal))
}

/// Whose a touch is.
fn team_of(touch: &Touch, agreed: &Sourcing) -> Option<Team> {
    let says_outbound = || agreed.outbound.are_in(touch.source.as_deref(), touch.medium.as_deref());
    match touch.actor {
        Actor::Marketing => Some(Team::Marketing),
        Actor::Sales => Some(Team::Sales),
        Actor::Buyer => {
            let was_brought = touch.channel == Channel::Inbound || touch.names_origin();
            (was_brought && !says_outbound()).then_some(Team::Marketing)
        }
    }
}

/// Whether the buyer asks for something by it, so that sales answers from then on.
pub fn comes_forward(touch: &Touch) -> bool {
    let speaks = matches!(touch.channel, Channel::Inbound | Channel::Email | Channel::Call | Channel::Meeting);
    touch.actor == Actor::Buyer && speaks
}

fn is_own_outreach(touch: &Touch, asked: &[Asked]) -> bool {
    let is_cold = touch.channel == Channel::Outbound;
    let reaches = is_cold || matches!(touch.channel, Channel::Email | Channel::Call | Channel::Meeting);
    let has_begun = |asked: &Asked| asked.from < touch.at || (asked.from == touch.at && !is_cold);
    let answers = |asked: &Asked| has_begun(asked) && asked.until.is_none_or(|until| touch.at <= until);
    touch.actor == Actor::Sales && reaches && !asked.iter().any(answers)
}

fn is_outbound(origin: &Origin, outbound: &OutboundWords) -> bool {
    outbound.are_in(origin.source.as_deref(), origin.medium.as_deref())
}

fn says_the_same(touch: &Touch, origin: &Origin) -> bool {
    (&touch.source, &touch.medium, &touch.campaign) == (&origin.source, &origin.medium, &origin.campaign)
}

fn touched(touch: &Touch) -> Fact {
    Fact::Touch { id: touch.id.clone(), at: touch.at, channel: touch.channel, words: touch.summary.clone() }
}

fn source(origin: &Origin) -> Option<Fact> {
    let words: Vec<String> = origin.words().map(ToOwned::to_owned).collect();
    (!words.is_empty()).then_some(Fact::Source { words })
}

fn missing(case: &Case<'_>, touches: &[&Touch]) -> Missing {
    let before: Vec<&Touch> = before_deal(case, touches).collect();
    match (touches.is_empty(), before.is_empty()) {
        (true, _) => Missing::NoTouch,
        (false, true) => Missing::NoTouchBeforeDeal,
        (false, false) if before.iter().any(|touch| touch.actor == Actor::Sales) => Missing::OnlyAnswers,
        (false, false) => Missing::OnlyBuyer,
    }
}

/// Under any model a milestone is held by the same touch.
fn ruling(case: &Case<'_>, agreed: &Sourcing) -> Ruling {
    let attribution = credit(Model::Linear.into(), case.touches, &case.journey);
    let holder = attribution.holder(agreed.by.milestone());
    let (touch, team) = (holder.map(|touch| touch.id.clone()), holder.and_then(|touch| team_of(touch, agreed)));
    Ruling { by: agreed.by, touch, team }
}

#[cfg(test)]
mod tests;
