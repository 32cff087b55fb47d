//! The hub: reads CRMs, keeps what the field reports, and gives both teams the same figures.
//!
//! [`api`] is what clients talk to, [`cli`] what operators type. Both work on a [`store`] and, through [`records`], on the
//! CRMs behind [`connector`]; [`escalation`] tells people of clocks that ran too far, [`digest`] of what the field says
//! ([`findings`]), both by [`delivery`]; [`write_back`] tells CRMs what was decided here; [`told`] checks what programs and files tell. Every figure is computed by `plumbline_domain` from stored facts.

pub mod api;
pub mod cli;
pub mod clock;
pub mod config;
pub mod connector;
pub mod criteria;
pub mod csv;
pub mod delivery;
pub mod digest;
pub mod escalation;
pub mod events;
pub mod findings;
pub mod library;
pub mod numbers;
pub mod packet;
pub mod recognition;
pub mod records;
pub mod store;
pub mod tokens;
pub mod told;
pub mod write_back;
