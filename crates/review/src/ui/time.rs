//! Instants as people say them: how long ago, with the exact time on demand.

use chrono::SecondsFormat;
use gloo::timers::callback::Interval;
use js_sys::Intl::{
    DateTimeFormat, DateTimeFormatOptions, DateTimeStyle, RelativeTimeFormat, RelativeTimeFormatNumeric,
    RelativeTimeFormatOptions,
};
use js_sys::{Array, Date, Function};
use plumbline_domain::Instant;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::strings;

/// How often what is said about the past is said anew, in milliseconds.
const TICK: u32 = 20_000;

/// The browser's clock.
pub fn now() -> Instant {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole and far below 2^53")]
    Instant::from_timestamp_millis(Date::now() as i64).unwrap_or_default()
}

/// The current time as a context, so that only what shows a time is drawn anew.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Now(Instant);

#[derive(Properties, PartialEq)]
pub struct NowProviderProps {
    pub children: Html,
}

/// Keeps the times within it up to date.
#[component]
pub fn NowProvider(props: &NowProviderProps) -> Html {
    let current = use_state(|| Now(now()));
    {
        let current = current.setter();
        use_effect_with((), move |()| {
            let interval = Interval::new(TICK, move || current.set(Now(now())));
            move || drop(interval)
        });
    }
    html! { <ContextProvider<Now> context={*current}>{ props.children.clone() }</ContextProvider<Now>> }
}

#[derive(Properties, PartialEq)]
pub struct AgoProps {
    pub at: Instant,
}

/// How long ago something was; the exact time is its title.
#[component]
pub fn Ago(props: &AgoProps) -> Html {
    let now = use_context::<Now>().map_or_else(now, |now| now.0);
    let machine = props.at.to_rfc3339_opts(SecondsFormat::Secs, true);
    html! { <time datetime={machine} title={exact(props.at)}>{ ago(now, props.at) }</time> }
}

/// Units that relative times are told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Minute,
    Hour,
    Day,
    Month,
    Year,
}

impl Unit {
    const fn name(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// The largest unit of which at least one has passed; `None` for what is not a minute old or lies in the future, as
/// a rep's clock may run ahead of ours.
fn distance(now: Instant, then: Instant) -> Option<(i64, Unit)> {
    let minutes = (now - then).num_minutes();
    let (days, hours) = (minutes / (24 * 60), minutes / 60);
    let units = [
        (days / 365, Unit::Year),
        (days / 30, Unit::Month),
        (days, Unit::Day),
        (hours, Unit::Hour),
        (minutes, Unit::Minute),
    ];
    units.into_iter().find(|(count, _)| *count > 0)
}

thread_local! {
    // Making a format costs far more than using it.
    static AGO: RelativeTimeFormat = {
        let options = RelativeTimeFormatOptions::new();
        options.set_numeric(RelativeTimeFormatNumeric::Auto);
        RelativeTimeFormat::new(&Array::of1(&strings::LANGUAGE.into()), &options)
    };
    static EXACT: Function = format(Some(DateTimeStyle::Medium));
    static CLOCK: Function = format(None);
    static DAY: Function = {
        let options = DateTimeFormatOptions::new();
        options.set_date_style(DateTimeStyle::Medium);
        DateTimeFormat::new(&Array::new(), &options).format()
    };
}

fn format(date: Option<DateTimeStyle>) -> Function {
    let options = DateTimeFormatOptions::new();
    if let Some(date) = date {
        options.set_date_style(date);
    }
    options.set_time_style(DateTimeStyle::Short);
    DateTimeFormat::new(&Array::new(), &options).format()
}

fn ago(now: Instant, then: Instant) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a count of minutes or more")]
    match distance(now, then) {
        Some((count, unit)) => AGO.with(|format| format.format(-(count as f64), unit.name()).into()),
        None => strings::JUST_NOW.to_owned(),
    }
}

/// Date and time in the reader's own notation and zone.
pub fn exact(at: Instant) -> String {
    EXACT.with(|format| formatted(at, format))
}

/// The time of day in the reader's own notation and zone.
pub fn clock(at: Instant) -> String {
    CLOCK.with(|format| formatted(at, format))
}

/// The day in the reader's own notation and time zone.
pub fn day(at: Instant) -> String {
    DAY.with(|format| formatted(at, format))
}

fn formatted(at: Instant, format: &Function) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
    let date: JsValue = Date::new(&JsValue::from_f64(at.timestamp_millis() as f64)).into();
    let text = format.call1(&JsValue::UNDEFINED, &date).ok().and_then(|text| text.as_string());
    text.unwrap_or_else(|| at.to_rfc3339_opts(SecondsFormat::Secs, true))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[track_caller]
    fn check(passed: TimeDelta, expect: Option<(i64, Unit)>) {
        let then = Instant::from_timestamp(1_780_000_000, 0).unwrap();
        assert_eq!(distance(then + passed, then), expect, "{passed}");
    }

    #[test]
    fn the_past_is_told_in_its_largest_unit() {
        check(TimeDelta::seconds(59), None);
        check(TimeDelta::hours(-3), None);
        check(TimeDelta::seconds(60), Some((1, Unit::Minute)));
        check(TimeDelta::minutes(59), Some((59, Unit::Minute)));
        check(TimeDelta::minutes(60), Some((1, Unit::Hour)));
        check(TimeDelta::hours(47), Some((1, Unit::Day)));
        check(TimeDelta::days(59), Some((1, Unit::Month)));
        check(TimeDelta::days(800), Some((2, Unit::Year)));
    }
}
