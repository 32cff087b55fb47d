//! `GET /v1/records/{crm}/{object}/{id}`: all that the panel shows of a record, in one answer.

use std::num::NonZeroU16;

use chrono::{DateTime, Utc};
use plumbline_domain::attribution::{
    Fact, Journey, Milestone, Missing, Model, NotCounted, Reason, SourcedBy, Team, Uncredited,
};
use plumbline_domain::content::{Content, MatchReason};
use plumbline_domain::ids::{ObjectionId, TouchId};
use plumbline_domain::money::Money;
use plumbline_domain::origin::OriginChange;
use plumbline_domain::record::{CrmUser, Record, RecordKey};
use plumbline_domain::sla::{Acceptance, Clock, RejectionReason};
use plumbline_domain::touch::{Channel, Touch};
use serde::{Deserialize, Serialize};

use crate::report::ReportView;

/// All that the panel shows of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordView {
    /// The hub's clock when it answered, so that a wrong clock on the rep's machine does not make a wrong countdown.
    pub as_of: DateTime<Utc>,
    /// The record itself.
    pub record: Record,
    /// How old the facts are, and why they are not newer.
    pub freshness: Freshness,
    /// Hand-offs with their clocks, the one that needs attention first.
    pub hand_offs: Vec<HandOffView>,
    /// Where it came from.
    pub source: SourceView,
    /// At most three, the best first.
    pub content: Vec<ContentView>,
    /// Objections to choose from, the likeliest here first; at most forty.
    pub objections: Vec<ObjectionChip>,
    /// What was reported on it, the latest first.
    pub reports: Vec<ReportView>,
    /// The agreed reasons to reject a hand-off.
    pub rejection_reasons: Vec<RejectionReason>,
}

/// An objection to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ObjectionChip {
    /// Which.
    pub id: ObjectionId,
    /// Its name.
    pub name: String,
}

/// How old facts are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Freshness {
    /// When the CRM was last read.
    pub read_at: DateTime<Utc>,
    /// Why a newer reading failed, for people; `None` when the last one succeeded.
    pub trouble: Option<String>,
}

/// One hand-off of a lead to sales, and the promise on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HandOffView {
    /// The lead or deal that was handed off; the shown record itself, or one of the shown contact.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "odoo-main/crm.lead/17"))]
    pub record: RecordKey,
    /// Its name.
    pub title: String,
    /// Who has it now.
    pub owner: Option<CrmUser>,
    /// Whether sales took it.
    pub acceptance: Acceptance,
    /// The promise to respond.
    pub response: Clock,
    /// The promise to bring the CRM's status up to date, where one was made.
    pub update: Option<Clock>,
    /// Why it is these promises.
    pub policy: PolicyView,
    /// What marketing promised, where it did.
    pub criteria: Option<CriteriaView>,
}

/// The policy by which sales' promises apply to a hand-off.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PolicyView {
    /// What both teams call it.
    pub name: String,
    /// By what its rule was met, such as `pricing page 3 times within 48 h`; empty where it applies to whatever no other does.
    pub because: Vec<String>,
}

/// Marketing's promise to hand over only what meets agreed criteria, and whether this hand-off did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CriteriaView {
    /// What both teams call a lead that does.
    pub name: String,
    /// Whether it did, when it was handed off.
    pub is_met: bool,
    /// By what; for one that did not, what was asked.
    pub because: Vec<String>,
}

impl HandOffView {
    /// The clocks of what was promised on it.
    pub fn clocks(&self) -> impl Iterator<Item = &Clock> {
        std::iter::once(&self.response).chain(&self.update)
    }

    /// Whether anything is still waited for.
    pub fn is_waiting(&self) -> bool {
        self.clocks().any(|clock| clock.stop.is_none())
    }

    /// When the first of what is still waited for falls due.
    pub fn next_due(&self) -> Option<DateTime<Utc>> {
        self.clocks().filter(|clock| clock.stop.is_none()).map(|clock| clock.due_at).min()
    }
}

/// Where a record came from, and who gets the credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceView {
    /// The earliest touch that names a source, campaign or medium, in the CRM's present words; what they were is in `changes`.
    pub original: Option<Touch>,
    /// The latest touch that names one.
    pub latest: Option<Touch>,
    /// The agreed model.
    pub model: Model,
    /// How many days back a touch still counts; `None` where all do.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<u16>, minimum = 1))]
    pub look_back_days: Option<NonZeroU16>,
    /// When it reached what; until when it looks is `as_of` of the whole answer.
    pub journey: Journey,
    /// What is credited: the deal's amount. `None` for a record without one.
    pub amount: Option<Money>,
    /// In order of time. Their credits add up to the whole; where no touch counts, none has a credit.
    pub touches: Vec<CreditedTouchView>,
    /// Which team sourced it; `None` for a contact.
    #[serde(default)]
    pub claim: Option<ClaimView>,
    /// How the CRM's source, medium and campaign of this record changed, the latest first; at most five.
    #[serde(default)]
    pub changes: Vec<OriginChange>,
}

/// Which team sourced a deal or lead: by what each claims it, and whose it is under the agreed rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClaimView {
    /// The agreed rule.
    pub by: SourcedBy,
    /// Whose it is under that rule; `None` where it is nobody's.
    pub team: Option<Team>,
    /// The touch by which it is; `None` where none holds the rule's milestone.
    pub touch: Option<TouchId>,
    /// By what marketing claims it, the strongest first, at most one fact of a kind; empty where it does not.
    pub marketing: Vec<Fact>,
    /// By what sales claims it, likewise.
    pub sales: Vec<Fact>,
    /// What is missing where neither can claim it; `None` where one does or both do.
    pub missing: Option<Missing>,
}

impl SourceView {
    /// Why no touch has a credit; `None` where the credit is shared.
    pub fn uncredited(&self) -> Option<Uncredited> {
        let is_after_close = |touch: &CreditedTouchView| touch.left_out == Some(NotCounted::AfterClose);
        match self.touches.iter().any(|touch| touch.credit.is_some()) {
            true => None,
            false if self.touches.is_empty() => Some(Uncredited::NoTouch),
            false if self.touches.iter().all(is_after_close) => Some(Uncredited::NoTouchBeforeClose),
            false => Some(Uncredited::NoTouchThatCounts),
        }
    }
}

/// A touch with its part of the credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreditedTouchView {
    /// The touch.
    pub touch: Touch,
    /// `None` for a touch that does not count.
    pub credit: Option<CreditView>,
    /// Why it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<NotCounted>,
}

/// A part of the credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CreditView {
    /// Exact, as `numerator/denominator`, such as `3/10`; all parts add up to 1.
    pub share: String,
    /// The share in hundredths of a percent; all parts add up to exactly 10000.
    pub basis_points: u32,
    /// The share of the amount; all parts add up to the amount to the minor unit.
    pub amount: Option<Money>,
    /// Why it is that much.
    pub reasons: Vec<Reason>,
    /// The milestones it holds.
    pub milestones: Vec<Milestone>,
}

/// What a channel is credited with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChannelCredit {
    /// Which channel.
    pub channel: Channel,
    /// Hundredths of a percent; those of all channels add up to exactly 10000.
    pub basis_points: u32,
    /// Its part of the amount, where there is one.
    pub amount: Option<Money>,
}

/// The credits by channel, the same parts as the touches' added up: the largest first; of equal ones the earlier channel.
pub fn by_channel(touches: &[CreditedTouchView]) -> Vec<ChannelCredit> {
    let mut sums: Vec<ChannelCredit> = Vec::new();
    for view in touches {
        let Some(credit) = view.credit.as_ref().filter(|credit| credit.basis_points > 0) else { continue };
        let found = sums.iter().position(|sum| sum.channel == view.touch.channel);
        let place = found.unwrap_or_else(|| {
            let amount = credit.amount.map(|part| Money { minor: 0, ..part });
            sums.push(ChannelCredit { channel: view.touch.channel, basis_points: 0, amount });
            sums.len() - 1
        });
        add(&mut sums, place, credit);
    }
    sums
}

/// Adds to one sum, and moves it before those that it has overtaken: there are few, and the browser need not be sent a sort.
fn add(sums: &mut [ChannelCredit], mut place: usize, credit: &CreditView) {
    let sum = &mut sums[place];
    sum.basis_points += credit.basis_points;
    if let (Some(whole), Some(part)) = (&mut sum.amount, credit.amount) {
        whole.minor += part.minor;
    }
    while place > 0 && sums[place - 1].basis_points < sums[place].basis_points {
        sums.swap(place - 1, place);
        place -= 1;
    }
}

/// A piece of content with why it is offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ContentView {
    /// The piece.
    pub content: Content,
    /// At least one.
    pub reasons: Vec<MatchReason>,
}

/// `GET /v1/attention`: what is waiting for the person who asks; the toolbar badge counts it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttentionResponse {
    /// Unanswered hand-offs that are due soon or overdue, the most urgent first.
    pub hand_offs: Vec<HandOffView>,
    /// The person's reports that marketing answered and the person has not seen answered on the record.
    pub answered: Vec<ReportView>,
}
