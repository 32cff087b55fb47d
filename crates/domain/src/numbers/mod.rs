//! The shared numbers: what each lead and deal adds to the figures by source, campaign, channel and segment.
//!
//! - *Amounts* are split. A deal's amount goes to its touches by the agreed model, to the minor unit and exactly as the panel
//!   shows it, and a row has what its touches have. So rows add up to the total. A deal in several segments is split evenly
//!   over them.
//! - *Counts* are whole. A deal or lead counts once in each row that has credit on it, and once in the total. So rows may add up
//!   to more than the total.
//! - One that no touch has credit for stands in a row of its own ([`Value::NoTouch`]), and what names no source, campaign or
//!   segment in another ([`Value::Unnamed`]).
//! - What is *created* in a period (leads, deals, pipeline) counts in the month in which it was created; what is *closed*
//!   (revenue, win rate, sales cycle) in the month of the close. Months are those of an agreed zone.
//! - *Pipeline created* is the amount of the deals created in the period that are qualified by now, as both teams agreed on
//!   [`Qualified`]; a won deal is. *Pipeline to revenue* is what of it is won by now.
//! - *Lead to opportunity* is over the leads created in the period, and those of them that became deals by now. What was
//!   created as a deal never was a lead.
//! - The *sales cycle* is from the deal's creation to its being won, in whole days of 24 hours.
//!
//! A record's [`Contribution`] is computed from its facts alone, and a [`Cell`] is the sum of contributions: so when facts
//! change, the old contribution is taken away and the new one is added, and nothing else needs to be read.

mod cell;
mod contribution;
mod cycles;
mod definition;
mod figures;
mod measure;
mod month;
mod proportion;
mod value;

pub use cell::{Cell, CellKey, Sum};
pub use contribution::{Close, Contribution, DealPart, LeadPart, Part, TouchCredit, TouchCredits};
pub use cycles::{CycleSpread, Cycles};
pub use definition::{Definition, Qualified, definitions_in_force};
pub use figures::{Figures, per_mille_of};
pub use measure::{Dated, Measure};
pub use month::{Month, MonthError, Months, NamedPeriod};
pub use proportion::{Interval, Proportion};
pub use value::{Dimension, Value, ValueError};
