//! What came after content was used on a deal: an observation, and no claim that one made the other happen.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::Instant;
use crate::record::{Outcome, Record};
use crate::sla::{Event, EventKind};
use crate::touch::{Actor, Touch};

/// What comes later than this after a use is not told with it, but for the close.
pub const TOLD_WITHIN: TimeDelta = TimeDelta::days(14);

/// What came after a use, the first of each kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Sequel {
    /// What the buyer did, or what showed their interest, within [`TOLD_WITHIN`].
    pub buyer: Option<Touch>,
    /// Where the deal was moved, within [`TOLD_WITHIN`].
    pub moved: Option<StageMove>,
    /// How the deal ended, whenever that was.
    pub closed: Option<Close>,
}

/// A deal came to a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StageMove {
    /// When.
    pub at: DateTime<Utc>,
    /// The CRM's name of the stage.
    pub to: String,
    /// Who moved it.
    pub by: String,
}

/// A deal ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Close {
    /// When.
    pub at: DateTime<Utc>,
    /// Won or lost.
    pub outcome: Outcome,
}

impl Sequel {
    /// What came after `used_at` on a deal with these touches and events, each in any order, as far as it has happened by `now`.
    pub fn of(used_at: Instant, record: &Record, touches: &[&Touch], events: &[Event], now: Instant) -> Self {
        let is_told = |at: Instant| at > used_at && at <= now && at - used_at <= TOLD_WITHIN;
        let buyers = touches.iter().filter(|touch| is_told(touch.at) && is_buyers(touch));
        let moves = events.iter().filter(|event| is_told(event.at)).filter_map(stage_move);
        Self {
            buyer: buyers.min_by_key(|touch| (touch.at, &touch.id)).copied().cloned(),
            moved: moves.min_by_key(|moved| moved.at),
            closed: close(record).filter(|close| close.at > used_at && close.at <= now),
        }
    }

    /// Whether nothing came.
    pub fn is_nothing(&self) -> bool {
        self.buyer.is_none() && self.moved.is_none() && self.closed.is_none()
    }
}

/// Whether a touch shows what the buyer did.
pub fn is_buyers(touch: &Touch) -> bool {
    touch.actor == Actor::Buyer || touch.signal.is_some()
}

fn stage_move(event: &Event) -> Option<StageMove> {
    match &event.kind {
        EventKind::Updated { by, status } => Some(StageMove { at: event.at, to: status.clone(), by: by.clone() }),
        _ => None,
    }
}

fn close(record: &Record) -> Option<Close> {
    let outcome = record.stage.as_ref().map(|stage| stage.outcome).filter(|outcome| *outcome != Outcome::Open)?;
    Some(Close { at: record.closed_at?, outcome })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{EventId, SignalKind, TouchId};
    use crate::record::{RecordKind, Stage};
    use crate::touch::Channel;

    fn day(day: i64) -> Instant {
        DateTime::UNIX_EPOCH + TimeDelta::days(day)
    }

    fn touch(actor: Actor, on: i64, signal: Option<&str>) -> Touch {
        Touch {
            id: TouchId::new(format!("{actor:?}/{on}")),
            at: day(on),
            actor,
            channel: Channel::Email,
            source: None,
            medium: None,
            campaign: None,
            contact: None,
            summary: String::new(),
            signal: signal.map(SignalKind::new),
        }
    }

    fn moved(on: i64, to: &str) -> Event {
        let kind = EventKind::Updated { by: "Dana".into(), status: to.into() };
        Event { at: day(on), kind, id: EventId::new(to) }
    }

    fn deal(closed_on: Option<i64>, outcome: Outcome) -> Record {
        Record {
            key: "odoo/crm.lead/1".parse().unwrap(),
            kind: RecordKind::Deal,
            title: String::new(),
            company: None,
            stage: Some(Stage { name: "Any".into(), outcome }),
            amount: None,
            owner: None,
            competitors: Vec::new(),
            created_at: day(0),
            became_deal_at: Some(day(0)),
            closed_at: closed_on.map(day),
        }
    }

    /// On which days what came after a use on day 10, asked on day 60.
    #[track_caller]
    fn check(record: &Record, touches: &[Touch], events: &[Event], expect: [Option<i64>; 3]) {
        let touches: Vec<&Touch> = touches.iter().collect();
        let found = Sequel::of(day(10), record, &touches, events, day(60));
        let days = [
            found.buyer.as_ref().map(|touch| touch.at),
            found.moved.as_ref().map(|moved| moved.at),
            found.closed.map(|close| close.at),
        ];
        assert_eq!(days, expect.map(|on| on.map(day)));
        assert_eq!(found.is_nothing(), expect == [None; 3]);
    }

    #[test]
    fn only_what_came_soon_after_it_is_told_and_the_close_always() {
        let open = deal(None, Outcome::Open);
        check(&open, &[], &[], [None; 3]);
        let buyer = |on| touch(Actor::Buyer, on, None);
        check(&open, &[buyer(10)], &[moved(10, "Won")], [None; 3]);
        check(&open, &[buyer(20), buyer(12), buyer(9)], &[moved(13, "B"), moved(11, "A")], [Some(12), Some(11), None]);
        check(&open, &[buyer(24)], &[moved(25, "B")], [Some(24), None, None]);
        check(&deal(Some(59), Outcome::Won), &[], &[], [None, None, Some(59)]);
        check(&deal(Some(9), Outcome::Lost), &[], &[], [None; 3]);
        check(&deal(Some(61), Outcome::Won), &[], &[], [None; 3]);
    }

    #[test]
    fn sales_and_marketing_are_not_the_buyer_but_a_signal_is() {
        let open = deal(None, Outcome::Open);
        let others = [touch(Actor::Sales, 11, None), touch(Actor::Marketing, 11, None)];
        check(&open, &others, &[], [None; 3]);
        check(&open, &[touch(Actor::Marketing, 12, Some("pricing_page"))], &[], [Some(12), None, None]);
    }

    #[test]
    fn what_is_planned_has_not_come_yet() {
        let meeting = touch(Actor::Buyer, 12, None);
        let found = Sequel::of(day(10), &deal(None, Outcome::Open), &[&meeting], &[], day(11));
        assert!(found.is_nothing());
    }
}
