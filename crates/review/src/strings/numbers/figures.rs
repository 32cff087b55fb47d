//! What the figures are called, and what they are.

use plumbline_domain::numbers::{CycleSpread, Dimension, Interval};

use super::{NOTHING, by, sla};

pub const DEALS: &str = "Deals created";
pub const DEALS_RULE: &str = "Leads that became deals in the period, and deals that were entered as such.";
pub const PIPELINE: &str = "Qualified pipeline created";
pub const PIPELINE_RULE: &str =
    "The amount of the deals created in the period that are qualified by now; a won deal is.";
pub const PIPELINE_CONTRIBUTION: &str = "Pipeline contribution";
pub const REVENUE: &str = "Revenue";
pub const REVENUE_RULE: &str = "The amount of the deals that were won in the period, whenever they were created.";
pub const WIN_RATE: &str = "Win rate";
pub const WIN_RATE_RULE: &str = "Of the deals that were won or lost in the period, the share won. The interval is Wilson’s: where the \
                                 true rate lies in 95 of 100 such cases.";
pub const CYCLE: &str = "Sales cycle";
pub const CYCLE_RULE: &str =
    "From the deal’s creation to its being won, over the deals won in the period; quartiles by nearest rank.";
pub const LEAD_CONVERSION: &str = "Lead to opportunity";
pub const LEAD_CONVERSION_RULE: &str = "Of the leads created in the period, the share that became deals by now. What was entered as a \
                                        deal never was a lead.";
pub const PIPELINE_CONVERSION: &str = "Pipeline to revenue";
pub const PIPELINE_CONVERSION_RULE: &str =
    "Of the qualified pipeline created in the period, the share of its amount that is won by now.";
pub const AMOUNTS_RULE: &str =
    "The ten largest rows. Amounts are split by the agreed credit, so all rows add up to the total exactly.";
pub const WIN_RATES_RULE: &str = "The ten rows with the most closed deals: the mark is the rate, the band its interval, from 0 to 100 %. \
                                  Bands that overlap are no proof of a difference.";
pub const NOTHING_TO_DRAW: &str = "There is nothing of it in this period.";

/// What a picture is of.
pub fn chart(of: &str, dimension: Dimension) -> String {
    format!("{of} by {}", by(dimension).to_lowercase())
}

/// The definition of a word, as a way to it.
pub fn what_is(word: &str) -> String {
    format!("What is “{word}”?")
}

/// A share in tenths of a percent.
pub fn percent(per_mille: Option<i64>) -> String {
    sla::percent(per_mille.and_then(|share| usize::try_from(share).ok()))
}

/// How many a figure is over.
pub fn sample(n: i64) -> String {
    format!("n = {n}")
}

/// Between what a share lies.
pub fn ends(interval: Interval) -> String {
    let end = |share: u16| format!("{}.{}", share / 10, share % 10);
    format!("{}–{} %", end(interval.low_per_mille), end(interval.high_per_mille))
}

/// The same with what it is.
pub fn interval(interval: Interval) -> String {
    format!("95 % interval: {}", ends(interval))
}

/// How many were won.
pub fn won(n: i64) -> String {
    format!("{n} won")
}

/// How many were lost.
pub fn lost(n: i64) -> String {
    format!("{n} lost")
}

/// How many leads became deals.
pub fn converted(n: i64) -> String {
    format!("{n} became deals")
}

/// What of the pipeline was won.
pub fn pipeline_won(amount: &str, n: i64) -> String {
    format!("{amount} won, {}", sample(n))
}

/// In which stages deals count as qualified.
pub fn qualified_in(stages: &[String]) -> String {
    match stages {
        [] => "No stages are agreed: every deal counts as qualified.".to_owned(),
        stages => format!("Qualified: won, or in {}", stages.join(", ")),
    }
}

/// Half of the sales cycles took no longer.
pub fn median_days(cycle: Option<CycleSpread>) -> String {
    cycle.map_or_else(|| NOTHING.to_owned(), |cycle| days(cycle.median_days))
}

/// The quartiles of sales cycles.
pub fn quartiles(cycle: CycleSpread) -> String {
    format!(
        "Median; a quarter took at most {}, three quarters at most {}",
        days(cycle.lower_quartile_days),
        days(cycle.upper_quartile_days)
    )
}

/// The same in short, with how many they are over.
pub fn spread(cycle: Option<CycleSpread>) -> String {
    cycle.map_or_else(
        || sample(0),
        |cycle| format!("{}, {}–{} d", sample(cycle.n), cycle.lower_quartile_days, cycle.upper_quartile_days),
    )
}

/// A number of days.
pub fn days(days: u32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// Deals of which only their own touches are known.
pub fn alone(n: i64) -> String {
    format!("{n} of them by their own touches alone: their company’s contacts were not read yet.")
}

/// What the table is.
pub fn table(dimension: Dimension) -> String {
    format!("All figures by {}", by(dimension).to_lowercase())
}

/// How rows and total hang together.
pub const fn sums(by: Dimension) -> &'static str {
    match by {
        Dimension::Segment => {
            "The amount of a deal in several segments is split evenly over them, so amounts add up to the total exactly. A deal counts once \
             in each of its segments and once in the total, so counts may add up to more."
        }
        _ => {
            "Amounts are split by the agreed credit, to the minor unit, so they add up to the total exactly. A deal or lead counts once in \
             each row that has credit on it and once in the total, so counts may add up to more."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_spreads_are_written_out() {
        assert_eq!(ends(Interval { low_per_mille: 94, high_per_mille: 906 }), "9.4–90.6 %");
        assert_eq!((percent(Some(-1)), percent(None), percent(Some(667))), ("–".into(), "–".into(), "66.7 %".into()));
        let cycle = CycleSpread { n: 4, lower_quartile_days: 1, median_days: 7, upper_quartile_days: 30 };
        assert_eq!((median_days(Some(cycle)), spread(Some(cycle))), ("7 days".into(), "n = 4, 1–30 d".into()));
    }
}
