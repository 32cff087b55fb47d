//! Who really sourced a deal: credit for its touches, exact and explained.
//!
//! A model is a set of weights for milestones; see [`Model::weights`]. The rules that the field leaves open:
//!
//! - A touch counts when it happened no later than the deal was closed. Where none does, there is no credit.
//! - The touch of *lead creation* and of *opportunity creation* is the last one at or before that instant; where none
//!   came before, the first one after it.
//! - A milestone that the deal has not reached takes no part: the weights of the others are scaled up to 1.
//! - A touch that holds several milestones adds their weights up.
//! - The *rest* is spread evenly over the touches that hold no milestone; where there is none, it is spread over the
//!   milestones in proportion to their weights, so that two touches under 40/20/40 get one half each.

pub mod claim;
mod credit;
mod model;
mod sourcing;

pub use claim::{Asked, Case, Claim, Fact, Missing, Ruling, Verdict, check_claim, comes_forward, is_self_made};
pub use credit::{Credit, Journey, Reason, Uncredited, credit};
pub use model::{Milestone, Model, Weights};
pub use sourcing::{OutboundWords, SourcedBy, Sourcing, Team};
