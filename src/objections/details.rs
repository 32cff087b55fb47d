use plumbline_domain::objection::{MAX_WORDS, Severity};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use crate::form::room_left;
use crate::objections::draft::{Details, Draft};
use crate::objections::session::Session;
use crate::platform::text::{text, text_with};

/// "Sent" with an undo for five seconds, and room for words, severity and competitor.
pub fn details_form(draft: &Draft, session: &Session) -> Html {
    let details = &draft.details;
    let on_words = session.on_change.reform({
        let details = details.clone();
        move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlTextAreaElement>().value();
            Details { words: typed, ..details.clone() }
        }
    });
    let on_competitor = session.on_change.reform({
        let details = details.clone();
        move |event: InputEvent| {
            let typed = event.target_unchecked_into::<HtmlInputElement>().value();
            Details { competitor: typed, ..details.clone() }
        }
    });
    let onsubmit = session.on_send.reform(|event: SubmitEvent| event.prevent_default());
    html! {
        <form key={draft.report.id.to_string()} class="details" data-part="details" {onsubmit}>
            <p class="sent" role="status">
                <span>{ text_with("sent", &[&draft.objection]) }</span>
                if session.can_undo {
                    <button type="button" class="small" data-part="undo" onclick={session.on_undo.reform(|_: MouseEvent| ())}>
                        { text("undo") }
                    </button>
                }
            </p>
            { severities(details, &session.on_change) }
            <label>{ text("words") }
                <textarea rows="3" dir="auto" data-part="words" value={details.words.clone()} oninput={on_words} />
            </label>
            { for room_left(&details.words, MAX_WORDS) }
            <label>{ text("competitor") }
                <input dir="auto" data-part="competitor" value={details.competitor.clone()} oninput={on_competitor} />
            </label>
            <button type="submit" class="primary" data-part="send">
                { text(if details.is_empty() { "done" } else { "send_details" }) }
            </button>
        </form>
    }
}

fn severities(details: &Details, on_change: &Callback<Details>) -> Html {
    let choices = [
        (Severity::DealBreaker, "severity_deal_breaker"),
        (Severity::Challenge, "severity_challenge"),
        (Severity::NiceToHave, "severity_nice_to_have"),
    ];
    let choice = |(severity, key): (Severity, &'static str)| {
        let is_chosen = details.severity == Some(severity);
        let next = Details { severity: (!is_chosen).then_some(severity), ..details.clone() };
        let onclick = on_change.reform(move |_: MouseEvent| next.clone());
        html! { <button type="button" class="chip" data-part={key} aria-pressed={is_chosen.to_string()} {onclick}>{ text(key) }</button> }
    };
    html! { <div class="chips" role="group" aria-label={text("severity")}>{ for choices.into_iter().map(choice) }</div> }
}
