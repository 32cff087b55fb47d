//! What marketers do with reports and objections, as it is asked.

use plumbline_protocol::report::HandlingAction;

use super::App;
use super::error::ApiError;
use super::reports::must_be_content;
use crate::store::NewHandling;

/// The most characters that a marketer's answer may have.
const MOST_ANSWER: usize = 10_000;

/// What is asked, if it can be done at all.
pub(super) async fn checked(app: &App, action: HandlingAction) -> Result<NewHandling, ApiError> {
    Ok(match action {
        HandlingAction::Acknowledge => NewHandling::Acknowledge,
        HandlingAction::Start => NewHandling::Start,
        HandlingAction::Reopen => NewHandling::Reopen,
        HandlingAction::TakeBack => NewHandling::TakeBack,
        HandlingAction::Decline { reason } => {
            let reason = said("reason", Some(reason))?;
            let missing =
                || ApiError::invalid("reason: say why there will be no answer; whoever reported it reads this");
            NewHandling::Decline { reason: reason.ok_or_else(missing)? }
        }
        HandlingAction::Answer { content, words } => {
            let words = said("words", words)?;
            if content.is_none() && words.is_none() {
                return Err(ApiError::invalid("words: an answer needs words, content or both"));
            }
            if let Some(content) = &content {
                must_be_content(app, content).await?;
            }
            NewHandling::Answer { content, words }
        }
    })
}

/// Words without the white space around them; nothing where there are none.
fn said(field: &str, words: Option<String>) -> Result<Option<String>, ApiError> {
    let words = words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
    match words.as_ref().map_or(0, |words| words.chars().count()) {
        length if length > MOST_ANSWER => {
            Err(ApiError::invalid(format!("{field}: {length} characters are more than {MOST_ANSWER}; shorten them")))
        }
        _ => Ok(words),
    }
}
