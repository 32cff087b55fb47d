//! Amounts as integer minor units with their currency, and splitting them without losing a cent.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A part of a total, exact. Shown in lowest terms, such as `3/10`; of no total it is `0/1`.
#[derive(Debug, Clone, Copy)]
pub struct Share {
    /// From 0 to the total.
    pub part: u64,
    /// What all parts add up to.
    pub total: u128,
}

impl Share {
    /// Numerator and denominator in lowest terms.
    pub fn reduced(self) -> (u128, u128) {
        match (u128::from(self.part), self.total) {
            (0, _) | (_, 0) => (0, 1),
            (part, total) => {
                let divisor = common_divisor(part, total);
                (part / divisor, total / divisor)
            }
        }
    }
}

impl PartialEq for Share {
    fn eq(&self, other: &Self) -> bool {
        self.reduced() == other.reduced()
    }
}

impl Eq for Share {}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (numerator, denominator) = self.reduced();
        write!(f, "{numerator}/{denominator}")
    }
}

fn common_divisor(a: u128, b: u128) -> u128 {
    let (mut a, mut b) = (a, b);
    // Most totals fit into one word, where dividing takes a fraction of the time.
    while b != 0 {
        (a, b) = match (u64::try_from(a), u64::try_from(b)) {
            (Ok(a), Ok(b)) => (b.into(), (a % b).into()),
            _ => (b, a % b),
        };
    }
    a
}

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

    /// Splits the amount in proportion to `parts`, so that what comes out adds up to it to the minor unit; see
    /// [`apportion`].
    pub fn split(self, parts: &[u64]) -> Vec<Self> {
        apportion(self.minor, parts).into_iter().map(|minor| Self { minor, currency: self.currency }).collect()
    }
}

/// Shares out `whole` units in proportion to `parts`, so that what comes out adds up to the whole. Where all parts are 0 it is
/// shared evenly; where there are none, nothing comes out.
///
/// Largest remainder: each share is first rounded towards zero, then the units left over go one each to those that
/// lost most; on a tie the earlier wins. In time linear in the number of parts.
pub fn apportion(whole: i64, parts: &[u64]) -> Vec<i64> {
    let total: u128 = parts.iter().map(|part| u128::from(*part)).sum();
    if total == 0 {
        return if parts.is_empty() { Vec::new() } else { apportion(whole, &vec![1; parts.len()]) };
    }
    let (units, sign) = (whole.unsigned_abs(), i128::from(whole.signum()));
    let (floors, lost) = parts.iter().map(|part| divided(units, *part, total)).unzip();
    let shares = raise_most_lost(units.into(), floors, lost);
    shares.into_iter().map(|share| i64::try_from(share * sign).unwrap_or(whole)).collect()
}

/// `units` × `part` / `total`, and what is lost by rounding it down. No more than `units`, as no part is more than the total.
fn divided(units: u64, part: u64, total: u128) -> (i128, u128) {
    let exact = u128::from(units) * u128::from(part);
    if let (Ok(exact), Ok(total)) = (u64::try_from(exact), u64::try_from(total)) {
        return ((exact / total).into(), (exact % total).into());
    }
    (i128::try_from(exact / total).unwrap_or(i128::MAX), exact % total)
}

/// Raises shares that were rounded down by one each, those first that `lost` most and of these the earliest, until they add up
/// to `whole`.
pub(crate) fn raise_most_lost(whole: i128, mut shares: Vec<i128>, lost: Vec<u128>) -> Vec<i128> {
    let missing = usize::try_from(whole - shares.iter().sum::<i128>()).unwrap_or(0);
    let mut ranked: Vec<(u128, usize)> = lost.into_iter().map(|lost| u128::MAX - lost).zip(0..).collect();
    if 0 < missing && missing < ranked.len() {
        ranked.select_nth_unstable(missing);
    }
    for (_, place) in ranked.into_iter().take(missing) {
        shares[place] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn eur(minor: i64) -> Money {
        Money { minor, currency: "EUR".parse().unwrap() }
    }

    #[track_caller]
    fn check_split(amount: i64, parts: &[u64], expect: &[i64]) {
        let shares: Vec<i64> = eur(amount).split(parts).iter().map(|part| part.minor).collect();
        assert_eq!(shares, expect);
    }

    #[test]
    fn left_over_units_go_to_the_largest_remainder_then_to_the_earliest() {
        check_split(100, &[1, 1, 1], &[34, 33, 33]);
        check_split(1_200_000, &[3, 7], &[360_000, 840_000]);
        check_split(1, &[1, 4], &[0, 1]);
        check_split(-100, &[1, 2], &[-33, -67]);
        check_split(0, &[1, 1], &[0, 0]);
        check_split(2, &[1, 1, 1, 1], &[1, 1, 0, 0]);
        check_split(3, &[0, 0], &[2, 1]);
        check_split(3, &[], &[]);
    }

    #[test]
    fn the_largest_amounts_are_split_exactly() {
        check_split(1 << 53, &[1, 1, 1], &[3_002_399_751_580_331, 3_002_399_751_580_331, 3_002_399_751_580_330]);
        check_split(i64::MAX, &[u64::MAX], &[i64::MAX]);
        check_split(i64::MIN, &[u64::MAX, u64::MAX], &[i64::MIN / 2, i64::MIN / 2]);
    }

    #[test]
    fn a_share_is_shown_in_lowest_terms() {
        let check = |part, total, expect: &str| assert_eq!(Share { part, total }.to_string(), expect);
        check(300, 1000, "3/10");
        check(1000, 1000, "1/1");
        check(0, 1000, "0/1");
        check(0, 0, "0/1");
        check(1 << 62, 3 << 70, "1/768");
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
        fn parts_equal_the_whole(
            amount in any::<i64>(),
            parts in prop::collection::vec(prop_oneof![0_u64..1000, any::<u64>()], 1..50),
        ) {
            prop_assume!(parts.iter().any(|part| *part > 0));
            let total: u128 = parts.iter().map(|part| u128::from(*part)).sum();
            let shares = apportion(amount, &parts);
            prop_assert_eq!(shares.iter().map(|share| i128::from(*share)).sum::<i128>(), i128::from(amount));
            for (share, part) in shares.iter().zip(&parts) {
                let floor = u128::from(amount.unsigned_abs()) * u128::from(*part) / total;
                prop_assert!(u128::from(share.unsigned_abs()) - floor <= 1);
            }
        }
    }
}
