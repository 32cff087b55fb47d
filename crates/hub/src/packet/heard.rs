//! What the buyer objected to, and what they were answered.

use std::cmp::Reverse;

use plumbline_domain::objection::Status;
use plumbline_protocol::packet::{DealReport, HeardOnDeal, MOST_REPORTS};
use plumbline_protocol::report::ReportView;

/// What was reported on a deal, the latest first.
pub(super) fn heard(mut reports: Vec<ReportView>) -> HeardOnDeal {
    let at = |status| reports.iter().filter(|view| view.handling.status() == status).count();
    let (in_all, answered, declined) = (reports.len(), at(Status::Answered), at(Status::Declined));
    // What is as heavy stays in its order.
    reports.sort_by_key(|view| Reverse(view.report.severity));
    reports.truncate(MOST_REPORTS);
    HeardOnDeal { reports: reports.into_iter().map(told).collect(), in_all, answered, declined }
}

fn told(report: ReportView) -> DealReport {
    let told_back_at = report.handling.at().filter(|_| report.handling.status().is_told_back());
    // A rep's clock may be ahead.
    let days = told_back_at.map(|at| (at - report.report.heard_at).num_days().max(0));
    DealReport { told_back_after_days: days.and_then(|days| u32::try_from(days).ok()), report }
}

#[cfg(test)]
mod tests {
    use plumbline_domain::objection::{Handling, Severity};

    use super::*;
    use crate::packet::samples::report;
    use crate::records::samples::at;

    fn with(severity: Option<Severity>, hour: i64, handling: Handling) -> ReportView {
        let mut view = report(None, hour);
        view.report.severity = severity;
        ReportView { handling, ..view }
    }

    #[test]
    fn what_weighs_most_is_told_first_and_the_rest_is_counted() {
        let deal_breaker = with(Some(Severity::DealBreaker), 1, Handling::New);
        let mut reports = vec![with(None, 9, Handling::New), with(Some(Severity::NiceToHave), 8, Handling::New)];
        reports.extend((2..8).rev().map(|hour| with(Some(Severity::Challenge), hour, Handling::New)));
        reports.push(deal_breaker.clone());
        let heard = heard(reports);
        let hours: Vec<i64> =
            heard.reports.iter().map(|told| (told.report.report.heard_at - at(0)).num_hours()).collect();
        assert_eq!((hours, heard.in_all), (vec![1, 7, 6, 5, 4], 9));
    }

    #[test]
    fn days_are_counted_until_marketing_said_its_last_word() {
        let by = || "Mo".to_owned();
        let check = |handling: Handling, expect: Option<u32>, counts: (usize, usize)| {
            let heard = heard(vec![with(None, 0, handling)]);
            assert_eq!(heard.reports[0].told_back_after_days, expect);
            assert_eq!((heard.answered, heard.declined), counts);
        };
        check(Handling::New, None, (0, 0));
        check(Handling::InProgress { by: by(), at: at(50) }, None, (0, 0));
        check(Handling::Answered { by: by(), at: at(47), content: None, words: None }, Some(1), (1, 0));
        check(Handling::Declined { by: by(), at: at(48), reason: "No.".into() }, Some(2), (0, 1));
        check(Handling::Answered { by: by(), at: at(-1), content: None, words: None }, Some(0), (1, 0));
    }
}
