//! After a failure that concerns a CRM as a whole, no call is made for a while, longer each time.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::ConnectorError;

const LONGEST: Duration = Duration::from_secs(60);

/// Whether calls are held back, and why.
#[derive(Default)]
pub(super) struct Pause(Mutex<State>);

#[derive(Default)]
struct State {
    failures: u32,
    until: Option<(Instant, ConnectorError)>,
}

impl Pause {
    /// What went wrong last, while it lasts.
    pub(super) fn refuse(&self) -> Result<(), ConnectorError> {
        match &self.0.lock().unwrap_or_else(PoisonError::into_inner).until {
            Some((until, trouble)) if Instant::now() < *until => Err(trouble.clone()),
            _ => Ok(()),
        }
    }

    /// How a call ended.
    pub(super) fn learn_from(&self, trouble: Option<&ConnectorError>) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(trouble) = trouble.filter(|trouble| concerns_all(trouble)) else {
            *state = State::default();
            return;
        };
        if state.until.as_ref().is_some_and(|(until, _)| Instant::now() < *until) {
            // The others that were under way when it began.
            return;
        }
        let wait = match trouble {
            ConnectorError::Limited { retry_after: Some(wait), .. } => *wait,
            _ => Duration::from_secs(1 << state.failures.min(6)),
        };
        state.failures += 1;
        state.until = Some((Instant::now() + wait.min(LONGEST), trouble.clone()));
    }
}

/// Whether the next call would most likely fail the same way.
fn concerns_all(trouble: &ConnectorError) -> bool {
    use ConnectorError::{Failed, KeyRefused, Limited, Timeout, Unreachable};
    match trouble {
        // Those three are about what was asked for.
        Failed { status, .. } => !matches!(status, 400 | 422 | 500),
        Timeout { .. } | Unreachable(_) | KeyRefused(_) | Limited { .. } => true,
        _ => false,
    }
}
