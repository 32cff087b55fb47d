//! How much was heard week by week, as bars and in words.

use yew::prelude::*;

use crate::strings::board as strings;

/// So wide is a week, in the picture's own units.
const WEEK: usize = 8;

/// So high is the picture.
const HEIGHT: u32 = 24;

#[derive(Properties, PartialEq)]
pub struct TrendProps {
    /// Reports a week, the present one last.
    pub weeks: Vec<u32>,
}

/// One bar a week.
#[component]
pub fn Trend(props: &TrendProps) -> Html {
    let width = props.weeks.len() * WEEK;
    let bar = |(n, height): (usize, u32)| {
        let (x, y) = (n * WEEK, HEIGHT - height);
        html! { <rect x={x.to_string()} y={y.to_string()} width={(WEEK - 2).to_string()} height={height.to_string()} /> }
    };
    html! {
        <svg class="trend" data-part="trend" viewBox={format!("0 0 {width} {HEIGHT}")} role="img" aria-label={strings::trend(&props.weeks)}>
            { for heights(&props.weeks).into_iter().enumerate().map(bar) }
        </svg>
    }
}

/// How high each bar is: the highest as high as the picture, none without a trace where something was heard.
fn heights(weeks: &[u32]) -> Vec<u32> {
    let most = weeks.iter().copied().max().unwrap_or(0).max(1);
    let height = |heard: u32| u32::try_from(u64::from(heard) * u64::from(HEIGHT) / u64::from(most)).unwrap_or(HEIGHT);
    weeks.iter().map(|heard| height(*heard).max(if *heard > 0 { 3 } else { 1 })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_busiest_week_is_the_highest_and_each_week_has_a_bar() {
        assert_eq!(heights(&[0, 1, 2, 4]), [1, 6, 12, 24]);
        assert_eq!(heights(&[0, 0]), [1, 1]);
        assert_eq!(heights(&[1, u32::MAX]), [3, 24]);
        assert_eq!(heights(&[]), Vec::<u32>::new());
    }
}
