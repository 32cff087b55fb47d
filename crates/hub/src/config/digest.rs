//! When marketing is told what the field says, and which stages are the last before a deal is decided.

use std::path::Path;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Weekday};
use chrono_tz::Tz;
use plumbline_domain::Instant;
use toml::Spanned;

use super::error::Located;
use super::escalation::{Webhook, WrittenWebhook};
use super::{definition, file};

/// The weekly digest.
#[derive(Debug, Clone)]
pub struct Digest {
    /// Whom it goes to.
    pub webhook: Webhook,
    /// On which day.
    on: Weekday,
    /// When on that day.
    at: NaiveTime,
    /// On whose wall clock.
    zone: Tz,
}

impl Digest {
    /// When it was due last, at `now` or before.
    pub fn last_due(&self, now: Instant) -> Instant {
        let today = now.with_timezone(&self.zone).date_naive();
        let since = Days::new(u64::from(today.weekday().days_since(self.on)));
        let day = today.checked_sub_days(since).unwrap_or(today);
        let due = self.on_day(day);
        if due <= now { due } else { self.on_day(day.checked_sub_days(Days::new(7)).unwrap_or(day)) }
    }

    /// A time that the clock skips, when summer begins, is an hour later.
    fn on_day(&self, day: NaiveDate) -> Instant {
        let local = day.and_time(self.at);
        let found = self.zone.from_local_datetime(&local).earliest();
        let later = || self.zone.from_local_datetime(&(local + TimeDelta::hours(1))).earliest();
        found.or_else(later).map_or_else(|| local.and_utc(), |found| found.to_utc())
    }
}

pub(super) fn digest(written: &Spanned<file::Digest>, folder: &Path) -> Result<Digest, Located> {
    let file::Digest { on, at, zone, url, url_file, format, mention } = written.get_ref();
    let of = WrittenWebhook { url, url_file, format: format.as_ref(), mention: mention.as_ref() };
    let missing = "[digest] has no 'url_file': where it goes";
    Ok(Digest {
        webhook: of.checked(folder)?.ok_or_else(|| Located::new(written.span(), missing))?,
        on: on.as_ref().map(weekday).transpose()?.unwrap_or(Weekday::Mon),
        at: at.as_ref().map(time).transpose()?.unwrap_or(NaiveTime::MIN + TimeDelta::hours(9)),
        zone: definition::zone(zone.as_ref())?,
    })
}

fn weekday(text: &Spanned<String>) -> Result<Weekday, Located> {
    let wrong = || format!("key 'on': '{}' is not a day such as \"monday\"", text.get_ref());
    text.get_ref().parse().map_err(|_| Located::new(text.span(), wrong()))
}

fn time(text: &Spanned<String>) -> Result<NaiveTime, Located> {
    let wrong = || format!("key 'at': '{}' is not a time such as \"09:00\"", text.get_ref());
    NaiveTime::parse_from_str(text.get_ref(), "%H:%M").map_err(|_| Located::new(text.span(), wrong()))
}

pub(super) fn final_stages(written: &file::Findings) -> Result<Vec<String>, Located> {
    let filled = |stage: &Spanned<String>| match stage.get_ref().trim() {
        "" => Err(Located::new(stage.span(), "key 'final_stages': one of them is empty")),
        stage => Ok(stage.to_owned()),
    };
    written.final_stages.iter().map(filled).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::config::{MessageFormat, Secret};

    #[test]
    fn it_is_due_once_a_week_by_the_wall_clock() {
        let webhook = Webhook { url: Secret::new(""), format: MessageFormat::Slack, mention: None };
        let at = NaiveTime::from_hms_opt(2, 30, 0).unwrap();
        let digest = Digest { webhook, on: Weekday::Sun, at, zone: Tz::Europe__Berlin };
        let check = |now: &str, expect: &str| {
            let at = |text: &str| text.parse::<DateTime<chrono::Utc>>().unwrap();
            assert_eq!(digest.last_due(at(now)), at(expect), "{now}");
        };
        check("2026-11-22T01:30:00Z", "2026-11-22T01:30:00Z");
        check("2026-11-22T01:29:59Z", "2026-11-15T01:30:00Z");
        check("2026-11-28T23:59:59Z", "2026-11-22T01:30:00Z");
        // The clock skips half past two when summer begins, and shows it twice when it ends.
        check("2026-03-30T00:00:00Z", "2026-03-29T01:30:00Z");
        check("2026-10-26T00:00:00Z", "2026-10-25T00:30:00Z");
    }
}
