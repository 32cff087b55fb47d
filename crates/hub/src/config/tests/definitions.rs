use super::{GOOD, read};

const QUALIFIED: &str = "[[definition]]\nterm = \"qualified\"\nversion = 1\nsince = \"2026-01-01\"\ntext = \"Need confirmed.\"\nstages = [\"Qualified\"]\n";

/// The good file with more tables, and what is said of it; lines are counted from the first of these.
#[track_caller]
pub(super) fn refused(tables: &str, line: usize, expect: &str) {
    let expect = format!("plumbline.toml:{}: {expect}", GOOD.lines().count() + line);
    assert_eq!(read(&format!("{GOOD}{tables}")).unwrap_err(), expect, "{tables}");
}

#[test]
fn definitions_and_the_zone_of_months_are_read() {
    let bare = read(GOOD).unwrap().sla.now();
    assert_eq!((bare.definitions.len(), bare.numbers_zone), (0, chrono_tz::UTC));
    let settings = read(&format!("{GOOD}{QUALIFIED}[numbers]\nzone = \"Europe/Berlin\"\n")).unwrap();
    let sla = settings.sla.now();
    assert_eq!(sla.numbers_zone, chrono_tz::Europe::Berlin);
    assert_eq!(
        (sla.definitions[0].term.as_str(), sla.definitions[0].stages.as_slice()),
        ("qualified", ["Qualified".to_owned()].as_slice())
    );
}

#[test]
fn a_day_is_written_with_quotes_or_without() {
    let since = |text: &str| read(&format!("{GOOD}{text}")).unwrap().sla.now().definitions[0].since;
    assert_eq!(since(&QUALIFIED.replace("\"2026-01-01\"", "2026-01-01")), since(QUALIFIED));
}

#[test]
fn what_is_wrong_with_a_definition_is_said_where_it_is() {
    let with = |from: &str, to: &str| {
        assert!(QUALIFIED.contains(from), "no '{from}'");
        QUALIFIED.replace(from, to)
    };
    refused(&with("\"qualified\"", "\" \""), 2, "key 'term': it is empty");
    refused(&with("version = 1", "version = 0"), 3, "key 'version': must be 1 or more");
    refused(&with("2026-01-01", "1.1.2026"), 4, "key 'since': '1.1.2026' is not a date such as \"2026-01-31\"");
    refused(&with("Need confirmed.", ""), 5, "key 'text': it is empty");
    refused(&with("[\"Qualified\"]", "[\"\"]"), 6, "key 'stages': one of them is empty");
    refused(
        &with("\"qualified\"", "\"MQL\""),
        6,
        "key 'stages': only the definition of 'qualified' has stages; the others are words alone",
    );
    refused(&format!("{QUALIFIED}{QUALIFIED}"), 9, "there are two of version 1 of 'qualified'");
    let backwards = with("version = 1\nsince = \"2026-01-01\"", "version = 2\nsince = \"2025-12-31\"");
    refused(
        &format!("{QUALIFIED}{backwards}"),
        10,
        "key 'since': of 'qualified', a later version is in force from a later day on",
    );
    refused("[numbers]\nzone = \"Berlin\"\n", 2, "key 'zone': 'Berlin' is not an IANA time zone such as Europe/Berlin");
}
