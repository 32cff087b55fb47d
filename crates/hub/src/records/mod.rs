//! Records as people see them: read from the CRM when that is needed, kept, and put together from what is kept.

mod attention;
mod background;
mod claim;
mod contribution;
mod counts;
mod following;
mod heard;
mod preview;
mod refresh;
#[cfg(test)]
pub(crate) mod samples;
mod sla;
mod view;
mod webhooks;

pub use attention::unanswered;
pub use background::keep_fresh;
pub use contribution::contribution;
pub use following::Following;
pub use heard::{AllHeard, board};
pub use preview::{agreement_view, preview};
pub(crate) use refresh::lock;
pub use refresh::{Found, LookUpError, Records};
pub use sla::HandOffs;
pub use view::{Materials, clock, hand_off_view, hand_off_views, record_view, source};
