//! Bars. They repeat what stands beside them in figures, so they are hidden from screen readers.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct BarProps {
    /// How much of the whole, in thousandths.
    pub part: usize,
    /// A longer, paler one behind it, in thousandths.
    #[prop_or_default]
    pub behind: usize,
    /// Where a mark stands, in thousandths.
    #[prop_or_default]
    pub mark: Option<usize>,
}

/// One bar as wide as there is room.
#[component]
pub fn Bar(props: &BarProps) -> Html {
    let width = |thousandths: usize| thousandths.min(1_000).to_string();
    html! {
        <svg class="bar-picture" viewBox="0 0 1000 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="track" y="2" width="1000" height="8" />
            <rect class="behind" y="2" width={width(props.behind)} height="8" />
            <rect class="part" y="2" width={width(props.part)} height="8" />
            if let Some(mark) = props.mark {
                <rect class="mark" x={mark.saturating_sub(2).to_string()} width="4" height="12" />
            }
        </svg>
    }
}

/// How much `part` is of `whole`, in thousandths; all of it where there is no whole.
pub fn thousandths(part: i64, whole: i64) -> usize {
    let share = part.saturating_mul(1_000).checked_div(whole).unwrap_or(1_000);
    usize::try_from(share).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_measured_by_the_whole() {
        assert_eq!(
            [(1, 4), (0, 4), (4, 4), (0, 0)].map(|(part, whole)| thousandths(part, whole)),
            [250, 0, 1_000, 1_000]
        );
    }
}
