//! The attribution page: all that is known of who sourced a record, with every model side by side. It is a page and not a part of
//! the panel, because a dozen models need its width and the panel carries only what every record needs.

mod comparison;
mod history;
mod summary;
mod table;

use std::rc::Rc;

use plumbline_crm::record_url;
use plumbline_domain::record::RecordKey;
use plumbline_protocol::record_view::SourceView;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::enrolment::Enrolment;
use crate::panel::cards::skeleton;
use crate::panel::header::facts;
use crate::panel::notice::{self, notice};
use crate::panel::record::{use_lookout, use_reading};
use crate::panel::standing::{Standing, use_standing};
use crate::panel::state::{Open, State, Told};
use crate::panel::tick::use_tick;
use crate::platform::text::{counted, text, text_with};
use crate::platform::{format, now, screen};
use crate::source::{claim, timeline};

/// The page's file; the record's key stands behind a `#`.
pub const PAGE: &str = "attribution.html";

/// Milliseconds after which ages are drawn anew.
const AGES_EVERY: u32 = 30_000;

/// The whole page.
#[component]
pub fn AttributionPage() -> Html {
    let standing = use_standing();
    let enrolment = standing.enrolment();
    let reading = use_lookout();
    let (lookout, refresh) = &*reading;
    use_reading(lookout.clone(), enrolment.clone(), true);
    use_tick(AGES_EVERY, true);
    use_effect_with(enrolment, {
        let on_visit = lookout.on_visit();
        move |enrolment| {
            if let Some(url) = enrolment.as_ref().and_then(|enrolment| url(enrolment)) {
                on_visit.emit(url);
            }
        }
    });
    let desk = lookout.desk();
    screen::mark(desk.key(), desk.phase());
    html! {
        <main class="attribution">
            { match (&standing, &desk.drawn) {
                (Standing::NotEnrolled, _) => notice(&notice::Kind::NotEnrolled, refresh),
                (Standing::Enrolled(_), State::Open(open)) => whole(open, refresh),
                (Standing::Enrolled(enrolment), State::Away) if url(enrolment).is_none() => nowhere(),
                _ => skeleton(),
            } }
        </main>
    }
}

/// The CRM's address of the record that this page's address names.
fn url(enrolment: &Enrolment) -> Option<String> {
    let key: RecordKey = screen::fragment()?.parse().ok()?;
    let site = enrolment.session.crms.iter().find(|site| site.id == key.crm)?;
    record_url(site, &key)
}

fn nowhere() -> Html {
    html! { <section class="notice" role="alert" data-part="notice"><p>{ text("attribution_nowhere") }</p></section> }
}

fn whole(open: &Open, refresh: &Callback<()>) -> Html {
    match (&open.told, &open.trouble) {
        (Some(told), _) => html! { <>{ header(open, told) }{ sections(told) }</> },
        (None, Some(error)) => notice(&notice::Kind::Failed(error.clone()), refresh),
        (None, None) => skeleton(),
    }
}

fn header(open: &Open, told: &Rc<Told>) -> Html {
    let record = &told.view.record;
    screen::set_title(&text_with("attribution_of", &[&record.title]));
    let onclick = {
        let told = told.clone();
        move |event: MouseEvent| {
            let button = event.target_unchecked_into::<HtmlElement>();
            spawn_local(copy(button, summary::summary(&told.view, &format::moment(told.hub_time(now())))));
        }
    };
    html! {
        <header>
            <div class="bar">
                <span class="mark" aria-hidden="true" />
                <h1>{ text_with("attribution_of", &[&record.title]) }</h1>
                <button class="primary" data-part="copy-summary" aria-live="polite" {onclick}>{ text("copy_summary") }</button>
            </div>
            <p class="facts">{ facts(record) }</p>
            { for notice::freshness(open) }
        </header>
    }
}

/// Copies the text and says so on the button; where the browser does not let us, says that.
async fn copy(button: HtmlElement, summary: String) {
    let key = if format::copy(&summary).await { "copied" } else { "copy_refused" };
    button.set_text_content(Some(&text(key)));
}

fn sections(told: &Rc<Told>) -> Html {
    let source = &told.view.source;
    if source.touches.is_empty() {
        return html! { <section class="card" data-part="source"><p class="empty">{ text("source_none") }</p></section> };
    }
    html! {
        <>
            { sourced(source) }
            <section class="card" data-part="timeline" aria-labelledby="timeline-title">
                <h2 id="timeline-title">{ counted("touches", source.touches.len()) }</h2>
                { timeline(source) }
            </section>
            <table::Comparison told={told.clone()} />
            { history::history(source) }
        </>
    }
}

/// Who claims the record, each by what, and whose it is under the agreed rule.
fn sourced(source: &SourceView) -> Html {
    let Some(found) = &source.claim else { return Html::default() };
    html! {
        <section class="card" data-part="claim" data-claim={claim::state(found)} aria-labelledby="claim-title">
            <h2 id="claim-title">{ text("claim_title") }</h2>
            <p class="verdict">{ claim::verdict(found) }</p>
            <ul class="facts">{ for claim::collisions(found).into_iter().map(|line| html! { <li>{ line }</li> }) }</ul>
            <p class="why">{ claim::rule(found) }</p>
        </section>
    }
}
