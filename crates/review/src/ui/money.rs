//! Amounts in the reader's own notation.

use std::cell::RefCell;
use std::collections::HashMap;

use js_sys::Intl::{NumberFormat, NumberFormatOptions, NumberFormatStyle};
use js_sys::{Array, Function, Number};
use plumbline_domain::money::Money;
use wasm_bindgen::JsValue;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct AmountProps {
    pub of: Money,
}

/// One amount with its currency.
#[component]
pub fn Amount(props: &AmountProps) -> Html {
    html! { <data class="amount" value={plain(props.of)}>{ written(props.of) }</data> }
}

thread_local! {
    /// Making a format costs far more than using it.
    static FORMATS: RefCell<HashMap<(&'static str, u8), Function>> = RefCell::default();
}

/// The amount as the browser's locale writes it, without decimals when they are all zero.
pub fn written(money: Money) -> String {
    let key = (money.currency.code(), digits_shown(money));
    let format = FORMATS.with_borrow_mut(|formats| formats.entry(key).or_insert_with(|| format(key)).clone());
    let number: JsValue = Number::from(major(money)).into();
    format.call1(&JsValue::UNDEFINED, &number).ok().and_then(|text| text.as_string()).unwrap_or_else(|| plain(money))
}

fn format((code, digits): (&str, u8)) -> Function {
    let options = NumberFormatOptions::new();
    options.set_style(NumberFormatStyle::Currency);
    options.set_currency(code);
    options.set_minimum_fraction_digits(digits);
    options.set_maximum_fraction_digits(digits);
    NumberFormat::new(&Array::new(), &options).format()
}

fn digits_shown(money: Money) -> u8 {
    let digits = money.currency.minor_digits();
    let is_whole = money.minor % 10_i64.pow(digits) == 0;
    if is_whole { 0 } else { u8::try_from(digits).unwrap_or(0) }
}

/// For showing only: nothing is computed with it. Amounts below 2⁵³ minor units are exact.
#[expect(clippy::cast_precision_loss, reason = "the domain keeps amounts below 9e15 minor units")]
fn major(money: Money) -> f64 {
    money.minor as f64 / f64::from(10_u32.pow(money.currency.minor_digits()))
}

/// The amount for programs, such as `1250.50 EUR`.
fn plain(money: Money) -> String {
    let digits = usize::from(digits_shown(money));
    format!("{:.digits$} {}", major(money), money.currency.code())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(minor: i64, code: &str, expect: &str) {
        assert_eq!(plain(Money { minor, currency: code.parse().unwrap() }), expect);
    }

    #[test]
    fn decimals_are_written_only_where_there_are_any() {
        check(2_500_000, "EUR", "25000 EUR");
        check(2_500_050, "EUR", "25000.50 EUR");
        check(1_500, "JPY", "1500 JPY");
        check(1_235, "KWD", "1.235 KWD");
        check(-5, "USD", "-0.05 USD");
    }
}
