//! The configuration's file while the hub runs: what both teams agreed on takes effect when it is saved.

use std::path::PathBuf;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::{Agreed, parse_agreement};

/// How often the file is looked at.
const EVERY: Duration = Duration::from_secs(2);

/// Follows the file at `path` until `stop`. One that cannot be read or has a mistake changes nothing, and the log says so once.
pub async fn keep_agreed(path: PathBuf, agreed: Agreed, stop: CancellationToken) {
    let mut seen = tokio::fs::read_to_string(&path).await.ok();
    while !stop.is_cancelled() {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
        let text = tokio::fs::read_to_string(&path).await.ok();
        if text != seen {
            take(&agreed, &path.display().to_string(), text.as_deref());
            seen = text;
        }
    }
}

/// Puts in force what the file says now.
fn take(agreed: &Agreed, name: &str, text: Option<&str>) {
    let read = match text {
        Some(text) => parse_agreement(text).map_err(|error| error.to_string()),
        None => Err("it cannot be read".to_owned()),
    };
    match &read {
        Ok(_) => tracing::info!(file = name, "the agreement was changed; other keys take effect at the next start"),
        Err(error) => tracing::error!(file = name, %error, "the agreement stays as it was"),
    }
    agreed.replace(read);
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "[[calendar]]\nname = \"Always\"\nzone = \"UTC\"\nalways = true\n\
                        [promise.response]\nwithin = \"2h\"\ncalendar = \"Always\"\n";

    #[test]
    fn a_mistake_leaves_the_last_good_agreement_in_force() {
        let agreed = Agreed::new(parse_agreement(GOOD).unwrap());
        let within = |agreed: &Agreed| agreed.now().promises().next().map(|promised| promised.promise.within_seconds);
        let check = |text: Option<&str>, seconds: i64, trouble: Option<&str>| {
            take(&agreed, "plumbline.toml", text);
            assert_eq!((within(&agreed), agreed.trouble().as_deref()), (Some(seconds), trouble));
        };
        check(Some(&GOOD.replace("2h", "3h")), 10_800, None);
        let wrong = "line 7: key 'calendar': no [[calendar]] is named 'Nowhere'; there is 'Always'";
        let nowhere = GOOD.replace("calendar = \"Always\"", "calendar = \"Nowhere\"");
        check(Some(&nowhere), 10_800, Some(wrong));
        check(None, 10_800, Some("it cannot be read"));
        check(Some(&GOOD.replace("2h", "90m")), 5_400, None);
    }
}
