use super::*;

const OBJECTION: &str = r#"{"id":"price","name":"Too expensive","stages":[]}"#;
const CONTENT: &str = r#"{"id":"cost","title":"Cost","kind":"document","url":"https://e.example/c","answers":["price"],"stages":[],"competitors":[],"verified_on":"2026-11-02"}"#;

fn file(objection: &str, content: &str) -> String {
    format!(r#"{{"objections":[{objection}],"content":[{content}]}}"#)
}

/// The good entries with a part changed, and what is said of it.
#[track_caller]
fn check(from: &str, to: &str, expect: &str) {
    let text = file(OBJECTION, CONTENT);
    assert!(text.contains(from), "no '{from}'");
    assert_eq!(parse(&text.replacen(from, to, 1), &Library::default()).unwrap_err().to_string(), expect);
}

#[test]
fn the_demo_is_right_and_reads_as_it_is_written() {
    let text = include_str!("../../../../tests/fixtures/demo.json");
    let library = parse(text, &Library::default()).unwrap();
    assert_eq!((library.objections.len(), library.content.len()), (8, 12));
    assert_eq!(parse(&write(&library), &Library::default()).unwrap(), library);
}

#[test]
fn wrong_entries_are_named_with_their_field() {
    check(r#""name":"Too expensive","#, "", "objections[0] 'price': missing field `name`");
    check("Too expensive", " ", "objections[0] 'price': field name: is empty");
    check(
        r#""id":"price""#,
        r#""id":"pr ice""#,
        "objections[0] 'pr ice': field id: 1 to 100 letters, digits, '-' and '_'",
    );
    check(r#""id":"price","#, "", "objections[0]: missing field `id`");
    check(
        "document",
        "podcast",
        "content[0] 'cost': field kind: unknown variant `podcast`, expected one of `battlecard`, `case_study`, `document`, `video`, `calculator`",
    );
    check(
        "https://e.example/c",
        "javascript:alert(1)",
        "content[0] 'cost': field url: 'javascript:alert(1)' does not start with https:// or http://",
    );
    check(r#"["price"]"#, r#"["prise"]"#, "content[0] 'cost': field answers: there is no objection 'prise'");
    check("2026-11-02", "2.11.2026", "content[0] 'cost': field verified_on: input contains invalid characters");
    check("\"content\"", "\"contents\"", "unknown key 'contents'; there are 'objections' and 'content'");
    check(r#""objections":["#, r#""objections":5,"content":["#, "'objections' should be a list");
}

#[test]
fn an_id_stands_once() {
    let twice = file(&format!("{OBJECTION},{OBJECTION}"), "");
    let error = parse(&twice, &Library::default()).unwrap_err().to_string();
    assert_eq!(error, "objections[1] 'price': field id: there are two with this id");
}

#[test]
fn content_may_answer_what_is_known_already() {
    let known = parse(&file(OBJECTION, ""), &Library::default()).unwrap();
    assert!(parse(&file("", CONTENT), &known).is_ok());
    assert!(parse(&file("", CONTENT), &Library::default()).is_err());
}

#[test]
fn what_is_no_such_file_is_said() {
    let check =
        |text: &str, expect: &str| assert_eq!(parse(text, &Library::default()).unwrap_err().to_string(), expect);
    check("[]", "it should be an object with 'objections' and 'content'");
    check("{", "no JSON: EOF while parsing an object at line 1 column 1");
}
