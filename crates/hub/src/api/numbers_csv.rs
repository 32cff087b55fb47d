//! The shared numbers as tables for spreadsheets and scripts.

use chrono::{DateTime, SecondsFormat, Utc};
use plumbline_domain::money::{Currency, Money};
use plumbline_domain::numbers::{Figures, Proportion, Value};
use plumbline_domain::record::Outcome;
use plumbline_protocol::numbers::{NumberDealView, NumbersResponse};

use crate::csv::Csv;

/// The columns of the figures. Amounts are decimal in the currency of the line, shares percent, durations whole days.
const COLUMNS: [&str; 24] = [
    "row",
    "name",
    "currency",
    "deals",
    "pipeline_deals",
    "pipeline",
    "pipeline_share_percent",
    "won_deals",
    "revenue",
    "lost_deals",
    "win_rate_percent",
    "win_rate_n",
    "win_rate_low_percent",
    "win_rate_high_percent",
    "cycle_n",
    "cycle_lower_quartile_days",
    "cycle_median_days",
    "cycle_upper_quartile_days",
    "leads",
    "converted_leads",
    "lead_conversion_percent",
    "pipeline_won_deals",
    "pipeline_won",
    "pipeline_to_revenue_percent",
];

/// The columns of records. Moments are RFC 3339 in UTC. The last one is `own` where only the record's own touches are known yet,
/// `all` otherwise.
const DEAL_COLUMNS: [&str; 15] = [
    "record",
    "title",
    "company",
    "url",
    "amount",
    "currency",
    "share",
    "credit",
    "lead_created_at",
    "deal_created_at",
    "closed_at",
    "outcome",
    "qualified",
    "days",
    "touches_read",
];

/// One line a row, below the columns' names, and the total.
pub(super) fn table(answer: &NumbersResponse) -> String {
    let mut csv = Csv::default();
    csv.line(COLUMNS);
    let rows = answer.rows.iter().map(|row| (row.value.clone(), &row.figures));
    for (value, figures) in rows.chain([(Value::Whole, &answer.total)]) {
        let fields = fields(&value, figures, &answer.total, answer.currency);
        csv.line(fields.iter().map(String::as_str));
    }
    csv.into_text()
}

fn fields(value: &Value, figures: &Figures, total: &Figures, currency: Option<Currency>) -> [String; COLUMNS.len()] {
    let (kind, name) = match value {
        Value::Named(name) => ("named", name.clone()),
        Value::Whole => ("total", String::new()),
        Value::Unnamed => ("unnamed", String::new()),
        Value::NoTouch => ("no_touch", String::new()),
    };
    let amount = |minor| currency.map(|currency| decimal(Money { minor, currency })).unwrap_or_default();
    let [rate, n, low, high] = proportion(figures.win_rate);
    let [conversion, leads, ..] = proportion(figures.lead_conversion);
    let cycle = figures.cycle.map(|cycle| {
        let days =
            [cycle.lower_quartile_days, cycle.median_days, cycle.upper_quartile_days].map(|days| days.to_string());
        (cycle.n.to_string(), days)
    });
    let (cycle_n, [lower, median, upper]) = cycle.unwrap_or_default();
    [
        kind.to_owned(),
        name,
        currency.map(|currency| currency.code().to_owned()).unwrap_or_default(),
        figures.deals.to_string(),
        figures.pipeline_deals.to_string(),
        amount(figures.pipeline_minor),
        percent(figures.contribution_to(total)),
        figures.won_deals.to_string(),
        amount(figures.revenue_minor),
        figures.lost_deals.to_string(),
        rate,
        n,
        low,
        high,
        cycle_n,
        lower,
        median,
        upper,
        leads,
        figures.lead_conversion.numerator.to_string(),
        conversion,
        figures.pipeline_won_deals.to_string(),
        amount(figures.pipeline_won_minor),
        percent(figures.pipeline_to_revenue()),
    ]
}

/// The share, of how many, and its interval.
fn proportion(of: Proportion) -> [String; 4] {
    let end = |end: fn(plumbline_domain::numbers::Interval) -> u16| percent(of.interval.map(|found| end(found).into()));
    [
        percent(of.per_mille()),
        of.denominator.to_string(),
        end(|interval| interval.low_per_mille),
        end(|interval| interval.high_per_mille),
    ]
}

fn percent(per_mille: Option<i64>) -> String {
    per_mille.map(|share| format!("{}.{}", share / 10, share % 10)).unwrap_or_default()
}

/// An amount with as many decimals as its currency has.
fn decimal(money: Money) -> String {
    let digits = usize::try_from(money.currency.minor_digits()).unwrap_or(0);
    let sign = if money.minor < 0 { "-" } else { "" };
    let units = format!("{:0>width$}", money.minor.unsigned_abs(), width = digits + 1);
    let (whole, part) = units.split_at(units.len() - digits);
    if digits == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") }
}

/// The line that names the columns of records.
pub(super) fn deal_columns() -> String {
    let mut csv = Csv::default();
    csv.line(DEAL_COLUMNS);
    csv.into_text()
}

/// One line a record.
pub(super) fn deal_lines(deals: &[NumberDealView]) -> String {
    let mut csv = Csv::default();
    for deal in deals {
        let fields = deal_fields(deal);
        csv.line(fields.iter().map(String::as_str));
    }
    csv.into_text()
}

fn deal_fields(deal: &NumberDealView) -> [String; DEAL_COLUMNS.len()] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let outcome = match deal.outcome {
        Outcome::Open => "open",
        Outcome::Won => "won",
        Outcome::Lost => "lost",
    };
    let yes = |is_so: bool| if is_so { "yes" } else { "no" }.to_owned();
    [
        deal.record.to_string(),
        deal.title.clone(),
        text(&deal.company),
        text(&deal.record_url),
        deal.amount.map(decimal).unwrap_or_default(),
        deal.amount.map(|amount| amount.currency.code().to_owned()).unwrap_or_default(),
        deal.share.clone(),
        deal.credit.map(decimal).unwrap_or_default(),
        deal.lead_created_at.map(moment).unwrap_or_default(),
        deal.deal_created_at.map(moment).unwrap_or_default(),
        deal.closed_at.map(moment).unwrap_or_default(),
        outcome.to_owned(),
        yes(deal.is_qualified),
        deal.days.map(|days| days.to_string()).unwrap_or_default(),
        if deal.is_alone { "own" } else { "all" }.to_owned(),
    ]
}

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_have_the_decimals_of_their_currency() {
        let check = |minor, code: &str, expect: &str| {
            assert_eq!(decimal(Money { minor, currency: code.parse().unwrap() }), expect);
        };
        check(0, "EUR", "0.00");
        check(5, "EUR", "0.05");
        check(-123_456, "EUR", "-1234.56");
        check(1_234, "JPY", "1234");
        check(1_234, "KWD", "1.234");
    }
}
