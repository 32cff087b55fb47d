//! The deal review packet, from stored facts: what the panel shows of a deal, gathered for people who look back on it. Pure.

mod choices;
mod drawn_in;
mod heard;
mod messaging;
#[cfg(test)]
mod samples;
mod signals;

use plumbline_domain::Instant;
use plumbline_domain::attribution::{Sourcing, Terms};
use plumbline_domain::sla::Event;
use plumbline_domain::touch::Touch;
use plumbline_protocol::packet::DealPage;
use plumbline_protocol::record_view::Freshness;
use plumbline_protocol::report::ReportView;

pub use self::choices::choices;
use crate::records;
use crate::store::{Circle, Library, UsedContent};

/// What a page is made from.
#[derive(Debug, Clone)]
pub struct Materials<'a> {
    /// The deal and what belongs to it.
    pub circle: &'a Circle,
    /// Where it stands in the CRM.
    pub record_url: Option<String>,
    /// How old that is.
    pub freshness: Freshness,
    /// How credit is shared.
    pub terms: Terms,
    /// Which team sourced a deal.
    pub sourcing: &'a Sourcing,
    /// What marketing keeps.
    pub library: &'a Library,
    /// What was reported on it, the latest first.
    pub reports: Vec<ReportView>,
    /// What content was used on it, the first use first.
    pub uses: &'a [UsedContent],
}

/// The page of a deal at `now`.
pub fn deal_page(from: Materials<'_>, now: Instant) -> DealPage {
    let record = &from.circle.record;
    let source = records::source(from.circle, from.terms, from.sourcing, now);
    let touches: Vec<&Touch> = source.touches.iter().map(|view| &view.touch).filter(|touch| touch.at <= now).collect();
    let deal = messaging::Deal { record, touches: &touches, events: events(from.circle), now };
    DealPage {
        messaging: messaging::messaging(&deal, from.uses, &from.reports, from.library),
        signals: signals::signals(&touches),
        objections: heard::heard(from.reports),
        drawn_in: drawn_in::drawn_in(&source, now),
        record: record.clone(),
        record_url: from.record_url,
        freshness: from.freshness,
    }
}

/// What happened to the record itself.
fn events(circle: &Circle) -> &[Event] {
    let own = circle.members.iter().find(|member| member.record.key == circle.record.key);
    own.map(|own| own.events.as_slice()).unwrap_or_default()
}
