//! What content was used on a deal, and what came after: what was seen, and not what made what happen.

use std::cmp::Reverse;
use std::collections::HashMap;

use plumbline_domain::Instant;
use plumbline_domain::content::Sequel;
use plumbline_domain::ids::{ContentId, ObjectionId};
use plumbline_domain::record::Record;
use plumbline_domain::sla::Event;
use plumbline_domain::touch::Touch;
use plumbline_protocol::packet::{MOST_MESSAGES, Messaging, UsedPiece};
use plumbline_protocol::record_view::ObjectionChip;
use plumbline_protocol::report::ReportView;

use crate::store::{Library, UsedContent};

/// What happened on a deal.
pub(super) struct Deal<'a> {
    pub(super) record: &'a Record,
    pub(super) touches: &'a [&'a Touch],
    pub(super) events: &'a [Event],
    pub(super) now: Instant,
}

/// Of uses in order of time.
pub(super) fn messaging(deal: &Deal<'_>, uses: &[UsedContent], reports: &[ReportView], library: &Library) -> Messaging {
    let heard = heard(reports);
    let mut by_piece: Vec<Vec<&UsedContent>> = Vec::new();
    let mut places: HashMap<&ContentId, usize> = HashMap::new();
    for used in uses {
        let place = *places.entry(&used.content).or_insert(by_piece.len());
        match by_piece.get_mut(place) {
            Some(uses) => uses.push(used),
            None => by_piece.push(vec![used]),
        }
    }
    let mut pieces: Vec<UsedPiece> = by_piece.iter().filter_map(|uses| piece(deal, uses, &heard, library)).collect();
    pieces.sort_by_key(|piece| (piece.sequel.is_nothing(), Reverse(piece.last_at)));
    let in_all = pieces.len();
    pieces.truncate(MOST_MESSAGES);
    Messaging { pieces, in_all }
}

/// Of all uses of one piece.
fn piece(deal: &Deal<'_>, uses: &[&UsedContent], heard: &[ObjectionChip], library: &Library) -> Option<UsedPiece> {
    let (first, last) = (uses.first()?, uses.last()?);
    let known = library.piece(&first.content).map(|entry| &entry.content);
    let answers = |chip: &&ObjectionChip| {
        let root = library.merges().root(&chip.id);
        known.is_some_and(|known| known.answers.iter().any(|answered| library.merges().root(answered) == root))
    };
    Some(UsedPiece {
        id: first.content.clone(),
        title: known.map_or_else(|| first.content.to_string(), |known| known.title.clone()),
        kind: known.map(|known| known.kind),
        uses: uses.len(),
        actions: each_once(uses.iter().map(|used| used.action)),
        by: each_once(uses.iter().map(|used| used.by.clone())),
        first_at: first.at,
        last_at: last.at,
        answers: heard.iter().filter(answers).cloned().collect(),
        sequel: Sequel::of(first.at, deal.record, deal.touches, deal.events, deal.now),
    })
}

/// What the reports count as, each once, the latest first.
fn heard(reports: &[ReportView]) -> Vec<ObjectionChip> {
    let chip = |view: &ReportView| -> Option<(ObjectionId, String)> {
        Some((view.counts_as.clone()?, view.objection.clone()?))
    };
    let named = each_once(reports.iter().filter_map(chip));
    named.into_iter().map(|(id, name)| ObjectionChip { id, name }).collect()
}

fn each_once<T: PartialEq>(all: impl Iterator<Item = T>) -> Vec<T> {
    let mut once = Vec::new();
    for one in all {
        if !once.contains(&one) {
            once.push(one);
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use plumbline_domain::record::RecordKind;
    use plumbline_domain::touch::Actor;
    use plumbline_protocol::report::ContentUse;

    use super::*;
    use crate::packet::samples::{library, report};
    use crate::records::samples::{at, record, touch};

    fn used(content: &str, by: &str, action: ContentUse, hour: i64) -> UsedContent {
        UsedContent { content: ContentId::new(content), by: by.into(), action, at: at(hour) }
    }

    fn of(uses: &[UsedContent], touches: &[Touch]) -> Messaging {
        let record = record(1, RecordKind::Deal);
        let touches: Vec<&Touch> = touches.iter().collect();
        let deal = Deal { record: &record, touches: &touches, events: &[], now: at(1_000) };
        messaging(&deal, uses, &[report(Some("price"), 9), report(Some("costly"), 8), report(None, 7)], &library())
    }

    #[test]
    fn a_piece_is_told_once_with_all_that_was_done_with_it() {
        let uses = [
            used("cost", "Dana", ContentUse::Opened, 1),
            used("cost", "Kim", ContentUse::Copied, 2),
            used("cost", "Dana", ContentUse::Opened, 3),
        ];
        let told = of(&uses, &[]);
        let piece = &told.pieces[0];
        assert_eq!((told.in_all, piece.uses, piece.first_at, piece.last_at), (1, 3, at(1), at(3)));
        assert_eq!(piece.actions, [ContentUse::Opened, ContentUse::Copied]);
        assert_eq!(piece.by, ["Dana", "Kim"]);
        assert_eq!(piece.title, "Five-year cost");
    }

    #[test]
    fn it_answers_what_was_heard_on_the_deal_also_through_a_merge() {
        let answers = |content: &str| -> Vec<String> {
            let told = of(&[used(content, "Dana", ContentUse::Opened, 1)], &[]);
            told.pieces[0].answers.iter().map(|chip| chip.id.to_string()).collect()
        };
        // "costly" counts as "price".
        assert_eq!(answers("cost"), ["price", "costly"]);
        assert_eq!(answers("security-sheet"), Vec::<String>::new());
        assert_eq!(answers("gone"), Vec::<String>::new());
    }

    #[test]
    fn what_something_came_after_is_told_first_then_what_was_used_last() {
        let uses: Vec<UsedContent> = [("a", 1), ("b", 400), ("c", 500), ("d", 501), ("e", 502), ("f", 503)]
            .map(|(id, hour)| used(id, "Dana", ContentUse::Opened, hour))
            .into();
        let reply = Touch { actor: Actor::Buyer, ..touch("reply", 30, None) };
        let told = of(&uses, &[reply]);
        let ids: Vec<&str> = told.pieces.iter().map(|piece| piece.id.as_str()).collect();
        assert_eq!((ids, told.in_all), (vec!["a", "f", "e", "d"], 6));
        assert_eq!(told.pieces[0].sequel.buyer.as_ref().map(|touch| touch.id.as_str()), Some("reply"));
    }
}
