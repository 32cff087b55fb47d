//! Calendars: from the file's words to the domain's, and back to words that people read.

use std::str::FromStr;

use chrono::Weekday;
use plumbline_domain::sla::calendar::{Calendar, CalendarError, Opening, Schedule, Shift, TimeOfDay, WordsError, zone};
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
    let zone = zone(written.zone.get_ref()).map_err(|wrong| located("zone", &written.zone, &wrong))?;
    let name = written.name.get_ref();
    let schedule = Schedule {
        week: week(written)?,
        holidays: parsed("holidays", &written.holidays)?,
        extra: parsed("extra", &written.extra)?,
    };
    Calendar::new(name, zone, schedule).map_err(|error| match error {
        CalendarError::Overlap { second, .. } => {
            let (key, hours) = shifts(written)[second.day.num_days_from_monday() as usize];
            let later = hours.iter().find(|shift| shift.get_ref().parse() == Ok(second.shift));
            let at = later.map_or(written.name.span(), Spanned::span);
            Located::new(at, format!("key '{key}': {error}"))
        }
        CalendarError::NeverOpen => {
            let message = format!("calendar '{name}' never opens: give it hours, or always = true");
            Located::new(written.name.span(), message)
        }
    })
}

/// What the file says of each weekday, under which key, from Monday on.
fn shifts(written: &file::Calendar) -> [(&'static str, &[Spanned<String>]); 7] {
    [
        ("monday", &written.monday),
        ("tuesday", &written.tuesday),
        ("wednesday", &written.wednesday),
        ("thursday", &written.thursday),
        ("friday", &written.friday),
        ("saturday", &written.saturday),
        ("sunday", &written.sunday),
    ]
}

fn week(written: &file::Calendar) -> Result<Vec<Opening>, Located> {
    let shifts = shifts(written);
    if written.always {
        return match shifts.into_iter().flat_map(|(_, hours)| hours).next() {
            Some(hours) => Err(Located::new(hours.span(), "a calendar has either hours or always = true, not both")),
            None => Ok(Schedule::always().week),
        };
    }
    let mut week = Vec::new();
    for ((key, hours), (day, _)) in shifts.into_iter().zip(DAYS) {
        week.extend(parsed(key, hours)?.into_iter().map(|shift| Opening { day, shift }));
    }
    Ok(week)
}

fn parsed<T: FromStr<Err = WordsError>>(key: &str, words: &[Spanned<String>]) -> Result<Vec<T>, Located> {
    words.iter().map(|text| text.get_ref().parse().map_err(|wrong| located(key, text, &wrong))).collect()
}

fn located(key: &str, text: &Spanned<String>, wrong: &WordsError) -> Located {
    Located::new(text.span(), format!("key '{key}': {wrong}"))
}

/// The hours as a person reads them, such as `Mon to Fri 9:00–12:00 and 13:00–17:30, Europe/Berlin`.
pub(super) fn in_words(calendar: &Calendar) -> String {
    let of_day = |day: Weekday| {
        let openings = calendar.schedule().week.iter().filter(move |opening| opening.day == day);
        openings.map(|opening| shift_in_words(opening.shift)).collect::<Vec<_>>().join(" and ")
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
    let open: Vec<String> = open.collect();
    let open = if open.is_empty() { "on single days".to_owned() } else { open.join("; ") };
    format!("{open}, {}", calendar.zone())
}

fn shift_in_words(shift: Shift) -> String {
    let time = |time: TimeOfDay| format!("{}:{:02}", time.hour(), time.minute());
    format!("{}–{}", time(shift.opens()), time(shift.closes()))
}
