//! Moving from report to report. Where one is, is where the focus is.

use gloo::utils::document;
use plumbline_domain::ids::ReportId;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

const REPORT: &str = "[data-part=report]";

/// The report that has the focus, or something within it has.
pub fn current() -> Option<ReportId> {
    let report = document().active_element()?.closest(REPORT).ok()??;
    report.get_attribute("data-report-id")?.parse().ok().map(ReportId)
}

/// Goes `by` reports on; from outside, to the first one in sight.
pub fn step(by: i32) {
    let reports = reports();
    let active = document().active_element().and_then(|active| active.closest(REPORT).ok().flatten());
    let here = active.and_then(|active| reports.iter().position(|report| report.is_same_node(Some(&active))));
    if let Some(report) = target(here, by, reports.len(), || first_in_sight(&reports)).and_then(|n| reports.get(n)) {
        focus(report);
    }
}

/// Which report to go to: it stops at both ends.
fn target(here: Option<usize>, by: i32, count: usize, entry: impl FnOnce() -> usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    let target = match here {
        Some(here) => here.saturating_add_signed(by as isize),
        None => entry(),
    };
    Some(target.min(last))
}

fn first_in_sight(reports: &[Element]) -> usize {
    reports.iter().position(|report| report.get_bounding_client_rect().bottom() > 120.0).unwrap_or(0)
}

/// Brings an element to the eye and to the keyboard.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // An element that cannot be focused leaves the focus where it is.
        let _ = element.focus();
    }
}

fn reports() -> Vec<Element> {
    let Ok(found) = document().query_selector_all(REPORT) else {
        return Vec::new();
    };
    (0..found.length()).filter_map(|n| found.item(n)?.dyn_into().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walking_stops_at_both_ends() {
        let check = |here, by, count, expect| assert_eq!(target(here, by, count, || 2), expect);
        check(None, 1, 5, Some(2));
        check(Some(0), 1, 5, Some(1));
        check(Some(0), -1, 5, Some(0));
        check(Some(4), 1, 5, Some(4));
        check(None, 1, 0, None);
        check(None, 1, 1, Some(0));
    }
}
