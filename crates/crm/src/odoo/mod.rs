//! Odoo: addresses of 17 to 19, payloads of the JSON-2 interface that came with 19.

mod address;
#[cfg(feature = "payloads")]
pub mod payload;

pub use address::{ACTION_PREFIX, LEAD, PARTNER, address, path};
#[cfg(test)]
pub(crate) use address::{NOT_RECORDS, SAMPLES};
