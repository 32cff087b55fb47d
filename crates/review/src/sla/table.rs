//! Hand-offs, one a line.

use chrono::SecondsFormat;
use plumbline_domain::sla::metrics::Standing;
use plumbline_domain::sla::{Acceptance, RejectionReason};
use plumbline_protocol::sla::{SlaClockView, SlaHandOffView};
use yew::prelude::*;

use crate::strings::OPENS_CRM;
use crate::strings::sla as strings;
use crate::ui::icon::{Icon, Shape};
use crate::ui::text::safe_link;
use crate::ui::time::exact;

/// A table of hand-offs, named by the element `labelled_by`.
pub fn table(views: &[&SlaHandOffView], agreed: &[RejectionReason], labelled_by: &'static str) -> Html {
    let has_updates = views.iter().any(|view| view.update.is_some());
    html! {
        <div class="scroller" tabindex="0" role="region" aria-labelledby={labelled_by}>
            <table class="hand-offs">
                <thead><tr>
                    <th scope="col">{ strings::RECORD }</th>
                    <th scope="col">{ strings::OWNER }</th>
                    <th scope="col">{ strings::CHANNEL }</th>
                    <th scope="col">{ strings::HANDED_OFF }</th>
                    <th scope="col">{ strings::RESPONSE }</th>
                    if has_updates {
                        <th scope="col">{ strings::UPDATE }</th>
                    }
                    <th scope="col">{ strings::DECISION }</th>
                </tr></thead>
                <tbody>{ for views.iter().map(|view| row(view, agreed, has_updates)) }</tbody>
            </table>
        </div>
    }
}

fn row(view: &SlaHandOffView, agreed: &[RejectionReason], has_updates: bool) -> Html {
    let key = format!("{} {}", view.record, view.handed_off_at.timestamp_millis());
    let owner = view.owner.as_ref().map_or(strings::NO_OWNER, |owner| owner.name.as_str()).to_owned();
    html! {
        <tr {key} data-part="hand-off" data-record={view.record.to_string()}>
            <th scope="row">{ record(view) }</th>
            <td class="who"><bdi>{ owner }</bdi></td>
            <td>{ strings::channel(view.channel) }</td>
            <td class="moment">{ moment(view) }</td>
            <td class="clock">{ clock(&view.response) }</td>
            if has_updates {
                <td class="clock">{ view.update.as_ref().map_or_else(|| html! { strings::NOTHING }, clock) }</td>
            }
            <td>{ decision(&view.acceptance, agreed) }</td>
        </tr>
    }
}

fn record(view: &SlaHandOffView) -> Html {
    html! {
        <>
            if let Some(url) = view.record_url.as_deref().and_then(safe_link) {
                <a href={url.to_owned()} target="_blank" rel="noopener noreferrer" data-part="record">
                    <bdi>{ &view.title }</bdi>{ "\u{a0}" }<Icon shape={Shape::Out} /><span class="sr-only">{ " " }{ OPENS_CRM }</span>
                </a>
            } else {
                <bdi data-part="record">{ &view.title }</bdi>
            }
            if let Some(company) = &view.company {
                <span class="below"><bdi>{ company }</bdi></span>
            }
        </>
    }
}

fn moment(view: &SlaHandOffView) -> Html {
    let machine = view.handed_off_at.to_rfc3339_opts(SecondsFormat::Secs, true);
    html! { <time datetime={machine}>{ exact(view.handed_off_at) }</time> }
}

/// How a promise stands, as a shape, a word and numbers.
fn clock(view: &SlaClockView) -> Html {
    let measure = view.measure;
    let (class, shape) = match measure.standing {
        Standing::InTime => ("good", Shape::Tick),
        Standing::Late => ("caution", Shape::Triangle),
        Standing::Missed | Standing::Overdue => ("alarm", Shape::Octagon),
        Standing::Pending => ("pending", Shape::Ring),
        Standing::Cancelled => ("pending", Shape::Dot),
    };
    let standing = strings::measured(measure.standing, measure.elapsed_seconds, measure.late_seconds);
    html! {
        <>
            <span class={classes!("standing", class)}><Icon {shape} />{ strings::standing(measure.standing) }{ " " }
                <span class="measured">{ standing }</span></span>
            <span class="below">{ strings::due(&exact(view.due_at)) }</span>
        </>
    }
}

fn decision(acceptance: &Acceptance, agreed: &[RejectionReason]) -> Html {
    match acceptance {
        Acceptance::Open => html! { <span class="quiet-word">{ strings::UNDECIDED }</span> },
        Acceptance::Accepted { by, .. } => html! {
            <>{ strings::WAS_ACCEPTED }<span class="below"><bdi>{ by }</bdi></span></>
        },
        Acceptance::Rejected { by, reason, words, .. } => html! {
            <>
                { strings::WAS_REJECTED }{ ": " }<bdi>{ strings::reason(reason, agreed) }</bdi>
                if let Some(words) = words {
                    <span class="below said-why" dir="auto">{ words }</span>
                }
                <span class="below"><bdi>{ by }</bdi></span>
            </>
        },
    }
}
