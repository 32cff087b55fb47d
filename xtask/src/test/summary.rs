//! What the steps of a test run came to.

use super::steps::{Outcome, Step};
use crate::counts::Counts;
use crate::interrupt;
use anyhow::Result;
use std::fmt::{self, Display, Formatter};
use std::time::{Duration, Instant};

/// The rows so far.
#[derive(Default)]
pub struct Summary {
    rows: Vec<Row>,
}

struct Row {
    name: &'static str,
    took: Duration,
    outcome: Outcome,
}

impl Summary {
    /// Runs a step and keeps its outcome; says whether it was good.
    pub fn run(&mut self, step: &Step) -> Result<bool> {
        println!("\n=== {}", step.name);
        let started = Instant::now();
        let outcome = (step.run)().unwrap_or_else(|error| {
            eprintln!("{}: {error:#}", step.name);
            Outcome::failed()
        });
        interrupt::check()?;
        let good = outcome.is_good();
        self.rows.push(Row { name: step.name, took: started.elapsed(), outcome });
        Ok(good)
    }

    /// Keeps a step that could not be run because an earlier one failed, which is counted already.
    pub fn skip(&mut self, name: &'static str, why: &str) {
        println!("\n=== {name}: NOT RUN, {why}");
        self.rows.push(Row { name, took: Duration::ZERO, outcome: Outcome::Skipped(why.to_owned()) });
    }

    /// Whether nothing failed.
    pub fn is_good(&self) -> bool {
        self.counts().failed == 0
    }

    /// A step that failed without naming a failed test counts as one failure.
    fn counts(&self) -> Counts {
        let mut sum = Counts::default();
        for row in &self.rows {
            sum += row.outcome.counts();
        }
        sum
    }
}

impl Display for Summary {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f)?;
        for Row { name, took, outcome } in &self.rows {
            writeln!(f, "{name:<28} {:>7.1} s  {outcome}", took.as_secs_f64())?;
        }
        let counts = self.counts();
        writeln!(f, "{} passed, {} failed", counts.passed, counts.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last_line(outcomes: Vec<Outcome>) -> (String, bool) {
        let row = |outcome| Row { name: "step", took: Duration::ZERO, outcome };
        let summary = Summary { rows: outcomes.into_iter().map(row).collect() };
        (summary.to_string().lines().last().unwrap_or_default().to_owned(), summary.is_good())
    }

    #[test]
    fn the_last_line_counts_tests_and_steps_that_failed_without_any() {
        let tested = |passed, failed| Outcome::Tested(Counts { passed, failed, skipped: 0 });
        assert_eq!(last_line(vec![Outcome::Ok, tested(7, 0), tested(3, 0)]), ("10 passed, 0 failed".to_owned(), true));
        assert_eq!(last_line(vec![tested(7, 2), Outcome::failed()]), ("7 passed, 3 failed".to_owned(), false));
        let skipped = Outcome::Skipped("no browser".to_owned());
        assert_eq!(last_line(vec![tested(1, 0), skipped]), ("1 passed, 0 failed".to_owned(), true));
    }
}
