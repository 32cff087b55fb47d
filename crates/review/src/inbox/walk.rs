//! Moving from report to report.

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use plumbline_domain::ids::ReportId;

/// Where to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// So many rows on.
    By(isize),
    /// The first row.
    First,
    /// The last that is known.
    Last,
}

/// The row to go to from `here`, or from outside, where `entry` is in sight: it stops at both ends.
pub fn target(step: Step, here: Option<usize>, entry: usize, rows: usize) -> Option<usize> {
    let last = rows.checked_sub(1)?;
    let target = match (step, here) {
        (Step::First, _) => 0,
        (Step::Last, _) => last,
        (Step::By(by), Some(here)) => here.saturating_add_signed(by),
        (Step::By(_), None) => entry,
    };
    Some(target.min(last))
}

/// Gives the keyboard to the row of a report, wherever it is; scrolling is somebody else's.
pub fn focus_row(id: ReportId) {
    focus_found(&format!("[data-part=report][data-report-id=\"{id}\"]"));
}

/// Gives the keyboard to the opened report.
pub fn focus_detail() {
    focus_found("[data-part=detail]");
}

fn focus_found(selector: &str) {
    if let Ok(Some(element)) = document().query_selector(selector) {
        focus(&element);
    }
}

/// Brings an element to the keyboard without moving the page.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let in_place = FocusOptions::new();
        in_place.set_prevent_scroll(true);
        // An element that cannot be focused leaves the focus where it is.
        let _ = element.focus_with_options(&in_place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walking_stops_at_both_ends() {
        let check =
            |step, here, rows, expect| assert_eq!(target(step, here, 2, rows), expect, "{step:?} {here:?} {rows}");
        check(Step::By(1), None, 5, Some(2));
        check(Step::By(1), Some(0), 5, Some(1));
        check(Step::By(-1), Some(0), 5, Some(0));
        check(Step::By(1), Some(4), 5, Some(4));
        check(Step::By(10), Some(1), 5, Some(4));
        check(Step::By(1), None, 0, None);
        check(Step::By(1), None, 1, Some(0));
        check(Step::First, Some(3), 5, Some(0));
        check(Step::Last, None, 5, Some(4));
    }
}
