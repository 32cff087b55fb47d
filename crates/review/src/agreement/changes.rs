//! What a change would do, in one sentence, and clock by clock.

use std::rc::Rc;

use chrono::SecondsFormat;
use plumbline_domain::Instant;
use plumbline_protocol::agreement::{AgreementPreview, ClockChangeView};
use yew::prelude::*;

use super::terms::terms;
use crate::strings::OPENS_CRM;
use crate::strings::agreement as strings;
use crate::strings::sla::RECORD;
use crate::ui::icon::{Icon, Shape};
use crate::ui::text::safe_link;
use crate::ui::time::exact;

/// What happens to one clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It is not overdue, and would be.
    BecomesOverdue,
    /// It would begin to wait.
    Added,
    /// It would no longer wait.
    Removed,
    /// It would fall due sooner.
    Sooner,
    /// It would fall due later.
    Later,
}

impl Kind {
    fn of(change: &ClockChangeView) -> Self {
        match (change.becomes_overdue, change.due_at, change.would_be_due_at) {
            (true, _, _) => Self::BecomesOverdue,
            (false, None, _) => Self::Added,
            (false, Some(_), None) => Self::Removed,
            (false, Some(is), Some(would_be)) if would_be < is => Self::Sooner,
            (false, Some(_), Some(_)) => Self::Later,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::BecomesOverdue => "becomes-overdue",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Sooner => "sooner",
            Self::Later => "later",
        }
    }
}

#[derive(Properties, PartialEq)]
pub struct ChangesProps {
    pub preview: Rc<AgreementPreview>,
}

/// The agreement as it would be, and the clocks that it would change. Drawn once for each answer, not at each keystroke.
#[component]
pub fn Changes(props: &ChangesProps) -> Html {
    let preview = &props.preview;
    let all = preview.moved + preview.added + preview.removed;
    html! {
        <div class="changes" data-part="changes">
            <details>
                <summary>{ strings::AS_IT_WOULD_BE }</summary>
                { terms(&preview.agreement) }
            </details>
            if !preview.changes.is_empty() {
                <h3 id="changes-name">{ strings::CLOCKS }</h3>
                if preview.changes.len() < all {
                    <p class="rule">{ strings::cut(preview.changes.len(), all) }</p>
                }
                { table(&preview.changes) }
            }
        </div>
    }
}

fn table(changes: &[ClockChangeView]) -> Html {
    html! {
        <div class="scroller" tabindex="0" role="region" aria-labelledby="changes-name">
            <table class="clock-changes">
                <thead><tr>
                    <th scope="col">{ RECORD }</th>
                    <th scope="col">{ strings::PROMISE }</th>
                    <th scope="col">{ strings::DUE_NOW }</th>
                    <th scope="col">{ strings::WOULD_BE_DUE }</th>
                    <th scope="col">{ strings::CHANGE }</th>
                </tr></thead>
                <tbody>{ for changes.iter().enumerate().map(|(at, change)| row(at, change)) }</tbody>
            </table>
        </div>
    }
}

fn row(at: usize, change: &ClockChangeView) -> Html {
    let kind = Kind::of(change);
    html! {
        <tr key={at} data-part="change" data-record={change.record.to_string()} data-kind={kind.name()}>
            <th scope="row">{ record(change) }</th>
            <td><bdi>{ &change.promise }</bdi></td>
            <td class="moment">{ moment(change.due_at) }</td>
            <td class="moment">{ moment(change.would_be_due_at) }</td>
            <td>{ mark(kind) }</td>
        </tr>
    }
}

fn record(change: &ClockChangeView) -> Html {
    match change.record_url.as_deref().and_then(safe_link) {
        Some(url) => html! {
            <a href={url.to_owned()} target="_blank" rel="noopener noreferrer">
                <bdi>{ &change.title }</bdi>{ "\u{a0}" }<Icon shape={Shape::Out} /><span class="sr-only">{ " " }{ OPENS_CRM }</span>
            </a>
        },
        None => html! { <bdi>{ &change.title }</bdi> },
    }
}

fn moment(at: Option<Instant>) -> Html {
    match at {
        Some(at) => html! { <time datetime={at.to_rfc3339_opts(SecondsFormat::Secs, true)}>{ exact(at) }</time> },
        None => html! { <span class="quiet-word">{ strings::NOT_PROMISED }</span> },
    }
}

/// A shape and a word.
fn mark(kind: Kind) -> Html {
    let (class, shape) = match kind {
        Kind::BecomesOverdue => ("alarm", Shape::Octagon),
        Kind::Added => ("pending", Shape::Ring),
        Kind::Removed => ("pending", Shape::Dot),
        Kind::Sooner => ("caution", Shape::Triangle),
        Kind::Later => ("pending", Shape::Down),
    };
    html! { <span class={classes!("standing", class)}><Icon {shape} />{ strings::kind(kind) }</span> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agreement::sample;

    #[test]
    fn each_clock_says_what_happens_to_it() {
        let check = |due: Option<i64>, would_be: Option<i64>, becomes_overdue: bool, expect: Kind| {
            let change = sample::change(due, would_be, becomes_overdue);
            assert_eq!(Kind::of(&change), expect, "{due:?} to {would_be:?}");
        };
        check(Some(6), Some(3), true, Kind::BecomesOverdue);
        check(None, Some(3), true, Kind::BecomesOverdue);
        check(None, Some(3), false, Kind::Added);
        check(Some(6), None, false, Kind::Removed);
        check(Some(6), Some(3), false, Kind::Sooner);
        check(Some(3), Some(6), false, Kind::Later);
    }
}
