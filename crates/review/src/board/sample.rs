//! A board for the tests of this feature.

use chrono::DateTime;
use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Status;
use plumbline_protocol::review::{BoardColumn, BoardResponse, Heard, ObjectionCardView};

fn card(id: &str) -> ObjectionCardView {
    let heard = Heard { reports: 3, weeks: vec![0, 1, 2], ..Heard::default() };
    ObjectionCardView { id: ObjectionId::new(id), name: id.to_owned(), owner: None, version: 3, heard, content: 1 }
}

/// Two of twelve new ones, and one that was acknowledged; each in version 3.
pub fn board() -> BoardResponse {
    let columns = Status::ALL.map(|status| {
        let (count, ids): (u64, &[&str]) = match status {
            Status::New => (12, &["price", "timing"]),
            Status::Acknowledged => (1, &["trust"]),
            _ => (0, &[]),
        };
        BoardColumn { status, count, objections: ids.iter().copied().map(card).collect() }
    });
    let as_of = DateTime::UNIX_EPOCH;
    BoardResponse { as_of, columns: columns.into(), revenue_at_stake: Vec::new(), open_deals: 0, unknown: 0 }
}
