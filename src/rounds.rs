//! One round of work at a time, however often it is asked for: rounds side by side would do the same work more than once, and
//! pile up where asking is faster than doing.

use std::cell::Cell;

/// Whether a round is going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Round {
    #[default]
    None,
    Running,
    /// The same, and it was asked for again since.
    Another,
}

/// The rounds of one kind of work.
#[derive(Debug, Default)]
pub struct Rounds(Cell<Round>);

impl Rounds {
    /// Does a round, or has whoever is at one do another after it.
    pub async fn run(&self, round: impl AsyncFn()) {
        let mut is_mine = self.begin();
        while is_mine {
            round().await;
            is_mine = self.another();
        }
    }

    /// Asks for a round. Whether the caller is to do it.
    fn begin(&self) -> bool {
        let is_free = self.0.get() == Round::None;
        self.0.set(if is_free { Round::Running } else { Round::Another });
        is_free
    }

    /// Ends a round. Whether the caller is to do another.
    fn another(&self) -> bool {
        let is_asked = self.0.get() == Round::Another;
        self.0.set(if is_asked { Round::Running } else { Round::None });
        is_asked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_during_a_round_is_done_once_after_it() {
        let rounds = Rounds::default();
        assert!(rounds.begin());
        assert!(!rounds.begin() && !rounds.begin());
        assert!(rounds.another());
        assert!(!rounds.another());
        assert!(rounds.begin());
    }
}
