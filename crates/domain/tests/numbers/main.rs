//! The figures against sums over the raw deals, for any deals.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test fails by panicking, and says what it is by its name")]

mod oracle;
mod plan;

use std::collections::{BTreeSet, HashMap};

use plumbline_domain::numbers::{Cell, CellKey, Contribution, Dimension, Figures, Month, Months, Value};
use proptest::prelude::*;

use oracle::Oracle;
use plan::{Plan, plans};

type Cells = HashMap<CellKey, Cell>;

fn add(cells: &mut Cells, contribution: &Contribution, times: i64) {
    for (key, cell) in contribution.cells() {
        cells.entry(key).or_default().add(&cell, times);
    }
}

fn cells(plans: &[Plan]) -> Cells {
    let mut cells = Cells::new();
    plans.iter().filter_map(Plan::contribution).for_each(|contribution| add(&mut cells, &contribution, 1));
    cells
}

fn values(cells: &Cells, dimension: Dimension) -> BTreeSet<Value> {
    cells.keys().filter(|key| key.dimension == dimension).map(|key| key.value.clone()).collect()
}

/// As the page has them: counts in any currency, amounts in one.
fn figures(cells: &Cells, dimension: Dimension, value: &Value, months: Months, currency: &str) -> Figures {
    let mut sum = Cell::default();
    for (key, cell) in cells {
        if key.dimension == dimension && key.value == *value && (months.from..=months.to).contains(&key.month) {
            let is_other = key.currency.is_none_or(|found| found.code() != currency);
            let cell = if is_other { cell.clone().without_amounts() } else { cell.clone() };
            sum.add(&cell, 1);
        }
    }
    Figures::of(&sum)
}

fn months() -> impl Strategy<Value = Months> {
    (0..14, 0..14).prop_map(|(a, b): (i32, i32)| {
        let first: Month = "2026-01".parse().unwrap();
        Months { from: first.plus(a.min(b)), to: first.plus(a.max(b)) }
    })
}

proptest! {
    #[test]
    fn figures_are_sums_over_the_raw_deals(plans in plans(), months in months(), currency in prop::sample::select(&["EUR", "USD"][..])) {
        let (cells, oracle) = (cells(&plans), Oracle { plans: &plans, months, currency });
        let total = figures(&cells, Dimension::Total, &Value::Whole, months, currency);
        prop_assert_eq!(&total, &oracle.figures(|_| true, |plan| plan.minor()));
        for dimension in Dimension::CHOICES {
            for value in values(&cells, dimension) {
                let found = figures(&cells, dimension, &value, months, currency);
                let expect = oracle.figures(
                    |plan| plan.is_in(dimension, &value),
                    |plan| plan.minor_in(dimension, &value),
                );
                prop_assert_eq!(found, expect, "{:?} {}", dimension, value);
            }
        }
    }

    #[test]
    fn amounts_of_rows_add_up_to_the_total(plans in plans(), months in months(), currency in prop::sample::select(&["EUR", "USD"][..])) {
        let cells = cells(&plans);
        let total = figures(&cells, Dimension::Total, &Value::Whole, months, currency);
        let amounts = |found: &Figures| [found.pipeline_minor, found.pipeline_won_minor, found.revenue_minor];
        for dimension in Dimension::CHOICES {
            let rows: Vec<Figures> =
                values(&cells, dimension).iter().map(|value| figures(&cells, dimension, value, months, currency)).collect();
            let sums = rows.iter().map(amounts).fold([0; 3], |sum, row| [0, 1, 2].map(|n| sum[n] + row[n]));
            prop_assert_eq!(sums, amounts(&total), "{:?}", dimension);
            // No deal is in no row.
            prop_assert!(rows.iter().map(|row| row.deals).sum::<i64>() >= total.deals);
            prop_assert!(rows.iter().all(|row| row.deals <= total.deals && row.won_deals <= total.won_deals));
        }
    }

    /// Whatever changed in between, in whatever order, the sums are those of what is there in the end.
    #[test]
    fn changed_sums_are_those_of_what_is_left(before in plans(), after in plans()) {
        let mut changed = cells(&before);
        after.iter().filter_map(Plan::contribution).for_each(|contribution| add(&mut changed, &contribution, 1));
        before.iter().rev().filter_map(Plan::contribution).for_each(|contribution| add(&mut changed, &contribution, -1));
        changed.retain(|_, cell| !cell.is_empty());
        let mut expect = cells(&after);
        expect.retain(|_, cell| !cell.is_empty());
        prop_assert_eq!(changed, expect);
    }
}
