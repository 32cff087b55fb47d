use proptest::prelude::*;

use super::*;

/// The values of a record, each with line and column.
type Told = Vec<(String, u64, u64)>;

fn records(text: &[u8]) -> Vec<Result<Told, String>> {
    let mut reader = Reader::new(text);
    let mut records = Vec::new();
    loop {
        let told = |field: Field| (field.text, field.at.line, field.at.column);
        match reader.record() {
            Ok(None) => return records,
            Ok(Some(fields)) => records.push(Ok(fields.into_iter().map(told).collect())),
            Err(error) => records.push(Err(error.to_string())),
        }
    }
}

#[track_caller]
fn check(text: &str, expect: &[&[(&str, u64, u64)]]) {
    let expect: Vec<_> = expect
        .iter()
        .map(|record| Ok(record.iter().map(|(text, line, column)| ((*text).to_owned(), *line, *column)).collect()))
        .collect();
    assert_eq!(records(text.as_bytes()), expect, "{text:?}");
}

#[test]
fn each_value_is_known_by_its_place() {
    check("a,b\nc,d\n", &[&[("a", 1, 1), ("b", 1, 3)], &[("c", 2, 1), ("d", 2, 3)]]);
    check("a,,\r\n\r\nü,b", &[&[("a", 1, 1), ("", 1, 3), ("", 1, 4)], &[("ü", 3, 1), ("b", 3, 3)]]);
    check("\u{feff}a,b", &[&[("a", 1, 1), ("b", 1, 3)]]);
    check("\"a,\"\"b\"\"\",c", &[&[("a,\"b\"", 1, 1), ("c", 1, 11)]]);
    check("\"two\nlines\",c\nd", &[&[("two\nlines", 1, 1), ("c", 2, 8)], &[("d", 3, 1)]]);
    check("", &[]);
    check("\n\n", &[]);
    check("\"\"", &[&[("", 1, 1)]]);
}

#[test]
fn what_is_wrong_is_said_with_its_place_and_the_rest_is_read() {
    let check = |text: &[u8], expect: &str, after: usize| {
        let records = records(text);
        assert_eq!((records[0].as_ref().unwrap_err().as_str(), records.len() - 1), (expect, after));
    };
    check(b"a,b\"c\nd", "1:4: a quote within a value; put the value in quotes, and double it", 1);
    check(b"\"a\"b,c\nd", "1:4: a comma must follow the closing quote", 1);
    check(b"a,\"b\nc\nd", "1:3: a quote that begins here is never closed", 0);
    check(format!("{}\nb", "a".repeat(3 * MOST_BYTES)).as_bytes(), "1:1: the line is longer than 64 KB", 1);
    check(b"a,\xfcb\nc", "1:3: is no UTF-8; save the file as UTF-8", 1);
}

#[test]
fn a_quote_that_is_never_closed_does_not_swallow_the_file() {
    let text = format!("\"a{}", "\nb".repeat(MOST_BYTES));
    let records = records(text.as_bytes());
    assert_eq!(records[0], Err("1:1: a quote that begins here is never closed".to_owned()));
    assert!(records.len() > MOST_BYTES / 4);
}

proptest! {
    #[test]
    fn what_is_written_is_read(rows in prop::collection::vec(prop::collection::vec("[a,\"\r\n ü]{0,6}", 2..5), 0..6)) {
        let quoted = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",");
        let text: String = rows.iter().map(|row| line(row) + "\r\n").collect();
        let read: Vec<Vec<String>> =
            records(text.as_bytes()).into_iter().map(|row| row.unwrap().into_iter().map(|field| field.0).collect()).collect();
        prop_assert_eq!(read, rows);
    }

    #[test]
    fn no_bytes_make_it_fail(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        records(&bytes);
    }
}
