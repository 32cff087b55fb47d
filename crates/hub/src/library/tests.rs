use super::*;

const OBJECTION: &str = r#"{"id":"price","name":"Too expensive","stages":[]}"#;
const CONTENT: &str = r#"{"id":"cost","title":"Cost","kind":"document","url":"https://e.example/c","answers":["price"],"stages":[],"competitors":[],"verified_on":"2026-11-02"}"#;

fn file(objection: &str, content: &str) -> String {
    format!(r#"{{"objections":[{objection}],"content":[{content}]}}"#)
}

fn nothing() -> Library {
    Library::default()
}

/// As if it had been imported.
fn known(rows: &Exchanged) -> Library {
    use plumbline_protocol::library::{ContentEntry, ObjectionEntry};
    let objection = |objection: &Objection| ObjectionEntry {
        objection: objection.clone(),
        handling: plumbline_domain::objection::Handling::New,
        merged_into: None,
        version: 1,
    };
    let piece = |content: &Content| ContentEntry { content: content.clone(), is_retired: false, version: 1 };
    Library::new(rows.objections.iter().map(objection).collect(), rows.content.iter().map(piece).collect())
}

fn said(refused: &[RefusedRow]) -> Vec<(u64, &str)> {
    refused.iter().map(|row| (row.line, row.why.as_str())).collect()
}

/// The good entries with a part changed, and what is said of it.
#[track_caller]
fn check(from: &str, to: &str, expect: &[&str]) {
    let text = file(OBJECTION, CONTENT);
    assert!(text.contains(from), "no '{from}'");
    let read = from_json(&text.replacen(from, to, 1), &nothing()).unwrap();
    assert_eq!(read.refused.iter().map(|row| row.why.as_str()).collect::<Vec<_>>(), expect);
}

#[test]
fn the_demo_is_right_and_reads_as_it_is_written() {
    let text = include_str!("../../../../tests/fixtures/odoo/library.json");
    let read = from_json(text, &nothing()).unwrap();
    assert_eq!((read.rows.objections.len(), read.rows.content.len(), read.refused.len()), (8, 12, 0));
    assert_eq!(from_json(&to_json(&read.rows), &nothing()).unwrap(), read);
    let library = known(&read.rows);
    for kind in [Kind::Objections, Kind::Content] {
        let again = from_csv(kind, to_csv(kind, &read.rows).as_bytes(), &library).unwrap();
        assert_eq!(again.refused, []);
        let expect = match kind {
            Kind::Objections => Exchanged { objections: read.rows.objections.clone(), content: Vec::new() },
            Kind::Content => Exchanged { objections: Vec::new(), content: read.rows.content.clone() },
        };
        assert_eq!(again.rows, expect);
    }
}

#[test]
fn wrong_entries_are_named_with_their_field() {
    let unknown = "content: field answers: there is no objection 'price'";
    check(r#""name":"Too expensive","#, "", &["objections: missing field `name`", unknown]);
    check("Too expensive", " ", &["objections: field name: is empty", unknown]);
    check(
        r#""id":"price""#,
        r#""id":"pr ice""#,
        &["objections: field id: 1 to 100 letters, digits, '-' and '_'", unknown],
    );
    check(r#""id":"price","#, "", &["objections: missing field `id`", unknown]);
    check(
        "document",
        "podcast",
        &[
            "content: field kind: unknown variant `podcast`, expected one of `battlecard`, `case_study`, `document`, `video`, `calculator`",
        ],
    );
    check(
        "https://e.example/c",
        "javascript:alert(1)",
        &["content: field url: 'javascript:alert(1)' does not start with https:// or http://"],
    );
    check(r#""url":"https://e.example/c","#, "", &["content: field url: a piece needs a link, a snippet or both"]);
    check(r#"["price"]"#, r#"["prise"]"#, &["content: field answers: there is no objection 'prise'"]);
    check("2026-11-02", "2.11.2026", &["content: field verified_on: input contains invalid characters"]);
}

#[test]
fn an_id_stands_once() {
    let twice = file(&format!("{OBJECTION},{OBJECTION}"), "");
    let read = from_json(&twice, &nothing()).unwrap();
    assert_eq!(said(&read.refused), [(2, "objections: field id: line 1 has it already")]);
    assert_eq!(read.rows.objections.len(), 1);
}

#[test]
fn content_may_answer_what_is_known_already() {
    let before = from_json(&file(OBJECTION, ""), &nothing()).unwrap();
    assert_eq!(from_json(&file("", CONTENT), &known(&before.rows)).unwrap().refused, []);
    assert_eq!(from_json(&file("", CONTENT), &nothing()).unwrap().refused.len(), 1);
}

#[test]
fn what_is_no_such_file_is_said() {
    let check = |text: &str, expect: &str| assert_eq!(from_json(text, &nothing()).unwrap_err().to_string(), expect);
    check("[]", "it should be an object with 'objections' and 'content'");
    check("{", "no JSON: EOF while parsing an object at line 1 column 1");
    check(
        &file(OBJECTION, CONTENT).replace("\"content\"", "\"contents\""),
        "unknown key 'contents'; there are 'objections' and 'content'",
    );
    check(r#"{"objections":5}"#, "'objections' should be a list");
}

#[test]
fn good_rows_of_a_table_are_taken_whatever_the_others_are() {
    let text = "\u{feff}name,id,phrases,owner\r\n\
        Too expensive,price,\"costs | too much| a \\| b\",'=Kim\r\n\
        ,empty,,\r\n\
        Security,security,\"open\"x,\r\n\
        Security,security\r\n\
        Again,price,,\r\n\
        \"Two\nlines\",two,,\r\n";
    let read = from_csv(Kind::Objections, text.as_bytes(), &nothing()).unwrap();
    let names: Vec<&str> = read.rows.objections.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["Too expensive", "Two\nlines"]);
    assert_eq!(read.rows.objections[0].phrases, ["costs", "too much", "a | b"]);
    assert_eq!(read.rows.objections[0].owner.as_deref(), Some("=Kim"));
    let expect = [
        (3, "field name: is empty; give what people call it"),
        (4, "a comma must follow the closing quote"),
        (5, "2 fields, but the first line names 4"),
        (6, "field id: line 2 has it already"),
    ];
    assert_eq!(said(&read.refused), expect);
}

#[test]
fn what_has_no_column_stays_as_it_is() {
    let before = from_json(&file(OBJECTION, CONTENT), &nothing()).unwrap();
    let read = from_csv(Kind::Content, b"id,verify_by\ncost,2027-01-01\n", &known(&before.rows)).unwrap();
    let expect = Content { verify_by: Some("2027-01-01".parse().unwrap()), ..before.rows.content[0].clone() };
    assert_eq!(read.rows.content, [expect]);
}

#[test]
fn columns_are_named_once_and_known() {
    let check = |head: &str, expect: &str| {
        let error = from_csv(Kind::Objections, head.as_bytes(), &nothing()).unwrap_err().to_string();
        assert_eq!(error, expect);
    };
    let all = "id, name, phrases, stages, competitors, segments, owner";
    check("id,colour\n", &format!("line 1, column 4: there is no column 'colour'; there are {all}"));
    check("id,name,id\n", "line 1, column 9: the column 'id' is there twice");
    check("name\n", "line 1: there is no column 'id'");
    check("", "line 1: there is no column 'id'");
}
