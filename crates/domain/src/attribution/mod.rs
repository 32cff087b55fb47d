//! Who really sourced a deal: credit for its touches, exact and explained.
//!
//! A model gives weights to milestones and to the rest ([`Weights`]), or lets a touch's worth halve with time; see
//! [`Model`]. Credits are whole parts of one total, so they add up to exactly 1 however many there are. The rules that the
//! field leaves open:
//!
//! - **Order.** Touches are read by time and, where two are at the same instant, by id. In which order they arrive
//!   changes nothing.
//! - **Duplicates.** Of several with one id the earliest counts.
//! - **The close.** A touch counts when it happened no later than the deal was closed.
//! - **The future.** A touch after [`Journey::as_of`] is planned, and does not count yet.
//! - **Look-back window.** With one, a touch counts when it lies at most that many days before the close or, while the deal is
//!   open, before the last touch that counts. So nothing loses its credit only because days go by.
//! - **No touch.** Where none counts, there is no credit. What was left out is told with its reason.
//! - **FT and last touch** are the first and the last that count.
//! - **Last non-direct** is the last that counts of another channel than direct; where all are direct, the last.
//! - **LC, OC and CW** are held by the last touch at or before the lead's creation, the deal's creation and the winning;
//!   where none came before, by the first after it. HubSpot has it so.
//! - **Told milestones** ([`Told`]) go before those rules.
//! - **Two milestones on one touch.** Their weights add up.
//! - **A milestone that was not reached** takes no part: the other weights, that of the rest too, are scaled up to 1.
//! - **The rest** is spread evenly over the touches that hold none of the model's milestones. Where there is no such touch, it
//!   takes no part either, so two touches under 40/20/40 get one half each.
//! - **Nothing reached.** Where only milestones that were not reached have a weight, the first touch takes all.
//! - **Time decay** counts in milliseconds, not in whole days, back from the last touch that counts. From the close it would
//!   be the same, as that makes every touch older by as much. The weights are integers of 62 binary digits, and exact shares of
//!   their sum; a touch 63 half-lives before the last has none.

pub mod claim;
mod counted;
mod credit;
mod decay;
mod holders;
mod model;
pub mod paths;
mod reason;
mod sourcing;
mod weights;

pub use claim::{Asked, Case, Claim, Fact, Missing, Ruling, Verdict, check_claim, comes_forward, is_self_made};
pub use counted::{LeftOut, NotCounted};
pub use credit::{Attribution, Credit, Journey, Uncredited, credit, credit_as_told};
pub use holders::{Milestones, Told, ToldError};
pub use model::{DEFAULT_HALF_LIFE_DAYS, Model, Sharing, Terms, UnknownModelError};
pub use reason::Reason;
use serde::{Deserialize, Serialize};
pub use sourcing::{OutboundWords, SourcedBy, Sourcing, Team};
pub use weights::{WHOLE, WeightTable, Weights, WeightsError};

/// A point in a deal's life that a model may give credit for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// FT: the first touch of all.
    FirstTouch,
    /// LC: the touch that led to the lead.
    LeadCreation,
    /// OC: the touch that led to the deal.
    OpportunityCreation,
    /// CW: the touch that led to winning.
    ClosedWon,
    /// The last touch so far.
    LastTouch,
    /// The last touch so far that was not direct.
    LastNonDirect,
}

impl Milestone {
    /// Every milestone, in the order of a deal's life.
    pub const ALL: [Self; 6] = [
        Self::FirstTouch,
        Self::LeadCreation,
        Self::OpportunityCreation,
        Self::ClosedWon,
        Self::LastTouch,
        Self::LastNonDirect,
    ];

    /// As the field abbreviates it, such as `FT`; the last touches have no letters.
    pub const fn letters(self) -> &'static str {
        match self {
            Self::FirstTouch => "FT",
            Self::LeadCreation => "LC",
            Self::OpportunityCreation => "OC",
            Self::ClosedWon => "CW",
            Self::LastTouch => "last_touch",
            Self::LastNonDirect => "last_non_direct",
        }
    }
}
