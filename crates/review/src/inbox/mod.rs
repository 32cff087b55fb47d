//! The inbox: what the field reported, as far as filters let it through, and what marketing does with it.

mod acts;
mod change;
mod choices;
mod chosen;
mod content_picker;
mod desk;
mod detail;
mod draft;
mod errand;
mod filing_form;
mod filters;
mod form;
mod handling;
mod header;
mod keys;
mod known;
mod list;
mod name_field;
mod nothing;
mod pane;
mod query;
mod reader;
mod reading;
mod row;
mod rows;
#[cfg(test)]
pub mod sample;
mod selection;
mod shortcuts;
mod state;
mod toolbar;
mod turn;
mod view;
mod walk;
mod window;
mod writing_form;

pub use self::change::Change;
pub use self::change::Request;
pub use self::draft::Unready;
pub use self::errand::Errand;
pub use self::form::Paper;
pub use self::handling::{StatusChip, status_name};
pub use self::query::Query;
pub use self::view::Inbox;
