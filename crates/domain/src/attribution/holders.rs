use thiserror::Error;

use super::{Journey, LeftOut, Milestone, NotCounted};
use crate::Instant;
use crate::ids::TouchId;
use crate::touch::{Channel, Touch};

/// Which touches hold milestones, where somebody says so; the others are found by the [rules](super).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Told<'a> {
    /// FT.
    pub first_touch: Option<&'a TouchId>,
    /// LC.
    pub lead_creation: Option<&'a TouchId>,
    /// OC.
    pub opportunity_creation: Option<&'a TouchId>,
    /// CW.
    pub closed_won: Option<&'a TouchId>,
}

/// A milestone was told of a touch that cannot hold it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ToldError {
    /// There is no such touch.
    #[error("{}: no touch has the id '{touch}'", milestone.letters())]
    Unknown {
        /// What was told.
        milestone: Milestone,
        /// The id.
        touch: TouchId,
    },
    /// It takes no part.
    #[error("{}: touch '{touch}' does not count, because it {}", milestone.letters(), because(*why))]
    LeftOut {
        /// What was told.
        milestone: Milestone,
        /// The id.
        touch: TouchId,
        /// Why it takes no part.
        why: NotCounted,
    },
}

fn because(why: NotCounted) -> &'static str {
    match why {
        NotCounted::Duplicate => "repeats another",
        NotCounted::AfterClose => "came after the close",
        NotCounted::InTheFuture => "is still to come",
        NotCounted::BeforeWindow => "lies before the look-back window",
    }
}

/// A set of milestones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Milestones(u8);

impl Milestones {
    pub(super) fn insert(&mut self, milestone: Milestone) {
        self.0 |= 1 << milestone as u8;
    }

    /// Whether there are none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those that it has, in the order of [`Milestone::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Milestone> {
        Milestone::ALL.into_iter().filter(move |milestone| self.0 >> *milestone as u8 & 1 == 1)
    }
}

/// Which of the touches that count, by index, holds each milestone that was reached.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Holders([Option<usize>; Milestone::ALL.len()]);

impl Holders {
    /// By the rules.
    pub(super) fn found(counted: &[&Touch], journey: &Journey) -> Self {
        Self(Milestone::ALL.map(|milestone| holder(milestone, counted, journey)))
    }

    /// The same with what somebody told.
    pub(super) fn told(
        mut self,
        told: &Told<'_>,
        counted: &[&Touch],
        left_out: &[LeftOut<'_>],
    ) -> Result<Self, ToldError> {
        let named = [
            (Milestone::FirstTouch, told.first_touch),
            (Milestone::LeadCreation, told.lead_creation),
            (Milestone::OpportunityCreation, told.opportunity_creation),
            (Milestone::ClosedWon, told.closed_won),
        ];
        for (milestone, touch) in named {
            let Some(touch) = touch else { continue };
            let place = counted.iter().position(|counted| counted.id == *touch);
            self.0[milestone as usize] = Some(place.ok_or_else(|| cannot_hold(milestone, touch, left_out))?);
        }
        Ok(self)
    }

    pub(super) fn of(&self, milestone: Milestone) -> Option<usize> {
        self.0[milestone as usize]
    }
}

fn cannot_hold(milestone: Milestone, touch: &TouchId, left_out: &[LeftOut<'_>]) -> ToldError {
    let found = left_out.iter().find(|left_out| left_out.touch.id == *touch && left_out.why != NotCounted::Duplicate);
    match found {
        Some(left_out) => ToldError::LeftOut { milestone, touch: touch.clone(), why: left_out.why },
        None => ToldError::Unknown { milestone, touch: touch.clone() },
    }
}

fn holder(milestone: Milestone, touches: &[&Touch], journey: &Journey) -> Option<usize> {
    let last = touches.len().checked_sub(1)?;
    let leading_to =
        |at: Option<Instant>| at.map(|at| touches.partition_point(|touch| touch.at <= at).saturating_sub(1));
    match milestone {
        Milestone::FirstTouch => Some(0),
        Milestone::LastTouch => Some(last),
        Milestone::LastNonDirect => {
            Some(touches.iter().rposition(|touch| touch.channel != Channel::Direct).unwrap_or(last))
        }
        Milestone::LeadCreation => leading_to(journey.lead_created_at),
        Milestone::OpportunityCreation => leading_to(journey.deal_created_at),
        Milestone::ClosedWon => leading_to(journey.won_at),
    }
}
