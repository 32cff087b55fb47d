//! The browser's event source, closed when it is dropped.

use gloo::events::EventListener;
use plumbline_protocol::review::ServerEvent;
use wasm_bindgen::JsCast;
use web_sys::{EventSource, MessageEvent};
use yew::Callback;

use super::{Heard, Stale};
use crate::api;

/// An open event source.
pub struct Source {
    inner: EventSource,
    _listeners: [EventListener; 3],
}

impl Source {
    /// Opens it; `None` only where a browser has no event sources.
    pub fn open(on_heard: Callback<Heard>) -> Option<Self> {
        let inner = EventSource::new(api::EVENTS).ok()?;
        let (opened, failed) = (on_heard.clone(), on_heard.clone());
        let watched = inner.clone();
        let listeners = [
            EventListener::new(&inner, "open", move |_| opened.emit(Heard::Opened)),
            EventListener::new(&inner, "message", move |event| {
                if let Some(heard) = event.dyn_ref::<MessageEvent>().and_then(heard) {
                    on_heard.emit(heard);
                }
            }),
            EventListener::new(&inner, "error", move |_| {
                let is_closed = watched.ready_state() == EventSource::CLOSED;
                failed.emit(if is_closed { Heard::Refused } else { Heard::Lost });
            }),
        ];
        Some(Self { inner, _listeners: listeners })
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        self.inner.close();
    }
}

fn heard(event: &MessageEvent) -> Option<Heard> {
    meaning(&event.data().as_string()?)
}

/// A kind that this page does not know may be a newer kind of change, so it makes everything stale.
fn meaning(data: &str) -> Option<Heard> {
    let stale = match serde_json::from_str::<ServerEvent>(data) {
        Ok(ServerEvent::RecordChanged { record }) => Stale::Record(record),
        Ok(ServerEvent::ReportChanged { .. }) => Stale::Report,
        Ok(ServerEvent::LibraryChanged | ServerEvent::Missed) | Err(_) => Stale::Everything,
    };
    (!data.trim().is_empty()).then_some(Heard::Changed(stale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_said_is_worth_reading_again() {
        let check = |data: &str, expect| assert_eq!(meaning(data), expect, "{data}");
        let record = "odoo-main/crm.lead/17".parse().unwrap();
        check(
            r#"{"kind":"record_changed","record":"odoo-main/crm.lead/17"}"#,
            Some(Heard::Changed(Stale::Record(record))),
        );
        let id = "00000000-0000-0000-0000-000000000001";
        check(&format!(r#"{{"kind":"report_changed","id":"{id}"}}"#), Some(Heard::Changed(Stale::Report)));
        check(r#"{"kind":"library_changed"}"#, Some(Heard::Changed(Stale::Everything)));
        check(r#"{"kind":"missed"}"#, Some(Heard::Changed(Stale::Everything)));
        check(r#"{"kind":"of_tomorrow"}"#, Some(Heard::Changed(Stale::Everything)));
        check("", None);
    }
}
