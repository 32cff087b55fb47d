use chrono::{TimeZone, Utc};

use super::*;

#[test]
fn attempts_get_rarer_and_end_after_a_week() {
    let at = Utc.with_ymd_and_hms(2026, 11, 23, 9, 0, 0).unwrap();
    let record = "odoo-main/crm.lead/1".parse().unwrap();
    let mut note = ClaimedNote { id: "decision/a".into(), record, text: String::new(), at, attempt: 0 };
    let mut check = |attempt, since: TimeDelta, wait: Option<i64>| {
        note.attempt = attempt;
        let next = next_attempt(&note, at + since);
        assert_eq!(next, wait.map(|minutes| at + since + TimeDelta::minutes(minutes)), "attempt {attempt}");
    };
    check(1, TimeDelta::zero(), Some(3));
    check(2, TimeDelta::minutes(3), Some(6));
    check(5, TimeDelta::minutes(45), Some(48));
    check(6, TimeDelta::minutes(93), Some(60));
    check(u32::MAX, TimeDelta::days(7) - TimeDelta::hours(1), Some(60));
    check(200, TimeDelta::days(7) - TimeDelta::minutes(59), None);
}
