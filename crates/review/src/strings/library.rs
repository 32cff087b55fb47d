//! The words of the library.

use plumbline_domain::objection::Status;
use plumbline_protocol::library::ImportResponse;

use super::{count, grouped, status};
use crate::library::{Kind, Only};

pub const OBJECTIONS_TITLE: &str = "Objections · Plumbline";
pub const CONTENT_TITLE: &str = "Content · Plumbline";
pub const LOADING: &str = "Loading the library…";
pub const LISTS: &str = "Lists";
pub const PARTS: &str = "Which of them";

/// A list's name.
pub const fn list(kind: Kind) -> &'static str {
    match kind {
        Kind::Objections => "Objections",
        Kind::Content => "Content",
    }
}

/// A part of a list.
pub const fn only(kind: Kind, only: Only) -> &'static str {
    match (kind, only) {
        (_, Only::InUse) => "In use",
        (_, Only::Stale) => "Stale",
        (Kind::Objections, Only::Aside) => "Part of another",
        (Kind::Content, Only::Aside) => "Taken out",
    }
}

/// What the search is called.
pub const fn search(kind: Kind) -> &'static str {
    match kind {
        Kind::Objections => "Search objections",
        Kind::Content => "Search content",
    }
}

/// How many there are.
pub fn found(kind: Kind, n: u64) -> String {
    let word = match (kind, n) {
        (Kind::Objections, 1) => "objection",
        (Kind::Objections, _) => "objections",
        (Kind::Content, 1) => "piece",
        (Kind::Content, _) => "pieces",
    };
    format!("{} {word}", grouped(n))
}

/// Adds one.
pub const fn add(kind: Kind) -> &'static str {
    match kind {
        Kind::Objections => "New objection",
        Kind::Content => "New content",
    }
}

/// What an id is made of where a name has no letters for one.
pub const fn id_stem(kind: Kind) -> &'static str {
    match kind {
        Kind::Objections => "objection",
        Kind::Content => "content",
    }
}

/// Changes one.
pub fn edit(name: &str) -> String {
    format!("Edit “{name}”")
}

pub const NAME: &str = "Name";
pub const TITLE: &str = "Title";
pub const STATUS: &str = "Status";
pub const OWNER: &str = "Owner";
pub const WHAT_BUYERS_SAY: &str = "What buyers say";
pub const WHERE: &str = "Where";
pub const CHANGE: &str = "Change";
pub const KIND: &str = "Kind";
pub const ANSWERS: &str = "Answers";
pub const VERIFIER: &str = "Verifier";
pub const VERIFY_BY: &str = "Verify by";
pub const EDIT: &str = "Edit";
pub const NOBODY: &str = "Nobody";
pub const ANYWHERE: &str = "Anywhere";
pub const NO_DAY: &str = "No day set";
pub const STALE: &str = "Stale";
pub const SNIPPET_ONLY: &str = "Words to paste";
pub const PART_OF: &str = "Part of";

/// There are more than are shown.
pub fn and_more(n: usize) -> String {
    format!("and {n} more")
}

/// Shows what is left of a long list.
pub fn show_more(hidden: usize) -> String {
    format!("Show more ({hidden} left)")
}

/// Follows the link of a piece.
pub fn open(title: &str) -> String {
    format!("Open “{title}” in a new tab")
}

pub const TAKE_OUT: &str = "Take out";
pub const PUT_BACK: &str = "Put back";

/// Takes a piece out.
pub fn take_out(title: &str) -> String {
    format!("Take out “{title}”")
}

/// Puts a piece back.
pub fn put_back(title: &str) -> String {
    format!("Put back “{title}”")
}

/// It was taken out.
pub fn taken_out(title: &str) -> String {
    format!("“{title}” is taken out. Answers that were given with it keep it.")
}

/// It was put back.
pub fn was_put_back(title: &str) -> String {
    format!("“{title}” is offered again.")
}

/// It was saved.
pub fn saved(name: &str) -> String {
    format!("Saved “{name}”.")
}

/// A change was taken back.
pub fn taken_back(name: &str) -> String {
    format!("“{name}” is as it was before.")
}

pub const SAVE: &str = "Save";
pub const SAVING: &str = "Saving…";
pub const KEPT: &str = "Not saved yet; kept in this browser.";
pub const DISCARD: &str = "Discard changes";
pub const DISCARDED: &str = "Changes discarded.";
pub const FIND_OBJECTION: &str = "Find an objection";
pub const THERE_NOW: &str = "There now:";
pub const NOTHING: &str = "nothing";
pub const TAKE_THEIRS: &str = "Use this";
pub const CHANGED_SINCE: &str = "This was changed since you began.";

/// What became of what was written.
pub fn overtaken(contested: usize) -> String {
    let rest = "Nothing of yours was saved or lost. Fields that you had not touched show what is there now.";
    match contested {
        0 => format!("{rest} Save again to add your changes."),
        n => format!(
            "{rest} {} of both of you: what is there now stands below yours. Save again to put yours in its place.",
            count(n, "field has changes", "fields have changes")
        ),
    }
}

/// What a field is called.
pub fn field(kind: Kind, name: &str) -> &'static str {
    match (kind, name) {
        (_, "name") => "Name",
        (_, "owner") => "Owner",
        (_, "phrases") => "What buyers say",
        (_, "stages") => "Stages",
        (_, "competitors") => "Competitors",
        (_, "segments") => "Segments",
        (_, "title") => "Title",
        (_, "kind") => "Kind",
        (_, "url") => "Link",
        (_, "snippet") => "Words to paste",
        (_, "language") => "Language",
        (_, "answers") => "Answers these objections",
        (_, "verifier") => "Verifier",
        (_, "verified_on") => "Last verified on",
        (_, "verify_by") => "Verify by",
        (Kind::Objections | Kind::Content, _) => "Id",
    }
}

/// What belongs into a field.
pub fn field_help(kind: Kind, name: &str) -> Option<&'static str> {
    Some(match (kind, name) {
        (Kind::Objections, "name") => "What everybody calls it, such as “Too expensive”.",
        (Kind::Objections, "owner") => "Who in marketing answers for it.",
        (_, "phrases") => "Example phrases, one a line. Reps’ words are matched with them.",
        (Kind::Objections, "stages" | "competitors" | "segments") => "Where it comes up; one a line, none for any.",
        (Kind::Content, "stages" | "competitors" | "segments") => "What it is meant for; one a line, none for any.",
        (_, "url") => "https:// or http://. A piece needs a link, words to paste, or both.",
        (_, "language") => "Such as en or de.",
        (_, "verifier") => "Who sees to it that it stays true.",
        (_, "verify_by") => "After this day it is marked as stale.",
        _ => return None,
    })
}

/// Whether texts of other entries are worth offering.
pub fn is_offered(name: &str) -> bool {
    matches!(name, "owner" | "stages" | "competitors" | "segments" | "language" | "verifier")
}

/// Adds a text to a list.
pub fn add_to(text: &str, field: &str) -> String {
    format!("Add “{text}” to {field}")
}

pub const NOTHING_FOUND: &str = "Nothing found";
pub const SHOW_ALL: &str = "Show all";
pub const NOTHING_ANSWERS: &str = "No content answers this.";
pub const CLEAR_SEARCH: &str = "Clear the search";
pub const SHOW_IN_USE: &str = "Show what is in use";
pub const NO_SUCH_TITLE: &str = "It is not there";

/// Nothing mentions what is looked for.
pub fn nothing_mentions(q: &str) -> String {
    format!("Nothing here mentions “{}”.", q.trim())
}

/// What an address names is not there.
pub const fn no_such(kind: Kind) -> &'static str {
    match kind {
        Kind::Objections => "There is no objection of this id. The address may be mistyped.",
        Kind::Content => "There is no piece of content of this id. The address may be mistyped.",
    }
}

/// Nothing is kept yet.
pub const fn empty(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Objections => {
            ("No objections yet", "Write the reasons that buyers give for saying no, or import a file that has them.")
        }
        Kind::Content => {
            ("No content yet", "Write down what answers objections, link by link, or import a file that has it.")
        }
    }
}

/// Nothing of this part is there.
pub const fn none(kind: Kind, only: Only) -> (&'static str, &'static str) {
    match (kind, only) {
        (_, Only::Stale) => ("Nothing is stale", "Every piece with a day to verify it by is within that day."),
        (Kind::Objections, Only::Aside) => ("No merges", "No objection is part of another."),
        (Kind::Content, Only::Aside) => {
            ("Nothing was taken out", "What you take out stands here, and can be put back.")
        }
        (_, Only::InUse) => ("Nothing is in use", "All of it is part of another, or was taken out."),
    }
}

pub const TRANSFER: &str = "Import and export";
pub const IMPORT: &str = "Import a file…";
pub const IMPORT_HELP: &str = "CSV or JSON, as exported here. Rows of an id that is there change it.";
pub const DROP_HERE: &str = "or drop a CSV or JSON file here";
pub const EXPORT_CSV: &str = "Export CSV";
pub const EXPORT_JSON: &str = "Export JSON";
pub const REFUSED: &str = "Rows that were not taken";
pub const REFUSED_FILE: &str = "refused-rows.csv";
pub const DOWNLOAD_REFUSED: &str = "Download these rows";
pub const LINE: &str = "Line";
pub const WHY: &str = "Why";

/// The hub reads a file.
pub fn importing(name: &str) -> String {
    format!("Importing {name}…")
}

/// It is neither CSV nor JSON.
pub fn unknown_format(name: &str) -> String {
    format!("{name} is neither CSV nor JSON by its name. Save it as one of the two, then import it.")
}

/// Nothing of a file was taken.
pub fn not_imported(name: &str) -> String {
    format!("{name} was not imported.")
}

/// What came of a file.
pub fn imported(name: &str, told: &ImportResponse) -> String {
    let ImportResponse { added, changed, unchanged, refused } = told;
    let refused = match refused.len() {
        0 => String::new(),
        n => format!(", {}", count(n, "row was not taken", "rows were not taken")),
    };
    format!("{name}: {added} added, {changed} changed, {unchanged} unchanged{refused}.")
}

/// There are more than are shown.
pub fn more_refused(hidden: usize) -> String {
    format!("{hidden} more are in the file.")
}

pub const HISTORY: &str = "History";
pub const NO_HISTORY: &str = "Nothing was changed yet.";
pub const ADDED: &str = "added it";
pub const RETIRED: &str = "took it out";
pub const RESTORED: &str = "put it back";
pub const MERGED_INTO: &str = "let it count as";
pub const UNMERGED_FROM: &str = "took back that it counts as";
pub const ABSORBED: &str = "let this also stand for";
pub const RELEASED: &str = "took back that this also stands for";

/// Shows what is left of a long history.
pub fn show_all_changes(hidden: usize) -> String {
    format!("Show {hidden} older")
}

/// Which fields were changed.
pub fn edited(kind: Kind, fields: &[String]) -> String {
    let names: Vec<String> = fields.iter().map(|name| field(kind, name).to_lowercase()).collect();
    format!("changed {}", names.join(", "))
}

/// Its standing was changed.
pub fn handled(to: Status, reports: u32) -> String {
    let verb = match to {
        Status::New => "reopened it".to_owned(),
        Status::Answered => "answered it".to_owned(),
        Status::Declined => "declined it".to_owned(),
        other => format!("set it to {}", status(other).to_lowercase()),
    };
    with_reports(verb, reports)
}

/// What was done with it last was taken back.
pub fn handling_taken_back(to: Status, reports: u32) -> String {
    with_reports(format!("took that back: {} again", status(to).to_lowercase()), reports)
}

fn with_reports(did: String, reports: u32) -> String {
    match reports {
        0 => did,
        n => format!("{did}, and with it {}", count(n as usize, "report", "reports")),
    }
}

/// To which objections the list is narrowed.
pub fn answering(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
    format!("Answers {}", names.join(" or "))
}
