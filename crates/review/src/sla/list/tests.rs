use plumbline_domain::sla::metrics::Metrics;

use super::*;
use crate::sla::sample;

const PROMISES: [PromiseKind; 2] = [PromiseKind::Response, PromiseKind::Update];

#[test]
fn a_list_reads_as_it_is_written() {
    let promises = PROMISES.into_iter().flat_map(|kind| Part::ALL.map(|part| List::Promise(kind, part)));
    let mut lists: Vec<List> = promises.collect();
    lists.extend([List::All, List::Overdue, List::Decided, List::Accepted, List::Undecided, List::Touched]);
    lists.extend([None, Some(Channel::PaidSearch), Some(Channel::Other)].map(List::TouchedBy));
    lists.extend([true, false].map(List::Criteria));
    lists.push(List::Rejected(ReasonCode::new("a.b")));
    for list in lists {
        assert_eq!(List::parse(&list.name()), Some(list.clone()), "{list:?}");
    }
    for name in ["", "nonsense", "response", "response.nonsense", "touched.nonsense", "rejected", "all.of"] {
        assert_eq!(List::parse(name), None, "{name}");
    }
}

/// Behind each figure stand as many hand-offs as it counts, whichever they are.
#[test]
fn a_list_has_as_many_as_its_figure_counts() {
    let told = sample::told();
    let metrics: &Metrics = &told.metrics;
    let check = |list: List, expect: usize| assert_eq!(list.of(&told).len(), expect, "{list:?}");
    check(List::All, metrics.handed_off);
    check(List::Overdue, told.overdue_count);
    for (kind, counted) in PROMISES.into_iter().zip([Some(metrics.response), metrics.update]) {
        let counted = counted.unwrap();
        check(List::Promise(kind, Part::Counted), counted.rate.denominator);
        check(List::Promise(kind, Part::InTime), counted.rate.numerator);
        check(List::Promise(kind, Part::NotInTime), counted.late + counted.missed + counted.overdue);
        check(List::Promise(kind, Part::Pending), counted.pending);
        check(List::Promise(kind, Part::Cancelled), counted.cancelled);
    }
    let criteria = metrics.criteria.unwrap();
    check(List::Criteria(true), criteria.numerator);
    check(List::Criteria(false), criteria.denominator - criteria.numerator);
    check(List::Decided, metrics.acceptance.denominator);
    check(List::Accepted, metrics.acceptance.numerator);
    check(List::Undecided, metrics.undecided);
    metrics.rejections.iter().for_each(|reason| check(List::Rejected(reason.code.clone()), reason.count));
    check(List::Touched, metrics.first_touch.map_or(0, |spread| spread.n));
    metrics.first_touch_by_channel.iter().for_each(|one| check(List::TouchedBy(one.channel), one.spread.n));
}

#[test]
fn a_list_that_was_cut_says_so() {
    let mut told = sample::told();
    assert!(!List::All.is_cut(&told) && !List::Overdue.is_cut(&told));
    told.hand_offs.pop();
    told.overdue_count += 1;
    assert!(List::Touched.is_cut(&told) && List::Overdue.is_cut(&told));
}
