//! The content card: the piece that answers the objection just heard.

use std::rc::Rc;

use chrono::NaiveDate;
use plumbline_domain::Instant;
use plumbline_domain::content::{Content, ContentKind, MatchReason};
use plumbline_domain::ids::ObjectionId;
use plumbline_protocol::record_view::ContentView;
use plumbline_protocol::report::ContentUse;
use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use crate::element::{card, clicked, keyed, line, plain, tag, text_tag};
use crate::enrolment::Enrolment;
use crate::panel::state::Told;
use crate::platform::text::{counted, text, text_with};
use crate::platform::{format, now};

/// At most three pieces, each with why it is here, to open or to copy; where there is none, `on_ask` asks marketing for one.
pub fn content_card(told: &Rc<Told>, enrolment: &Rc<Enrolment>, on_ask: Callback<MouseEvent>) -> Html {
    let pieces: Vec<Html> = told.view.content.iter().map(|offered| piece(offered, told, enrolment)).collect();
    if !pieces.is_empty() {
        return card("content", "content_title", vec![tag("ul", &["class"], &["pieces"], pieces)]);
    }
    let ask = clicked("button", &["data-part"], &["ask"], on_ask, vec![plain(text("ask"))]);
    card("content", "content_title", vec![text_tag("p", "empty", text("content_none")), ask])
}

fn piece(offered: &ContentView, told: &Rc<Told>, enrolment: &Rc<Enrolment>) -> Html {
    let ContentView { content, reasons } = offered;
    let on_use = on_use(content, told, enrolment);
    let copies = [
        (content.url.as_ref(), "copy_link", ContentUse::Copied),
        (content.snippet.as_ref(), "copy_snippet", ContentUse::SnippetCopied),
    ];
    let copies =
        copies.into_iter().filter_map(|(what, key, how)| Some(copy_button(what?, key, how, &on_use))).collect();
    let said: Vec<String> = reasons.iter().map(|reason| why(reason, told)).collect();
    let why = format!("{}: {}", kind(content.kind), said.join(", "));
    let is_stale = reasons.iter().any(|reason| matches!(reason, MatchReason::Stale { .. }));
    let keys: &[&str] = if is_stale { &["class", "data-stale"] } else { &["class"] };
    let parts = vec![
        title(content, on_use),
        tag("span", &["class"], &["copies"], copies),
        tag("p", keys, &["why", ""], vec![plain(why)]),
        line(&["hidden", "readonly", "aria-label"], &["", "", &text("copy_by_hand")], "", Callback::noop()),
    ];
    let row = tag("li", &["class", "data-part", "data-content"], &["piece", "piece", content.id.as_str()], parts);
    keyed(format!("{} {}", told.view.record.key, content.id), row)
}

fn on_use(content: &Content, told: &Told, enrolment: &Rc<Enrolment>) -> Callback<ContentUse> {
    let (id, record, enrolment) = (content.id.clone(), told.view.record.key.clone(), enrolment.clone());
    Callback::from(move |action| {
        let (enrolment, id, record) = (enrolment.clone(), id.clone(), record.clone());
        spawn_local(async move {
            // What was used is worth knowing, but never worth a rep's time.
            let _ = enrolment.used_content(&id, record, action).await;
        });
    })
}

fn title(content: &Content, on_use: Callback<ContentUse>) -> Html {
    let title = vec![plain(content.title.clone())];
    let Some(url) = content.url.as_ref().filter(|url| is_web(url)) else { return tag("strong", &[], &[], title) };
    let on_open = on_use.reform(|_: MouseEvent| ContentUse::Opened);
    clicked("a", &["href", "target", "rel"], &[url, "_blank", "noopener noreferrer"], on_open, title)
}

fn copy_button(what: &str, key: &'static str, how: ContentUse, on_use: &Callback<ContentUse>) -> Html {
    let (what, on_use) = (what.to_owned(), on_use.clone());
    let on_click = Callback::from(move |event: MouseEvent| {
        let button = event.target_unchecked_into::<Element>();
        spawn_local(copy(button, what.clone(), how, on_use.clone()));
    });
    clicked("button", &["class", "data-part", "aria-live"], &["small", key, "polite"], on_click, vec![plain(text(key))])
}

/// Copies a text and says so on the button, or shows the text to be copied by hand. A word on a button is no state of the
/// panel's, so it is put there and forgotten.
async fn copy(button: Element, what: String, how: ContentUse, on_use: Callback<ContentUse>) {
    if format::copy(&what).await {
        button.set_text_content(Some(&text("copied")));
        on_use.emit(how);
    } else if let Some(field) =
        button.closest("li").ok().flatten().and_then(|piece| piece.query_selector("input").ok()?)
    {
        let _ = field.remove_attribute("hidden");
        let _ = field.set_attribute("value", &what);
    }
}

/// Content is kept by people; only a web address may become a link.
pub fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

fn kind(kind: ContentKind) -> String {
    text(match kind {
        ContentKind::Battlecard => "content_battlecard",
        ContentKind::CaseStudy => "content_case_study",
        ContentKind::Document => "content_document",
        ContentKind::Video => "content_video",
        ContentKind::Calculator => "content_calculator",
    })
}

fn why(reason: &MatchReason, told: &Told) -> String {
    let name = |id: &ObjectionId| {
        let known = told.view.objections.iter().find(|objection| objection.id == *id);
        known.map_or_else(|| id.to_string(), |objection| objection.name.clone())
    };
    match reason {
        MatchReason::Reported { objection } => text_with("why_reported", &[&name(objection)]),
        MatchReason::UsualAtStage { objection } => text_with("why_usual", &[&name(objection)]),
        MatchReason::Competitor { name } => text_with("why_competitor", &[name]),
        MatchReason::Stage { name } => text_with("why_stage", &[name]),
        MatchReason::Segment { name } => text_with("why_segment", &[name]),
        MatchReason::Verified { on } => verified(*on, told.hub_time(now())),
        MatchReason::Stale { since } => format!("⚠ {}", text_with("why_stale", &[&format::day_of(*since)])),
        MatchReason::UsedInWonDeals { deals } => counted("why_won", *deals as usize),
    }
}

fn verified(on: NaiveDate, now: Instant) -> String {
    let today = now.timestamp().div_euclid(86_400);
    match usize::try_from(today - format::day_number(on)) {
        Ok(days) if days > 0 => counted("why_verified", days),
        _ => text("why_verified_today"),
    }
}
