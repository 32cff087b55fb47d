//! The browser extension: the panel beside a CRM record, the options page and the background worker.
//!
//! - [`platform`] is the one module that talks to the browser.
//! - [`hub`] and [`enrolment`] are what the hub is asked, and with whose token; [`outbox`] is what must not be lost.
//! - [`panel`] holds the four cards: [`sla`], [`source`], [`content`] and [`objections`], one folder each; [`form`] is what
//!   their forms share.
//! - [`attribution`] is the page that shows all of a record's attribution; [`options`] and [`worker`] are the other two places
//!   where code runs.
//!
//! Four programs are made of it: `panel`, `attribution`, `options`, and `worker`, which has no Yew in it.

/// Half the size of the default one, and the panel makes no demands.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

pub mod attribution;
pub mod content;
pub mod element;
pub mod enrolment;
pub mod form;
pub mod hub;
pub mod objections;
pub mod options;
pub mod outbox;
pub mod panel;
pub mod platform;
pub mod rounds;
pub mod sla;
pub mod source;
pub mod wire;
pub mod worker;
