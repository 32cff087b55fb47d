//! Findings in words, for people who read them elsewhere.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use plumbline_domain::findings::Verdict;
use plumbline_domain::numbers::Proportion;
use plumbline_protocol::findings::{
    ComparedPieceView, FindingsResponse, MostHeardView, NamedContent, NamedObjection, RiseView, RunView,
    StalePieceView, UnopenedPieceView,
};
use serde_json::{Value, json};

use crate::delivery::escaped_for_slack;

/// So many entries of each kind are told; the rest is on the review page.
const MOST_LINES: usize = 5;

/// Slack takes no more characters in one section.
const MOST_OF_SECTION: usize = 3_000;

/// A title is cut to so many characters, so that a section stays within what Slack takes.
const MOST_OF_TITLE: usize = 120;

/// Puts findings into words.
#[derive(Debug, Clone)]
pub struct Words {
    /// Where the review page is, without a slash at the end; without it there are no links.
    pub public_url: Option<String>,
}

/// How names are written: with links and escaped, or as they are.
type Written<'a> = &'a dyn Fn(&Name<'_>) -> String;

struct Name<'a> {
    text: &'a str,
    /// The place on the review page, after its address.
    place: Option<String>,
}

struct Section {
    heading: &'static str,
    lines: Vec<String>,
    /// Entries that are not told of.
    more: u64,
}

impl Words {
    /// A message as Slack takes it: blocks, and the same as text for notifications.
    pub fn for_slack(&self, findings: &FindingsResponse, mention: Option<&str>) -> Value {
        let written = |name: &Name<'_>| match (&self.public_url, &name.place) {
            (Some(url), Some(place)) => format!("<{url}/{place}|{}>", escaped_for_slack(&cut(name.text))),
            _ => escaped_for_slack(&cut(name.text)),
        };
        let opening = mention.into_iter().map(str::to_owned).chain([headline(findings)]).collect::<Vec<_>>().join(" ");
        let section = |text: String| json!({"type": "section", "text": {"type": "mrkdwn", "text": within(&text)}});
        let title = json!({"type": "header", "text": {"type": "plain_text", "text": TITLE}});
        let sections = sections(findings, &written);
        let told = sections.iter().map(|part| section(format!("*{}*\n{}", part.heading, part.bullets("•"))));
        let blocks: Vec<Value> =
            [title, section(opening.clone())].into_iter().chain(told).chain(self.link().map(section)).collect();
        json!({ "text": format!("{TITLE}. {opening}"), "blocks": blocks })
    }

    /// Lines that a terminal shows.
    pub fn plain(&self, findings: &FindingsResponse) -> String {
        let sections = sections(findings, &|name: &Name<'_>| cut(name.text));
        let told = sections.iter().map(|part| format!("{}\n{}", part.heading, part.bullets("-")));
        [TITLE.to_owned(), headline(findings)].into_iter().chain(told).collect::<Vec<_>>().join("\n\n")
    }

    fn link(&self) -> Option<String> {
        self.public_url.as_ref().map(|url| format!("<{url}/#/findings|All of it, with how it was found>"))
    }
}

const TITLE: &str = "What the field says";

fn headline(findings: &FindingsResponse) -> String {
    let (this, last) = (findings.rising.this_week, findings.rising.last_week);
    let heard =
        format!("{} in the last seven days, {last} in the seven before.", counted(this.into(), "report", "reports"));
    let is_quiet = sections(findings, &|_| String::new()).is_empty();
    if is_quiet { format!("{heard} Nothing stands out.") } else { heard }
}

/// Those that have anything to say.
fn sections(findings: &FindingsResponse, written: Written<'_>) -> Vec<Section> {
    let clear: Vec<_> = findings.compared.pieces.iter().filter(|piece| piece.verdict != Verdict::Unclear).collect();
    let all = [
        Section::of("Heard again and again", &findings.in_a_row, None, |run| in_a_row(run, written)),
        Section::of("Rising", &findings.rising.rises, None, |rise| rising(rise, written)),
        Section::of("Most heard in final stages", &findings.final_stages.most_heard, None, |heard| {
            most_heard(heard, written)
        }),
        Section::of("With and without content", &clear, None, |piece| compared(piece, written)),
        Section::of("To be verified again", &findings.stale.pieces, Some(findings.stale.count), |piece| {
            stale(piece, written)
        }),
        Section::of("Opened by nobody", &findings.unopened.pieces, Some(findings.unopened.count), |piece| {
            unopened(piece, findings.unopened.days, written)
        }),
    ];
    all.into_iter().filter(|section| !section.lines.is_empty()).collect()
}

impl Section {
    fn of<T>(heading: &'static str, entries: &[T], count: Option<u64>, line: impl Fn(&T) -> String) -> Self {
        let lines: Vec<String> = entries.iter().take(MOST_LINES).map(line).collect();
        let size = |len: usize| u64::try_from(len).unwrap_or(u64::MAX);
        Self { heading, more: count.unwrap_or(size(entries.len())) - size(lines.len()), lines }
    }

    fn bullets(&self, mark: &str) -> String {
        let more = (self.more > 0).then(|| format!("{} more", self.more));
        let lines = self.lines.iter().cloned().chain(more).map(|line| format!("{mark} {line}"));
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn objection(of: &NamedObjection, written: Written<'_>) -> String {
    written(&Name {
        text: &of.name,
        place: Some(format!("#/objections/{}", utf8_percent_encode(of.id.as_str(), NON_ALPHANUMERIC))),
    })
}

fn content(of: &NamedContent, written: Written<'_>) -> String {
    written(&Name { text: &of.title, place: None })
}

fn in_a_row(run: &RunView, written: Written<'_>) -> String {
    let titles = run.records.iter().rev().filter_map(|record| record.title.as_deref()).take(3);
    let on: Vec<String> = titles.map(|text| written(&Name { text, place: None })).collect();
    let on = if on.is_empty() { String::new() } else { format!(", last on {}", on.join(", ")) };
    format!("{}: {} times in a row, each on another record{on}", objection(&run.objection, written), run.count)
}

fn rising(rise: &RiseView, written: Written<'_>) -> String {
    let RiseView { this_week, last_week, chance, .. } = rise;
    format!(
        "{}: {this_week} in the last seven days, {last_week} in the seven before ({})",
        objection(&rise.objection, written),
        by_chance(*chance)
    )
}

/// How likely something is by chance alone, rounded up, in words.
fn by_chance(chance: f64) -> String {
    match chance * 100.0 {
        percent if percent < 1.0 => "by chance in fewer than 1 of 100 cases".to_owned(),
        percent => format!("by chance in {:.0} of 100 cases", percent.ceil()),
    }
}

fn most_heard(heard: &MostHeardView, written: Written<'_>) -> String {
    format!("{}: on {}", objection(&heard.objection, written), counted(heard.deals, "deal", "deals"))
}

fn compared(piece: &ComparedPieceView, written: Written<'_>) -> String {
    let won = |of: Proportion| {
        let Proportion { numerator, denominator, .. } = of;
        let percent = of.per_mille().unwrap_or_default() / 10;
        let between = of.interval.map_or_else(String::new, |between| {
            format!(", likely {} to {} %", between.low_per_mille / 10, between.high_per_mille.div_ceil(10))
        });
        format!("{numerator} of {denominator} won ({percent} %{between})")
    };
    let title = content(&piece.content, written);
    format!("{title}: with it {}; without it {}", won(piece.compared.used), won(piece.compared.not_used))
}

fn stale(piece: &StalePieceView, written: Written<'_>) -> String {
    let title = content(&piece.content, written);
    let due = format!("{title}: was to be verified by {}", piece.verify_by.format("%-d %b %Y"));
    match &piece.verifier {
        Some(verifier) => format!("{due}, by {}", written(&Name { text: verifier, place: None })),
        None => format!("{due}; nobody is named"),
    }
}

fn unopened(piece: &UnopenedPieceView, days: u16, written: Written<'_>) -> String {
    let title = content(&piece.content, written);
    match piece.last_used_at {
        Some(at) => format!("{title}: last on {}", at.format("%-d %b %Y")),
        None => format!("{title}: never, in {days} days or more"),
    }
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= MOST_OF_TITLE {
        return line;
    }
    line.chars().take(MOST_OF_TITLE - 1).chain(['…']).collect()
}

/// Whole lines, as many as fit.
fn within(text: &str) -> String {
    let mut length = 0;
    let fits = |line: &&str| {
        length += line.chars().count() + 1;
        length <= MOST_OF_SECTION
    };
    text.lines().take_while(fits).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests;
