//! What sales and marketing agree on: records, touches and their credit, promises and their clocks,
//! objections and the content that answers them.
//!
//! Everything here is pure. Time is an argument, and nothing knows of a CRM, a browser, a database or HTTP, so the
//! hub, the panel and the review page compute the same figure from the same function.

pub mod attribution;
pub mod content;
pub mod findings;
pub mod ids;
pub mod money;
pub mod numbers;
pub mod objection;
pub mod origin;
pub mod record;
pub mod site;
pub mod situation;
pub mod sla;
pub mod touch;

/// An instant in UTC. Zones appear only where people's hours matter (see [`sla`]).
pub type Instant = chrono::DateTime<chrono::Utc>;
