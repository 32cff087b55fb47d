use chrono::{DateTime, TimeDelta};
use plumbline_domain::objection::Handling;

use super::*;
use crate::inbox::sample::{self, id, page};

fn list(numbers: &[u128], next: Option<&str>, count: u64) -> List {
    let mut list = List::new(Query::default());
    list.take(None, page(numbers, next, count), |_| false).unwrap();
    list
}

#[track_caller]
fn check(list: &List, expect: &[u128]) {
    let ids: Vec<ReportId> = list.rows.iter().map(|view| view.report.report.id).collect();
    assert_eq!(ids, expect.iter().copied().map(id).collect::<Vec<_>>());
}

#[track_caller]
fn check_wanted(list: &List, window: Range<usize>, expect: Option<(Option<&str>, u16)>) {
    let wanted = list.wanted(&window);
    assert_eq!(wanted.as_ref().map(|wanted| (wanted.after.as_deref(), wanted.limit)), expect, "{window:?}");
}

#[test]
fn pages_are_read_as_far_as_one_looks() {
    let mut list = List::new(Query::default());
    check_wanted(&list, 0..0, Some((None, 100)));
    list.take(None, page(&[1, 2, 3], Some("a"), 5), |_| false).unwrap();
    assert_eq!(list.total(), 5);
    check_wanted(&list, 0..2, None);
    check_wanted(&list, 0..3, Some((Some("a"), 100)));
    check_wanted(&list, 0..303, Some((Some("a"), 300)));
    check_wanted(&list, 0..9_000, Some((Some("a"), 500)));
    list.take(Some("a"), page(&[4, 5], None, 5), |_| false).unwrap();
    check(&list, &[1, 2, 3, 4, 5]);
    check_wanted(&list, 0..5, None);
    assert!(list.is_whole() && list.total() == 5);
}

#[test]
fn only_what_is_in_sight_and_the_first_page_are_read_anew() {
    let mut list = list(&[1, 2, 3], Some("a"), 9);
    list.take(Some("a"), page(&[4, 5, 6], Some("b"), 9), |_| false).unwrap();
    list.take(Some("b"), page(&[7, 8, 9], None, 9), |_| false).unwrap();
    list.stale();
    check_wanted(&list, 7..9, Some((None, 100)));
    list.take(None, page(&[1, 2, 3], Some("a"), 9), |_| false).unwrap();
    check_wanted(&list, 7..9, Some((Some("b"), 100)));
    list.take(Some("b"), page(&[7, 9], None, 8), |_| false).unwrap();
    check_wanted(&list, 7..8, None);
    check(&list, &[1, 2, 3, 4, 5, 6, 7, 9]);
    check_wanted(&list, 4..5, Some((Some("a"), 100)));
    list.stale_record(&"odoo/crm.lead/9".parse().unwrap());
    check_wanted(&list, 7..8, Some((Some("b"), 100)));
}

#[test]
fn new_ones_come_first_and_move_nothing_else() {
    let mut list = list(&[11, 12, 13], Some("13"), 5);
    list.take(Some("13"), page(&[14, 15], None, 5), |_| false).unwrap();
    list.stale();
    let took = list.take(None, page(&[9, 10, 11], Some("11"), 7), |_| false).unwrap();
    check(&list, &[9, 10, 11, 12, 13, 14, 15]);
    assert_eq!(took.news.iter().map(|view| view.report.report.id).collect::<Vec<_>>(), [id(9), id(10)]);
    // What lies between the end of that answer and the second page was not told of.
    check_wanted(&list, 3..4, Some((Some("11"), 100)));
    list.take(Some("11"), page(&[12, 14, 15], None, 6), |_| false).unwrap();
    check(&list, &[9, 10, 11, 12, 14, 15]);
    check_wanted(&list, 0..6, None);
}

#[test]
fn an_answer_may_reach_into_the_next_page_or_end_before_anything_known() {
    let mut reaching = list(&[1, 2, 3], Some("3"), 6);
    reaching.take(Some("3"), page(&[4, 5, 6], None, 6), |_| false).unwrap();
    reaching.stale();
    reaching.take(None, page(&[1, 3, 4], Some("4"), 5), |_| false).unwrap();
    check(&reaching, &[1, 3, 4, 5, 6]);
    check_wanted(&reaching, 0..5, Some((Some("4"), 100)));
    let mut flooded = list(&[50], None, 1);
    flooded.stale();
    flooded.take(None, page(&[1, 2], Some("2"), 9), |_| false).unwrap();
    check(&flooded, &[1, 2, 50]);
    check_wanted(&flooded, 0..3, Some((Some("2"), 100)));
    let mut replaced = list(&[], None, 0);
    replaced.stale();
    replaced.take(None, page(&[1, 2], Some("2"), 9), |_| false).unwrap();
    assert_eq!((replaced.is_whole(), replaced.total()), (false, 9));
}

#[test]
fn what_is_held_stays_and_is_told_of() {
    let mut list = list(&[1, 2, 3], None, 3);
    list.stale();
    let took = list.take(None, page(&[1], None, 1), |held| held == id(2)).unwrap();
    check(&list, &[1, 2]);
    assert_eq!(took.gone, [id(2)]);
    list.drop_rows(|dropped| dropped == id(2));
    check(&list, &[1]);
}

#[test]
fn an_answer_about_a_page_that_is_not_there_is_passed_over() {
    let mut list = list(&[1], None, 1);
    assert_eq!(list.take(Some("elsewhere"), page(&[7], None, 1), |_| false), None);
    check(&list, &[1]);
}

#[test]
fn a_changed_report_stays_where_it_was() {
    let mut list = list(&[1, 2, 3], None, 3);
    list.replace(vec![sample::report(2, sample::answered()).report]);
    check(&list, &[1, 2, 3]);
    assert_eq!(list.report(id(2)).unwrap().report.handling, sample::answered());
    assert_eq!(list.report(id(1)).unwrap().report.handling, Handling::New);
}

#[test]
fn reports_of_the_same_moment_stand_by_their_id() {
    let moment = DateTime::UNIX_EPOCH - TimeDelta::days(1);
    let mut answer = page(&[1, 2, 3], Some("2"), 4);
    for view in &mut answer.reports {
        view.report.report.heard_at = moment;
    }
    let mut list = List::new(Query::default());
    list.take(None, answer, |_| false).unwrap();
    let mut rest = page(&[4], None, 4);
    rest.reports[0].report.report.heard_at = moment;
    list.take(Some("2"), rest, |_| false).unwrap();
    check(&list, &[1, 2, 3, 4]);
}
