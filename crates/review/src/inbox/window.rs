//! Which rows of a long list are in the document: those in sight, some above and below, and the one with the focus.

use std::ops::Range;

/// How high a row is, in CSS pixels; `.row` in the styles says the same.
pub const ROW: i32 = 60;

/// So many rows above and below what is in sight, so that scrolling does not outrun drawing.
const MARGIN: usize = 12;

/// Windows begin and end at multiples of this many rows, so that not every step of the wheel draws.
const STEP: usize = 6;

/// A part of the list from its top to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// So many rows that are not drawn.
    Gap(usize),
    /// Rows that are.
    Rows(Range<usize>),
}

/// The rows to draw where the list is scrolled by so many pixels and as high as so many.
pub fn window(scrolled: i32, height: i32, total: usize) -> Range<usize> {
    let row = |pixels: i32| usize::try_from(pixels / ROW).unwrap_or(0);
    let start = row(scrolled).saturating_sub(MARGIN) / STEP * STEP;
    let end = (row(scrolled + height) + 1 + MARGIN).next_multiple_of(STEP);
    start.min(total)..end.min(total)
}

/// The first row in sight, of a window with a margin.
pub fn first_in_sight(window: &Range<usize>) -> usize {
    if window.start == 0 { 0 } else { window.start + MARGIN }
}

/// The list with what is in the window and the row with the focus drawn, wherever that is.
pub fn pieces(window: Range<usize>, focused: Option<usize>, total: usize) -> Vec<Piece> {
    let window = window.start.min(total)..window.end.min(total);
    let apart = focused.filter(|row| *row < total && !window.contains(row));
    let mut drawn = vec![window];
    drawn.extend(apart.map(|row| row..row + 1));
    drawn.sort_by_key(|rows| rows.start);
    let mut pieces = Vec::new();
    let mut end = 0;
    for rows in drawn.into_iter().filter(|rows| !rows.is_empty()) {
        if rows.start > end {
            pieces.push(Piece::Gap(rows.start - end));
        }
        end = rows.end;
        pieces.push(Piece::Rows(rows));
    }
    if total > end {
        pieces.push(Piece::Gap(total - end));
    }
    pieces
}

/// How high so many rows are, in pixels.
pub fn pixels(rows: usize) -> i32 {
    i32::try_from(rows).unwrap_or(i32::MAX).saturating_mul(ROW)
}

/// How far to scroll for a row to be in sight, if it is not.
pub fn revealing(scrolled: i32, height: i32, row: usize) -> Option<i32> {
    let (top, bottom) = (pixels(row), pixels(row + 1));
    if top < scrolled { Some(top) } else { (bottom > scrolled + height).then_some(bottom - height) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_has_what_is_in_sight_and_a_margin() {
        let check = |scrolled, height, total, expect: Range<usize>| {
            let found = window(scrolled, height, total);
            assert_eq!(found, expect, "{scrolled} {height} {total}");
        };
        check(0, 600, 100_000, 0..24);
        check(0, 600, 7, 0..7);
        check(0, 0, 0, 0..0);
        check(30_000, 600, 100_000, 486..528);
        check(30_060, 600, 100_000, 486..528);
        check(6_000_000, 600, 100_000, 99_984..100_000);
        check(30_000, 600, 100, 100..100);
    }

    #[test]
    fn all_that_is_in_sight_is_drawn_wherever_one_scrolls() {
        for scrolled in 0..10_000 {
            let drawn = window(scrolled, 777, 1_000);
            let first = usize::try_from(scrolled / ROW).unwrap();
            let last = usize::try_from((scrolled + 776) / ROW).unwrap();
            assert!(drawn.contains(&first) && drawn.contains(&last), "{scrolled}: {drawn:?}");
        }
    }

    #[test]
    fn the_row_with_the_focus_is_drawn_wherever_it_is() {
        use Piece::{Gap, Rows};
        let check = |focused, expect: &[Piece]| assert_eq!(pieces(10..20, focused, 100), expect, "{focused:?}");
        check(None, &[Gap(10), Rows(10..20), Gap(80)]);
        check(Some(15), &[Gap(10), Rows(10..20), Gap(80)]);
        check(Some(3), &[Gap(3), Rows(3..4), Gap(6), Rows(10..20), Gap(80)]);
        check(Some(9), &[Gap(9), Rows(9..10), Rows(10..20), Gap(80)]);
        check(Some(20), &[Gap(10), Rows(10..20), Rows(20..21), Gap(79)]);
        check(Some(99), &[Gap(10), Rows(10..20), Gap(79), Rows(99..100)]);
        check(Some(100), &[Gap(10), Rows(10..20), Gap(80)]);
        assert_eq!(pieces(0..0, None, 0), []);
        assert_eq!(pieces(0..24, Some(2), 3), [Rows(0..3)]);
    }

    #[test]
    fn one_scrolls_no_further_than_needed() {
        let check = |row, expect| assert_eq!(revealing(600, 600, row), expect, "{row}");
        check(9, Some(540));
        check(10, None);
        check(19, None);
        check(20, Some(660));
    }
}
