//! The deal review packet: three to five deals, a page each, to be printed or looked at together in the review that sales and
//! marketing hold every two weeks.

mod choice;
mod chosen;
mod drawn_in;
mod feed;
mod head;
mod header;
mod heard;
mod line;
mod messaging;
mod pages;
mod picker;
mod query;
mod signals;
mod steer;
mod view;

pub use self::query::Query;
pub use self::view::Packet;
