//! Fetches the index by which the panel recognises objections, so that no panel waits for it.

use chrono::TimeDelta;
use plumbline_domain::Instant;

use crate::enrolment::Enrolment;
use crate::objections::recogniser::Kept;
use crate::platform::storage::Area;
use crate::platform::{log, now};

/// In the browser's memory: when the hub was asked last, and for whom.
const ASKED: &str = "recogniser-asked";

/// It changes when marketing edits objections, and slowly by what is reported.
const ASK_AGAIN_AFTER: TimeDelta = TimeDelta::minutes(5);

/// Asks the hub for the index, unless it was asked a moment ago. A hub that is away changes nothing.
pub async fn refresh() {
    let Ok(Some(enrolment)) = Enrolment::load().await else { return };
    let owner = enrolment.owner();
    let key = format!("{ASKED}:{owner}");
    let asked = Area::Session.get::<Instant>(&key).await.ok().flatten();
    if asked.is_some_and(|asked| (now() - asked).abs() < ASK_AGAIN_AFTER) {
        return;
    }
    let tag = Kept::load(&owner).await.ok().flatten().and_then(|kept| kept.tag);
    let Ok(answer) = enrolment.recogniser(tag.as_deref()).await else { return };
    let _ = Area::Session.set(&key, &now()).await;
    if let Some((tag, index)) = answer
        && let Err(error) = Kept::new(owner, tag, &index).save().await
    {
        log(&error.to_string());
    }
}
