//! The deal's attribution as plain text, for a deal review.

use plumbline_protocol::record_view::{RecordView, by_channel};

use crate::panel::header::facts;
use crate::platform::format;
use crate::platform::text::{counted, text, text_with};
use crate::source::{self, channels, claim, words};

/// What the page says of the record, in a few lines.
pub fn summary(view: &RecordView, moment: &str) -> String {
    let source = &view.source;
    let lines = [
        Some(text_with("attribution_of", &[&view.record.title])),
        Some(facts(&view.record)),
        claimed(view),
        origin("source_original", source.original.as_ref()),
        origin("source_latest", source.latest.as_ref()),
        span(view),
        credit(view),
        Some(text_with("summary_as_of", &[moment, &format::moment(view.freshness.read_at)])),
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
}

fn claimed(view: &RecordView) -> Option<String> {
    let found = view.source.claim.as_ref()?;
    let facts = claim::collisions(found).into_iter().map(|line| format!("  {line}"));
    let lines = std::iter::once(claim::verdict(found)).chain(facts).chain([format!("  {}", claim::rule(found))]);
    Some(lines.collect::<Vec<_>>().join("\n"))
}

fn origin(key: &str, touch: Option<&plumbline_domain::touch::Touch>) -> Option<String> {
    Some(format!("{}: {}", text(key), source::origin(touch?)))
}

fn span(view: &RecordView) -> Option<String> {
    let (first, last) = (view.source.touches.first()?, view.source.touches.last()?);
    let count = counted("touches", view.source.touches.len());
    Some(format!("{count}: {} – {}", format::day(first.touch.at), format::day(last.touch.at)))
}

fn credit(view: &RecordView) -> Option<String> {
    let source = &view.source;
    if source.uncredited().is_some() {
        return None;
    }
    let model = text_with("model_line", &[&words::model_name(source.model), &words::model_rule(source.model)]);
    let sums = by_channel(&source.touches);
    let rows = sums.iter().map(|sum| format!("  {}: {}", channels::name(sum), channels::part(sum)));
    let lines = std::iter::once(model).chain(rows).chain([format!("  {}", source::sum(source))]);
    Some(lines.collect::<Vec<_>>().join("\n"))
}
