//! Amounts, dates and spans of time as people of the browser's language write them.

use std::cell::RefCell;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta};
use js_sys::{Array, Function, Intl, Object, Reflect};
use plumbline_domain::Instant;
use plumbline_domain::money::{Currency, Money};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::chrome;
use super::text::text_with;

thread_local! {
    /// What the browser made so far: making a format takes longer than drawing what is formatted.
    static MADE: RefCell<Vec<(Format, Function)>> = const { RefCell::new(Vec::new()) };
}

/// A way in which the browser writes values.
#[derive(Clone, PartialEq)]
enum Format {
    Money(Currency, bool),
    Percent,
    /// In a zone, or in the person's own.
    Moment(Option<String>),
    Day,
}

impl Format {
    fn apply(self, value: &JsValue) -> String {
        let function = MADE.with_borrow_mut(|made| {
            let known = made.iter().find(|(format, _)| *format == self).map(|(_, function)| function.clone());
            known.unwrap_or_else(|| {
                let function = self.make();
                made.push((self.clone(), function.clone()));
                function
            })
        });
        function.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
    }

    fn make(&self) -> Function {
        let language = Array::of1(&chrome::ui_language().into());
        let number = |options: Object| Intl::NumberFormat::new(&language, &options).format();
        let date = |options| Intl::DateTimeFormat::new(&language, &options).format();
        match self {
            Self::Money(currency, exact) => {
                let options = options(&[("style", "currency"), ("currency", currency.code())]);
                if !exact {
                    let _ = Reflect::set(&options, &"maximumFractionDigits".into(), &0.into());
                }
                number(options)
            }
            Self::Percent => number(options(&[("style", "percent"), ("maximumFractionDigits", "2")])),
            Self::Moment(zone) => {
                let options = options(&[
                    ("weekday", "short"),
                    ("day", "numeric"),
                    ("month", "short"),
                    ("hour", "2-digit"),
                    ("minute", "2-digit"),
                ]);
                if let Some(zone) = zone {
                    let _ = Reflect::set(&options, &"timeZone".into(), &zone.into());
                }
                date(options)
            }
            Self::Day => date(options(&[("day", "numeric"), ("month", "short"), ("year", "numeric")])),
        }
    }
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let options = Object::new();
    for (name, value) in pairs {
        let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}

/// An amount, such as `€25,000.00`; cents only where `exact`.
pub fn money(amount: Money, exact: bool) -> String {
    #[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53 minor units")]
    let major = amount.minor as f64 / f64::from(10_u32.pow(amount.currency.minor_digits()));
    Format::Money(amount.currency, exact).apply(&major.into())
}

/// Hundredths of a percent, such as `33.33%`: every digit there is, so that what is shown adds up.
pub fn basis_points(points: u32) -> String {
    Format::Percent.apply(&(f64::from(points) / 10_000.0).into())
}

/// A moment to the minute with its weekday, in the person's own zone, such as `Mon, 23 Nov, 10:29`.
pub fn moment(at: Instant) -> String {
    date_with(at, Format::Moment(None))
}

/// The same in a zone of the IANA's.
pub fn moment_in(at: Instant, zone: &str) -> String {
    date_with(at, Format::Moment(Some(zone.to_owned())))
}

/// A day, such as `23 Nov 2026`.
pub fn day(at: Instant) -> String {
    date_with(at, Format::Day)
}

/// Days from 1970 to a date.
pub fn day_number(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce()) - 719_163
}

/// The same of a date that belongs to no zone: noon in UTC is on that day nearly everywhere.
pub fn day_of(date: NaiveDate) -> String {
    let noon = day_number(date) * 86_400 + 43_200;
    day(DateTime::from_timestamp(noon, 0).unwrap_or_default())
}

/// The formats take milliseconds as well as dates.
fn date_with(at: Instant, format: Format) -> String {
    format.apply(&super::milliseconds(at))
}

/// A countdown: `1:05:09`, and `2 d 1:05:09` from a day on. Never negative.
pub fn countdown(span: TimeDelta) -> String {
    let seconds = span.num_seconds().max(0);
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let clock = format!("{}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
    if days == 0 { clock } else { format!("{days} d {clock}") }
}

/// A span in its two largest units, such as `2 h 5 min`.
pub fn span(span: TimeDelta) -> String {
    let minutes = span.num_minutes().max(0);
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    match (days, hours, minutes) {
        (0, 0, minutes) => text_with("span_minutes", &[&minutes.to_string()]),
        (0, hours, 0) => text_with("span_hours", &[&hours.to_string()]),
        (0, hours, minutes) => text_with("span_hours_minutes", &[&hours.to_string(), &minutes.to_string()]),
        (days, 0, _) => text_with("span_days", &[&days.to_string()]),
        (days, hours, _) => text_with("span_days_hours", &[&days.to_string(), &hours.to_string()]),
    }
}

/// How long ago, for people: `just now` below a minute.
pub fn ago(then: Instant, now: Instant) -> String {
    let passed = now - then;
    if passed < TimeDelta::minutes(1) { super::text::text("just_now") } else { text_with("ago", &[&span(passed)]) }
}

/// Copies text; false when the browser does not let us.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let copying = window.navigator().clipboard().write_text(text);
    wasm_bindgen_futures::JsFuture::from(copying.unchecked_into::<js_sys::Promise>()).await.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_countdown_reads_like_a_clock() {
        let check = |seconds, expect| assert_eq!(countdown(TimeDelta::seconds(seconds)), expect);
        check(0, "0:00:00");
        check(-5, "0:00:00");
        check(3909, "1:05:09");
        check(2 * 86_400 + 3909, "2 d 1:05:09");
    }
}
