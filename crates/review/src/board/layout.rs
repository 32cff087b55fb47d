//! Which card stands where: as the hub has it, but for what was moved since.

use std::collections::HashMap;

use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Status;
use plumbline_protocol::report::HandlingAction;
use plumbline_protocol::review::{BoardColumn, BoardResponse};

/// Where cards were moved to, and from which version of them on that holds.
pub type Moves = HashMap<ObjectionId, Moved>;

/// A card that was moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// Where it stands.
    pub to: Status,
    /// The version that stands there; what the hub says of a later one counts for more.
    pub version: u32,
    /// The hub has not confirmed it.
    pub is_saving: bool,
}

/// A move that needs no words. What needs some is done on the objection's own page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Back to new.
    Reopen,
    /// Seen.
    Acknowledge,
    /// Somebody works on it.
    Start,
}

impl Step {
    /// In the order of the columns.
    pub const ALL: [Self; 3] = [Self::Reopen, Self::Acknowledge, Self::Start];

    /// Where it leads.
    pub const fn to(self) -> Status {
        match self {
            Self::Reopen => Status::New,
            Self::Acknowledge => Status::Acknowledged,
            Self::Start => Status::InProgress,
        }
    }

    /// The key that asks for it.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Reopen => "u",
            Self::Acknowledge => "a",
            Self::Start => "s",
        }
    }

    /// What the hub is asked.
    pub const fn action(self) -> HandlingAction {
        match self {
            Self::Reopen => HandlingAction::Reopen,
            Self::Acknowledge => HandlingAction::Acknowledge,
            Self::Start => HandlingAction::Start,
        }
    }

    /// Whether a card can take it from where it stands. An answer or a reason is not taken back in passing: its words would be lost.
    pub fn suits(self, from: Status) -> bool {
        self.to() != from && !from.is_told_back()
    }
}

/// The columns with the moved cards where they were moved to, on top.
pub fn arranged(told: &BoardResponse, moves: &Moves) -> Vec<BoardColumn> {
    let mut columns = told.columns.clone();
    for from in 0..columns.len() {
        let Some(column) = columns.get_mut(from) else { continue };
        let status = column.status;
        for card in &mut column.objections {
            // What is done next is done with the version that a move made.
            card.version = moves.get(&card.id).map_or(card.version, |moved| moved.version.max(card.version));
        }
        let target = |id: &ObjectionId, version: u32| {
            moves.get(id).filter(|moved| moved.version >= version && moved.to != status).map(|moved| moved.to)
        };
        let (moved, stay): (Vec<_>, Vec<_>) = std::mem::take(&mut column.objections)
            .into_iter()
            .partition(|card| target(&card.id, card.version).is_some());
        column.objections = stay;
        for card in moved {
            let to = target(&card.id, card.version);
            if let Some(column) = columns.get_mut(from) {
                column.count = column.count.saturating_sub(1);
            }
            if let Some(column) = columns.iter_mut().find(|column| Some(column.status) == to) {
                column.count += 1;
                column.objections.insert(0, card);
            }
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::sample::board;

    #[track_caller]
    fn check(moves: &[(&str, Status, u32)], expect: [(u64, &[&str]); 3]) {
        let moved = |to, version| Moved { to, version, is_saving: false };
        let moves = moves.iter().map(|(id, to, version)| (ObjectionId::new(*id), moved(*to, *version))).collect();
        let columns = arranged(&board(), &moves);
        let found: Vec<(u64, Vec<&str>)> = columns
            .iter()
            .take(3)
            .map(|column| (column.count, column.objections.iter().map(|card| card.id.as_str()).collect()))
            .collect();
        assert_eq!(found, expect.map(|(count, cards)| (count, cards.to_vec())));
    }

    #[test]
    fn a_moved_card_stands_where_it_was_moved_until_the_hub_knows_better() {
        check(&[], [(12, &["price", "timing"]), (1, &["trust"]), (0, &[])]);
        check(&[("price", Status::InProgress, 3)], [(11, &["timing"]), (1, &["trust"]), (1, &["price"])]);
        check(&[("price", Status::Acknowledged, 3)], [(11, &["timing"]), (2, &["price", "trust"]), (0, &[])]);
        check(&[("price", Status::InProgress, 2)], [(12, &["price", "timing"]), (1, &["trust"]), (0, &[])]);
        check(&[("trust", Status::New, 9)], [(13, &["trust", "price", "timing"]), (0, &[]), (0, &[])]);
        check(&[("trust", Status::Acknowledged, 9)], [(12, &["price", "timing"]), (1, &["trust"]), (0, &[])]);
    }

    #[test]
    fn what_has_words_is_not_moved_in_passing() {
        let check = |from, expect: &[Step]| {
            let suits: Vec<Step> = Step::ALL.into_iter().filter(|step| step.suits(from)).collect();
            assert_eq!(suits, expect, "{from:?}");
        };
        check(Status::New, &[Step::Acknowledge, Step::Start]);
        check(Status::Acknowledged, &[Step::Reopen, Step::Start]);
        check(Status::InProgress, &[Step::Reopen, Step::Acknowledge]);
        check(Status::Answered, &[]);
        check(Status::Declined, &[]);
    }
}
