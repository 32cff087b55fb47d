//! Calendars: from the file's words to the domain's, and back to words that people read.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime, Weekday};
use chrono_tz::Tz;
use plumbline_domain::sla::calendar::{Calendar, Opening};
use toml::Spanned;

use super::error::Located;
use super::file;

/// Days with their names, in the order of a week.
const DAYS: [(Weekday, &str); 7] = [
    (Weekday::Mon, "Mon"),
    (Weekday::Tue, "Tue"),
    (Weekday::Wed, "Wed"),
    (Weekday::Thu, "Thu"),
    (Weekday::Fri, "Fri"),
    (Weekday::Sat, "Sat"),
    (Weekday::Sun, "Sun"),
];

/// The calendar that the file describes.
pub(super) fn calendar(entry: &Spanned<file::Calendar>) -> Result<Calendar, Located> {
    let written = entry.get_ref();
    let zone: Tz = written.zone.get_ref().parse().map_err(|_| {
        let message =
            format!("key 'zone': '{}' is not an IANA time zone such as Europe/Berlin", written.zone.get_ref());
        Located::new(written.zone.span(), message)
    })?;
    let week = week(written)?;
    if week.is_empty() {
        let message = format!("calendar '{}' never opens: give it hours, or always = true", written.name.get_ref());
        return Err(Located::new(written.name.span(), message));
    }
    let holidays = written.holidays.iter().map(holiday).collect::<Result<BTreeSet<NaiveDate>, Located>>()?;
    Ok(Calendar { name: written.name.get_ref().clone(), zone, week, holidays })
}

fn week(written: &file::Calendar) -> Result<Vec<Opening>, Located> {
    let days = [
        &written.monday,
        &written.tuesday,
        &written.wednesday,
        &written.thursday,
        &written.friday,
        &written.saturday,
        &written.sunday,
    ];
    if written.always {
        if let Some(hours) = days.into_iter().flatten().next() {
            return Err(Located::new(hours.span(), "a calendar has either hours or always = true, not both"));
        }
        let midnight = NaiveTime::MIN;
        return Ok(DAYS.map(|(day, _)| Opening { day, opens: midnight, closes: midnight }).to_vec());
    }
    let openings = days.into_iter().zip(DAYS).flat_map(|(hours, (day, _))| hours.iter().map(move |span| (day, span)));
    openings.map(|(day, span)| opening(day, span)).collect()
}

fn opening(day: Weekday, span: &Spanned<String>) -> Result<Opening, Located> {
    let text = span.get_ref();
    let wrong = || Located::new(span.span(), format!("'{text}' is not a span of hours such as \"09:00-17:30\""));
    let (opens, closes) = text.split_once('-').ok_or_else(wrong)?;
    let (opens, closes) = (time(opens).ok_or_else(wrong)?, time(closes).ok_or_else(wrong)?);
    if opens == closes && opens != NaiveTime::MIN {
        return Err(wrong());
    }
    Ok(Opening { day, opens, closes })
}

/// `24:00` is midnight at the day's end, which the domain writes as 00:00.
fn time(text: &str) -> Option<NaiveTime> {
    let text = text.trim();
    if text == "24:00" { Some(NaiveTime::MIN) } else { NaiveTime::parse_from_str(text, "%H:%M").ok() }
}

fn holiday(date: &Spanned<String>) -> Result<NaiveDate, Located> {
    let wrong = |_| Located::new(date.span(), format!("'{}' is not a date such as \"2026-12-25\"", date.get_ref()));
    date.get_ref().parse().map_err(wrong)
}

/// The hours as a person reads them, such as `Mon to Fri 9:00–12:00 and 13:00–17:30, Europe/Berlin`.
pub(super) fn in_words(calendar: &Calendar) -> String {
    let of_day = |day: Weekday| {
        let openings = calendar.week.iter().filter(move |opening| opening.day == day);
        openings.map(span_in_words).collect::<Vec<_>>().join(" and ")
    };
    let mut runs: Vec<(&str, &str, String)> = Vec::new();
    for (day, name) in DAYS {
        let hours = of_day(day);
        match runs.last_mut() {
            Some((_, last, same)) if *same == hours => *last = name,
            _ => runs.push((name, name, hours)),
        }
    }
    if let [(_, _, hours)] = runs.as_slice()
        && hours == "0:00–24:00"
    {
        return "at all hours".to_owned();
    }
    let open = runs.iter().filter(|(_, _, hours)| !hours.is_empty()).map(|(first, last, hours)| {
        if first == last { format!("{first} {hours}") } else { format!("{first} to {last} {hours}") }
    });
    format!("{}, {}", open.collect::<Vec<_>>().join("; "), calendar.zone)
}

fn span_in_words(opening: &Opening) -> String {
    let closes =
        if opening.closes == NaiveTime::MIN { "24:00".into() } else { opening.closes.format("%-H:%M").to_string() };
    format!("{}–{closes}", opening.opens.format("%-H:%M"))
}
