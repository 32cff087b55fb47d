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

#[test]
fn a_report_is_told_in_one_sentence_and_what_is_not_said_is_left_out() {
    use plumbline_domain::ids::{ObjectionId, ReportId};
    use plumbline_domain::objection::{Report, Severity};
    let bare = Report {
        id: ReportId(uuid::Uuid::nil()),
        revision: 1,
        record: "odoo-main/crm.lead/1".parse().unwrap(),
        objection: Some(ObjectionId::new("price")),
        heard_at: Utc.with_ymd_and_hms(2026, 11, 23, 9, 0, 0).unwrap(),
        words: None,
        severity: None,
        competitor: None,
        segment: None,
        withdrawn: false,
    };
    let check = |report: &Report, objection: Option<&str>, expect: &str| {
        assert_eq!(words::report_in_words(report, objection, "Dana"), expect);
    };
    check(&bare, Some("Too expensive"), "Objection reported to marketing by Dana: Too expensive.");
    let whole = Report {
        words: Some("20 % <over>".into()),
        severity: Some(Severity::DealBreaker),
        competitor: Some("Acme".into()),
        segment: Some("Enterprise".into()),
        ..bare.clone()
    };
    let expect = "Objection reported to marketing by Dana: Too expensive (a deal breaker, against Acme, Enterprise). “20 % <over>”";
    check(&whole, Some("Too expensive"), expect);
    let unknown = "Objection reported to marketing by Dana: something that marketing does not know yet.";
    check(&Report { objection: None, ..bare.clone() }, None, unknown);
    check(&Report { withdrawn: true, ..whole }, Some("Too expensive"), "Dana took a report back: Too expensive.");
}
