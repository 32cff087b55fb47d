//! The toolbar badge: how much waits for the person.

use plumbline_domain::Instant;
use plumbline_domain::sla::ClockState;
use plumbline_protocol::error::ErrorCode;
use plumbline_protocol::record_view::AttentionResponse;

use super::notify;
use crate::enrolment::Enrolment;
use crate::hub::HubError;
use crate::platform::host::{Badge, show_badge};
use crate::platform::now;
use crate::platform::text::{counted, text};

const CALM: &str = "#46566b";
const SOON: &str = "#a15c00";
const LATE: &str = "#b3261e";

/// Asks the hub and shows what it says. A hub that is away changes nothing: what waited a minute ago still waits.
pub async fn refresh() {
    let Ok(Some(enrolment)) = Enrolment::load().await else {
        return show_badge(&plain("", "action_not_enrolled")).await;
    };
    match enrolment.attention().await {
        Ok(attention) => {
            show_badge(&badge(&attention, now())).await;
            notify::tell(&attention).await;
        }
        Err(error) if must_enrol(&error) => show_badge(&plain("!", "action_not_enrolled")).await,
        Err(_) => {}
    }
}

fn must_enrol(error: &HubError) -> bool {
    error.code() == Some(ErrorCode::NotEnrolled)
}

fn plain(mark: &str, title: &str) -> Badge {
    Badge { text: mark.to_owned(), colour: LATE, title: text(title) }
}

fn badge(attention: &AttentionResponse, now: Instant) -> Badge {
    let (due, answered) = (attention.hand_offs.len(), attention.answered.len());
    let parts = [(due, "badge_due"), (answered, "badge_answered")];
    let parts = parts.iter().filter(|(count, _)| *count > 0).map(|(count, key)| counted(key, *count));
    let title = parts.collect::<Vec<_>>().join(", ");
    Badge {
        text: if due + answered == 0 { String::new() } else { (due + answered).min(999).to_string() },
        colour: colour(attention, now),
        title: if title.is_empty() { text("action_title") } else { title },
    }
}

fn colour(attention: &AttentionResponse, now: Instant) -> &'static str {
    let is_late = |state| matches!(state, ClockState::Overdue { .. });
    let mut clocks =
        attention.hand_offs.iter().flat_map(|hand_off| [Some(&hand_off.response), hand_off.update.as_ref()]);
    if clocks.any(|clock| clock.is_some_and(|clock| is_late(clock.state(now)))) {
        LATE
    } else if attention.hand_offs.is_empty() {
        CALM
    } else {
        SOON
    }
}
