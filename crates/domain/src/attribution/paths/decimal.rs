use std::fmt;
use std::str::FromStr;

use thiserror::Error;

/// The most decimals that a number can have: with all of them there is still room for some nines of billions.
const MOST_DECIMALS: usize = 9;

/// A decimal number, exact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Decimal {
    /// How many of its smallest decimal.
    pub units: i64,
    /// How many decimals it has.
    pub decimals: u8,
}

impl Decimal {
    /// As many of a finer decimal; `None` when there is none, or they do not fit.
    pub(super) fn units_at(self, decimals: u8) -> Option<i64> {
        let finer = decimals.checked_sub(self.decimals)?;
        self.units.checked_mul(10_i64.checked_pow(finer.into())?)
    }

    /// The same without zeros at the end of its decimals.
    pub fn trimmed(mut self) -> Self {
        while self.decimals > 0 && self.units % 10 == 0 {
            self.units /= 10;
            self.decimals -= 1;
        }
        self
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, width) = (if self.units < 0 { "-" } else { "" }, usize::from(self.decimals));
        let one = 10_u64.pow(self.decimals.into());
        let (whole, fraction) = (self.units.unsigned_abs() / one, self.units.unsigned_abs() % one);
        if width == 0 { write!(f, "{sign}{whole}") } else { write!(f, "{sign}{whole}.{fraction:0width$}") }
    }
}

/// A text is not the number that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum DecimalError {
    /// It has other characters than digits and one point.
    #[error("'{0}' is not a number such as 12.50")]
    NotANumber(String),
    /// It is below zero.
    #[error("'{0}' is negative")]
    Negative(String),
    /// It has too many digits.
    #[error("'{0}' has more digits than are counted exactly: {MOST_DECIMALS} decimals, and 18 digits in all")]
    TooLong(String),
}

impl FromStr for Decimal {
    type Err = DecimalError;

    /// From digits with or without a point. Zero and above.
    fn from_str(text: &str) -> Result<Self, DecimalError> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(positive) = text.strip_prefix('-')
            && positive.parse::<Self>().is_ok()
        {
            return Err(DecimalError::Negative(text.to_owned()));
        }
        if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) || (fraction.is_empty() && text.ends_with('.'))
        {
            return Err(DecimalError::NotANumber(text.to_owned()));
        }
        let digits = whole.trim_start_matches('0').len() + fraction.len();
        match (u8::try_from(fraction.len()), format!("{whole}{fraction}").parse()) {
            (Ok(decimals), Ok(units)) if digits <= 18 && fraction.len() <= MOST_DECIMALS => {
                Ok(Self { units, decimals })
            }
            _ => Err(DecimalError::TooLong(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_and_written_as_they_are() {
        for text in ["0", "7", "12.50", "0.000001", "999999999999999999", "123456789.123456789"] {
            assert_eq!(text.parse::<Decimal>().unwrap().to_string(), text);
        }
        assert_eq!("12.500".parse::<Decimal>().unwrap().trimmed().to_string(), "12.5");
        assert_eq!(Decimal { units: -5, decimals: 2 }.to_string(), "-0.05");
    }

    #[test]
    fn what_is_no_decimal_is_named() {
        let check = |text: &str, expect: &str| assert_eq!(text.parse::<Decimal>().unwrap_err().to_string(), expect);
        check("-1.5", "'-1.5' is negative");
        for text in ["", "x", "1,5", "1e3", "+1", "1.", ".5", "1.2.3", " 1", "NaN", "-"] {
            check(text, &format!("'{text}' is not a number such as 12.50"));
        }
        let long = "has more digits than are counted exactly: 9 decimals, and 18 digits in all";
        check("1.0000000000", &format!("'1.0000000000' {long}"));
        check("9999999999999999999", &format!("'9999999999999999999' {long}"));
    }
}
