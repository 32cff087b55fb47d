//! Wire types between the extension, the review app and the hub. JSON over HTTP; version [`VERSION`].
//!
//! Within a version, fields are only ever added, and an unknown field is passed over. An unknown *kind* (a tag or a named
//! value that this version does not have) is an error when it is read, never a crash and never a guess. The hub names its
//! version in the header [`VERSION_HEADER`] of every answer, so that a client can tell "update the extension" from
//! "the hub is broken".

pub mod agreement;
pub mod error;
pub mod findings;
pub mod hand_off;
pub mod library;
pub mod numbers;
pub mod packet;
pub mod people;
pub mod record_view;
pub mod report;
pub mod review;
pub mod signal;
pub mod sla;
pub mod touch;

/// The version of this protocol.
pub const VERSION: u32 = 1;

/// The header in which the hub names its version.
pub const VERSION_HEADER: &str = "plumbline-protocol";
