//! How many tests passed and failed, read from what test runners print.

use std::ops::AddAssign;

/// Tests that passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Green.
    pub passed: u64,
    /// Red.
    pub failed: u64,
    /// Not run.
    pub skipped: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Sums the `test result:` lines of cargo test, one per test program.
pub fn of_cargo(output: &str) -> Counts {
    let mut sum = Counts::default();
    for line in output.lines().filter(|line| line.starts_with("test result:")) {
        let before = |word: &str| {
            let words: Vec<_> = line.split([' ', ';', '.']).filter(|text| !text.is_empty()).collect();
            let at = words.iter().position(|text| *text == word)?;
            words.get(at.checked_sub(1)?)?.parse().ok()
        };
        sum += Counts {
            passed: before("passed").unwrap_or(0),
            failed: before("failed").unwrap_or(0),
            skipped: before("ignored").unwrap_or(0),
        };
    }
    sum
}

/// Reads the closing lines of Node's test runner: `# pass 3` or, with another reporter, `ℹ pass 3`.
pub fn of_node(output: &str) -> Counts {
    let after = |word: &str| {
        let of_line = |line: &str| {
            let rest = line.trim_start_matches(['#', 'ℹ', ' ']).strip_prefix(word)?;
            rest.strip_prefix(' ')?.trim().parse::<u64>().ok()
        };
        output.lines().rev().filter(|line| line.starts_with(['#', 'ℹ'])).find_map(of_line).unwrap_or(0)
    };
    Counts {
        passed: after("pass"),
        failed: after("fail") + after("cancelled"),
        skipped: after("skipped") + after("todo"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_test_programs_are_summed() {
        let output = "running 2 tests\ntest a ... ok\n\ntest result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                      test result: FAILED. 40 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.20s\n";
        assert_eq!(of_cargo(output), Counts { passed: 42, failed: 3, skipped: 1 });
        assert_eq!(of_cargo("error: could not compile"), Counts::default());
    }

    #[test]
    fn node_counts_are_read_from_either_reporter() {
        let expected = Counts { passed: 7, failed: 3, skipped: 4 };
        for mark in ["#", "ℹ"] {
            let lines = ["tests 14", "suites 0", "pass 7", "fail 1", "cancelled 2", "skipped 3", "todo 1"];
            let output: String = lines.iter().map(|line| format!("{mark} {line}\n")).collect();
            assert_eq!(of_node(&output), expected);
        }
        assert_eq!(of_node("✔ pass 9 tests of mine (3ms)"), Counts::default());
    }
}
