//! All of one objection: where it stands, what the field says of it, what answers it and what became of it; and what marketing
//! does with it as a whole.

mod act;
mod answer;
mod buttons;
mod conflict;
mod content;
mod deals;
mod decline;
mod desk;
mod differences;
mod draft;
mod edit;
mod facts;
mod feed;
mod figures;
mod form;
mod heading;
mod merge;
mod owner;
mod parts;
mod people;

mod status;
mod trend;
mod view;
mod workbench;

pub use self::act::Act;
pub use self::view::Objection;
