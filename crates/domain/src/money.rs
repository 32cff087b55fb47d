//! Amounts as integer minor units with their currency, and splitting them without losing a cent.

use std::str::FromStr;

use num_rational::Ratio;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A part of a whole, exact. Parts of one whole add up to exactly 1.
pub type Share = Ratio<i64>;

/// An ISO 4217 currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// ISO 4217's code for transactions without a currency.
    pub const NONE: Self = Self(iso_currency::Currency::XXX);

    /// The three-letter code, such as `EUR`.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// Decimal digits of the minor unit: 2 for `EUR`, 0 for `JPY`, 3 for `KWD`.
    pub fn minor_digits(self) -> u32 {
        self.0.exponent().unwrap_or(0).into()
    }
}

/// The text is no ISO 4217 code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' is not an ISO 4217 currency code such as EUR")]
pub struct UnknownCurrencyError(pub String);

impl FromStr for Currency {
    type Err = UnknownCurrencyError;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        iso_currency::Currency::from_code(code).map(Self).ok_or_else(|| UnknownCurrencyError(code.to_owned()))
    }
}

impl TryFrom<String> for Currency {
    type Error = UnknownCurrencyError;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        code.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

/// An amount of money.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Money {
    /// Whole minor units: cents for `EUR`, yen for `JPY`.
    pub minor: i64,
    /// What the units are of.
    #[cfg_attr(feature = "openapi", schema(value_type = String, example = "EUR"))]
    pub currency: Currency,
}

impl Money {
    /// Rounds a decimal amount, as CRMs give it, to the currency's minor unit (half away from zero).
    /// `None` when it is not a number or does not fit.
    pub fn from_decimal(amount: f64, currency: Currency) -> Option<Self> {
        let minor = (amount * f64::from(10_u32.pow(currency.minor_digits()))).round();
        if !minor.is_finite() || minor.abs() >= 9.0e15 {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, reason = "checked to be whole and within range")]
        Some(Self { minor: minor as i64, currency })
    }

    /// Splits the amount by `shares`, which add up to 1, so that the parts add up to the amount to the minor unit; see
    /// [`apportion`].
    pub fn split(self, shares: &[Share]) -> Vec<Self> {
        apportion(self.minor, shares).into_iter().map(|minor| Self { minor, currency: self.currency }).collect()
    }
}

/// Shares out `whole` units by `shares`, which add up to 1, so that the parts add up to the whole.
///
/// Largest remainder: each part is first rounded towards zero, then the units left over go one each to the
/// parts that lost most; on a tie the earlier part wins.
pub fn apportion(whole: i64, shares: &[Share]) -> Vec<i64> {
    let exact = shares.iter().map(|share| {
        let numerator = i128::from(whole.unsigned_abs()) * i128::from(*share.numer());
        (
            numerator / i128::from(*share.denom()),
            Ratio::new(numerator % i128::from(*share.denom()), i128::from(*share.denom())),
        )
    });
    let (mut parts, lost): (Vec<i128>, Vec<Ratio<i128>>) = exact.unzip();
    let left_over = i128::from(whole.unsigned_abs()) - parts.iter().sum::<i128>();
    let mut by_loss: Vec<usize> = (0..parts.len()).collect();
    by_loss.sort_by(|a, b| lost[*b].cmp(&lost[*a]));
    for index in by_loss.into_iter().take(usize::try_from(left_over).unwrap_or(0)) {
        parts[index] += 1;
    }
    let sign = i128::from(whole.signum());
    parts.into_iter().map(|part| i64::try_from(part * sign).unwrap_or(whole)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn eur(minor: i64) -> Money {
        Money { minor, currency: "EUR".parse().unwrap() }
    }

    #[track_caller]
    fn check_split(amount: i64, shares: &[(i64, i64)], expect: &[i64]) {
        let shares: Vec<Share> = shares.iter().map(|(n, d)| Share::new(*n, *d)).collect();
        let parts: Vec<i64> = eur(amount).split(&shares).iter().map(|part| part.minor).collect();
        assert_eq!(parts, expect);
    }

    #[test]
    fn left_over_units_go_to_the_largest_remainder_then_to_the_earliest() {
        check_split(100, &[(1, 3), (1, 3), (1, 3)], &[34, 33, 33]);
        check_split(1_200_000, &[(3, 10), (7, 10)], &[360_000, 840_000]);
        check_split(1, &[(1, 5), (4, 5)], &[0, 1]);
        check_split(-100, &[(1, 3), (2, 3)], &[-33, -67]);
        check_split(0, &[(1, 2), (1, 2)], &[0, 0]);
    }

    #[test]
    fn decimals_become_minor_units_of_their_currency() {
        let check = |amount, code: &str, expect| {
            let money = Money::from_decimal(amount, code.parse().unwrap());
            assert_eq!(money.map(|money| money.minor), expect, "{amount} {code}");
        };
        check(25_000.0, "USD", Some(2_500_000));
        check(0.1 + 0.2, "EUR", Some(30));
        check(1_500.4, "JPY", Some(1_500));
        check(1.2345, "KWD", Some(1_235));
        check(f64::NAN, "EUR", None);
        check(1e300, "EUR", None);
    }

    #[test]
    fn a_misspelt_currency_is_named() {
        assert_eq!(
            "EURO".parse::<Currency>().unwrap_err().to_string(),
            "'EURO' is not an ISO 4217 currency code such as EUR"
        );
    }

    proptest! {
        #[test]
        fn parts_equal_the_whole(amount in -1_000_000_000_000_i64..1_000_000_000_000, weights in prop::collection::vec(1_i64..1000, 1..50)) {
            let total: i64 = weights.iter().sum();
            let shares: Vec<Share> = weights.iter().map(|weight| Share::new(*weight, total)).collect();
            let parts = eur(amount).split(&shares);
            prop_assert_eq!(parts.iter().map(|part| part.minor).sum::<i64>(), amount);
            for (part, weight) in parts.iter().zip(&weights) {
                let exact = i128::from(amount) * i128::from(*weight);
                prop_assert!((i128::from(part.minor) * i128::from(total) - exact).abs() < i128::from(total));
            }
        }
    }
}
