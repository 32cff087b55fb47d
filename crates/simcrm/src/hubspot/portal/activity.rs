//! What visitors do, as HubSpot's tracking notes it on a contact.

use std::sync::Arc;

use super::write::{Act, Values};
use super::{Key, Portal, PortalError};
use crate::clock::{Instant, iso};
use crate::hubspot::record::Source;

/// Where a visitor came from.
#[derive(Debug, Clone, Copy)]
pub struct Visit<'a> {
    /// Such as `PAID_SEARCH`.
    pub source: &'a str,
    /// The two drill-downs, whose meaning depends on the source.
    pub detail: [&'a str; 2],
    /// The page that was seen first.
    pub url: &'a str,
}

fn by(kind: &'static str, id: &str, at: Instant) -> Act {
    Act { at, source: Arc::new(Source { kind, id: Some(id.to_owned()), user: None }) }
}

impl Portal {
    /// A contact comes to the site. Its first visit gives the original source, every visit the latest one.
    ///
    /// # Errors
    /// There is no such contact.
    pub fn visited(&mut self, contact: Key, visit: Visit<'_>, at: Instant) -> Result<(), PortalError> {
        let record = self.record(contact)?;
        let count = |name| record.some(name).and_then(|count| count.parse::<u64>().ok()).unwrap_or(0);
        let visits = count("hs_analytics_num_visits") + 1;
        let pages = count("hs_analytics_num_page_views") + 3;
        let first = record.some("hs_analytics_source").is_none();
        let mut values: Values = [
            ("hs_latest_source", visit.source.to_owned()),
            ("hs_latest_source_data_1", visit.detail[0].to_owned()),
            ("hs_latest_source_data_2", visit.detail[1].to_owned()),
            ("hs_latest_source_timestamp", iso(at)),
            ("hs_analytics_last_url", visit.url.to_owned()),
            ("hs_analytics_last_timestamp", iso(at)),
            ("hs_analytics_last_visit_timestamp", iso(at)),
            ("hs_analytics_num_visits", visits.to_string()),
            ("hs_analytics_num_page_views", pages.to_string()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        if first {
            let original = [
                ("hs_analytics_source", visit.source.to_owned()),
                ("hs_analytics_source_data_1", visit.detail[0].to_owned()),
                ("hs_analytics_source_data_2", visit.detail[1].to_owned()),
                ("hs_analytics_first_url", visit.url.to_owned()),
                ("hs_analytics_first_timestamp", iso(at)),
                ("hs_analytics_first_visit_timestamp", iso(at)),
            ];
            values.extend(original.map(|(name, value)| (name.to_owned(), value)));
        }
        self.observe(contact, &values, &by("ANALYTICS", "ContactAnalyticsDetailsUpdateWorker", at)).map(drop)
    }

    /// A contact sends a form. The first one stays the first conversion.
    ///
    /// # Errors
    /// There is no such contact.
    pub fn submitted_form(&mut self, contact: Key, form: &str, at: Instant) -> Result<(), PortalError> {
        let record = self.record(contact)?;
        let count = record.some("num_conversion_events").and_then(|count| count.parse::<u64>().ok()).unwrap_or(0);
        let mut values: Values = [
            ("recent_conversion_event_name", form.to_owned()),
            ("recent_conversion_date", iso(at)),
            ("num_conversion_events", (count + 1).to_string()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        if count == 0 {
            values.insert("first_conversion_event_name".to_owned(), form.to_owned());
            values.insert("first_conversion_date".to_owned(), iso(at));
        }
        self.observe(contact, &values, &by("FORM", form, at)).map(drop)
    }

    /// A contact books a meeting on a meeting page.
    ///
    /// # Errors
    /// There is no such contact.
    pub fn booked_meeting(
        &mut self,
        contact: Key,
        [campaign, medium, source]: [&str; 3],
        at: Instant,
    ) -> Result<(), PortalError> {
        let values: Values = [
            ("engagements_last_meeting_booked", iso(at)),
            ("engagements_last_meeting_booked_campaign", campaign.to_owned()),
            ("engagements_last_meeting_booked_medium", medium.to_owned()),
            ("engagements_last_meeting_booked_source", source.to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into();
        self.observe(contact, &values, &by("MEETINGS", "meetings", at)).map(drop)
    }
}
