//! How far a list was followed by `write_date`.
//!
//! Odoo keeps microseconds and tells seconds, so what is told to be of one second may have been written in it before or after
//! it was asked for. What is of the last second is therefore read once more with the next poll, by when that second is over;
//! then it is settled, and not asked for again before it changes.

use std::collections::BTreeSet;

use chrono::{NaiveDateTime, TimeDelta};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// How Odoo writes a moment.
const FORMAT: &str = "%Y-%m-%d %H:%M:%S";

/// The last second of which something is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written {
    at: NaiveDateTime,
    /// Rows of that second that were read in one poll, which may have come before it was over.
    once: BTreeSet<i64>,
    /// Rows of that second that were read again since.
    settled: BTreeSet<i64>,
}

impl Written {
    /// From the second of `row` on, from the beginning when there is none.
    pub(super) fn up_to(row: Option<&Value>) -> Self {
        let at = row.and_then(written).map(|(at, _)| at).unwrap_or_default();
        Self { at, once: BTreeSet::new(), settled: BTreeSet::new() }
    }

    /// The domain of what is to be read next, to be asked for by `write_date` and `id`.
    pub(super) fn and_after(&self) -> Vec<Value> {
        let text = |at: NaiveDateTime| at.format(FORMAT).to_string();
        vec![
            json!("|"),
            json!(["write_date", ">=", text(self.at + TimeDelta::seconds(1))]),
            json!("&"),
            json!(["write_date", ">=", text(self.at)]),
            json!(["id", "not in", self.settled]),
        ]
    }

    /// Having read `rows`, which are in order of time.
    pub(super) fn after(mut self, rows: &[Value]) -> Self {
        let Some((last, _)) = rows.iter().rev().find_map(written) else { return self };
        if last != self.at {
            self = Self { at: last, once: BTreeSet::new(), settled: BTreeSet::new() };
        }
        for (_, id) in rows.iter().filter_map(written).filter(|(at, _)| *at == last) {
            if !self.once.insert(id) {
                self.settled.insert(id);
            }
        }
        self
    }
}

fn written(row: &Value) -> Option<(NaiveDateTime, i64)> {
    let at = NaiveDateTime::parse_from_str(row.get("write_date")?.as_str()?, FORMAT).ok()?;
    Some((at, row.get("id")?.as_i64()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows with the microsecond at which each was written last, counted from noon.
    struct Table(Vec<(i64, i64)>);

    impl Table {
        /// What Odoo answers a poll: it compares microseconds and tells seconds.
        fn answer(&self, cursor: &Written, most: usize) -> Vec<Value> {
            let domain = cursor.and_after();
            let bound = |at: usize| moment(0).max(domain[at][2].as_str().map(parse).unwrap());
            let settled: Vec<i64> = domain[4][2].as_array().unwrap().iter().filter_map(Value::as_i64).collect();
            let is_asked = |(id, micro): &&(i64, i64)| {
                let at = moment(*micro);
                at >= bound(1) || at >= bound(3) && !settled.contains(id)
            };
            let mut found: Vec<&(i64, i64)> = self.0.iter().filter(is_asked).collect();
            found.sort_by_key(|(id, micro)| (*micro, *id));
            let row =
                |(id, micro): &(i64, i64)| json!({"id": id, "write_date": moment(*micro).format(FORMAT).to_string()});
            found.into_iter().take(most).map(row).collect()
        }

        fn poll(&self, cursor: &mut Written, most: usize) -> Vec<i64> {
            let rows = self.answer(cursor, most);
            *cursor = cursor.clone().after(&rows);
            rows.iter().filter_map(|row| row["id"].as_i64()).collect()
        }
    }

    fn parse(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, FORMAT).unwrap()
    }

    fn moment(micro: i64) -> NaiveDateTime {
        parse("2026-11-20 12:00:00") + TimeDelta::microseconds(micro)
    }

    #[test]
    fn what_is_written_in_the_second_of_the_poll_is_read_again_and_then_settled() {
        let mut cursor = Written::up_to(None);
        let mut table = Table(vec![(1, 300_000), (2, 400_000)]);
        assert_eq!(table.poll(&mut cursor, 9), [1, 2]);
        // In the same second, after it was asked for: one anew, one for the second time.
        table.0 = vec![(2, 400_000), (3, 500_000), (1, 900_000)];
        assert_eq!(table.poll(&mut cursor, 9), [2, 3, 1]);
        assert_eq!(table.poll(&mut cursor, 9), [3]);
        assert_eq!(table.poll(&mut cursor, 9), Vec::<i64>::new());
        // A row that is settled changes again later.
        table.0[0] = (2, 1_000_000);
        assert_eq!([table.poll(&mut cursor, 9), table.poll(&mut cursor, 9)], [[2], [2]]);
        assert_eq!(table.poll(&mut cursor, 9), Vec::<i64>::new());
    }

    #[test]
    fn more_rows_of_one_moment_than_are_read_at_once_are_all_read() {
        let table = Table((0..10).map(|id| (id, 300_000)).chain([(99, 5_000_000)]).collect());
        let mut cursor = Written::up_to(None);
        let mut read = BTreeSet::<i64>::new();
        let polls = (0..20).map(|_| table.poll(&mut cursor, 4)).take_while(|rows| !rows.is_empty());
        let polls = polls.inspect(|rows| read.extend(rows)).count();
        assert_eq!((read.len(), polls), (11, 6));
    }
}
