//! Simulated CRMs. Each speaks its vendor's API and shows its vendor's addresses, keeps everything in memory, and can be
//! told what time it is, what goes wrong and what people do.
//!
//! It depends on nothing else of this workspace: what it judges must not be able to agree with it by sharing its code.

pub mod cli;
pub mod clock;
pub mod hubspot;
pub mod peer;
pub mod tls;
