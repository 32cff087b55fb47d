//! The inbox: what the field reported, grouped by objection, and what marketing does with it.

mod answer_form;
mod change;
mod content_picker;
mod desk;
mod draft;
mod filter_bar;
mod filters;
mod group;
mod groups;
mod handling;
mod header;
mod keys;
mod library;
mod merge;
mod outline;
mod reader;
mod report_row;
#[cfg(test)]
pub mod sample;
mod shortcuts;
mod skeleton;
mod state;
mod view;
mod walk;
mod whole;

pub use self::draft::Unready;
pub use self::filters::Status;
pub use self::view::Inbox;
