//! `sla --jsonl`, in a folder with nothing in it.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

struct Program {
    child: Child,
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
    _empty: TempDir,
}

impl Program {
    fn start() -> Self {
        let empty = tempfile::tempdir().unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_plumbline-hub"));
        command.args(["sla", "--jsonl"]).current_dir(empty.path()).env_remove("DATABASE_URL");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (questions, answers) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        Self { child, questions, answers: BufReader::new(answers), _empty: empty }
    }

    /// The answer to a line, which comes before the next question is asked.
    fn ask(&mut self, line: &str) -> Value {
        writeln!(self.questions, "{line}").unwrap();
        let mut answer = String::new();
        self.answers.read_line(&mut answer).unwrap();
        serde_json::from_str(&answer).unwrap()
    }

    /// Ends the input, and gives what is still said.
    fn end(mut self) -> String {
        drop(self.questions);
        let mut rest = String::new();
        self.answers.read_to_string(&mut rest).unwrap();
        assert!(self.child.wait().unwrap().success());
        rest
    }
}

fn berlin() -> Value {
    json!({
        "zone": "Europe/Berlin", "week": {"mon": ["09:00-12:00", "13:00-17:30"], "fri": ["22:00-06:00"]},
        "holidays": ["12-25", "2026-12-28 13:00-24:00"], "extra": ["2026-12-29 10:00-14:00"],
    })
}

#[test]
fn due_times_and_elapsed_times_are_answered_line_by_line() {
    let mut program = Program::start();
    let mut check =
        |question: Value, expect: Value| assert_eq!(program.ask(&question.to_string()), expect, "{question}");
    let mut due = |calendar: Value, start: &str, target: u64, expect: &str| {
        check(json!({"calendar": calendar, "start": start, "target_s": target}), json!({"due_at": expect}));
    };
    due(berlin(), "2026-03-27T15:45:00Z", 7_200, "2026-03-27T23:00:00Z");
    due(berlin(), "2026-03-23T16:45:00+01:00", 2_700, "2026-03-23T16:30:00Z");
    due(berlin(), "2026-03-23T16:45:00+01:00", 2_701, "2026-03-27T21:00:01Z");
    due(berlin(), "2026-03-23T16:45:00+01:00", 0, "2026-03-23T15:45:00Z");
    // A partial holiday on Monday, extra hours on Tuesday.
    due(berlin(), "2026-12-28T11:00:00Z", 60, "2026-12-29T09:01:00Z");
    // No night from Friday, 25 December, until midnight.
    due(berlin(), "2026-12-25T00:00:00Z", 60, "2026-12-25T23:01:00Z");
    due(json!("24x7"), "2026-03-27T15:45:00Z", 86_400, "2026-03-28T15:45:00Z");
    due(
        json!({"zone": "UTC", "extra": ["2046-01-01 10:00-11:00"]}),
        "2026-03-27T15:45:00Z",
        3_600,
        "2046-01-01T11:00:00Z",
    );
    let mut elapsed = |calendar: Value, from: &str, to: &str, expect: u64| {
        check(json!({"calendar": calendar, "from": from, "to": to}), json!({"elapsed_s": expect}));
    };
    elapsed(berlin(), "2026-03-23T00:00:00Z", "2026-03-30T00:00:00Z", (7 * 60 + 30 + 8 * 60) * 60);
    elapsed(json!("24x7"), "2026-03-27T15:45:00Z", "2026-03-27T16:45:00.9Z", 3_600);
    elapsed(json!("24x7"), "2026-03-27T16:45:00Z", "2026-03-27T15:45:00Z", 0);
    assert_eq!(program.end(), "");
}

#[test]
fn wrong_lines_are_named_and_the_next_ones_go_on() {
    let mut program = Program::start();
    let good = json!({"calendar": "24x7", "start": "2026-03-27T15:45:00Z", "target_s": 60});
    let mut check = |line: &str, expect: &str| {
        assert_eq!(program.ask(line), json!({"error": expect}), "{line}");
        assert_eq!(program.ask(&good.to_string()), json!({"due_at": "2026-03-27T15:46:00Z"}));
    };
    check("", "the line is empty");
    check("nonsense", "no JSON: expected ident at column 2");
    check("[]", "invalid type: sequence, expected an object");
    check(r#"{"calendar":"24x7"} {}"#, "no JSON: trailing characters at column 21");
    let mut with = |changes: Value, expect: &str| {
        let mut question = good.clone();
        for (field, value) in changes.as_object().unwrap() {
            question[field] = value.clone();
        }
        check(&question.to_string(), expect);
    };
    with(json!({"start": null}), "field start is missing");
    with(json!({"target_s": null}), "field target_s is missing");
    with(
        json!({"to": "2026-03-27T15:45:00Z"}),
        "fields start and target_s, or from and to: either the ones or the others",
    );
    with(
        json!({"start": "2026-03-27T15:45:00"}),
        "field start: '2026-03-27T15:45:00' is not an instant with its zone, as 2026-03-27T15:45:00Z",
    );
    with(json!({"target_s": -1}), "field target_s: -1 is negative");
    with(json!({"target_s": 0.5}), "field target_s: invalid type: floating point `0.5`, expected i64");
    with(
        json!({"target_s": 3_155_760_000_u64}),
        "field target_s: the calendar is not open for that long in the 30 years after start",
    );
    with(
        json!({"within": 1}),
        "field within: unknown field `within`, expected one of `calendar`, `start`, `target_s`, `from`, `to`",
    );
    with(json!({"calendar": "24x5"}), "field calendar: '24x5' is no calendar; use \"24x7\" or an object");
    let mut with_berlin = |field: &str, value: Value, expect: &str| {
        let mut calendar = berlin();
        calendar[field] = value;
        with(json!({"calendar": calendar}), expect);
    };
    with_berlin("zone", json!("Mars"), "field calendar.zone: 'Mars' is not an IANA time zone such as Europe/Berlin");
    with_berlin(
        "week",
        json!({"mno": []}),
        "field calendar.week.mno: unknown field `mno`, expected one of `mon`, `tue`, `wed`, `thu`, `fri`, `sat`, `sun`",
    );
    with_berlin(
        "week",
        json!({"mon": ["09:00-12:00", "9 to 5"]}),
        "field calendar.week.mon[1]: '9 to 5' is not a span of hours such as \"09:00-17:30\"",
    );
    with_berlin(
        "week",
        json!({"sun": ["22:00-06:00"], "mon": ["05:00-12:00"]}),
        "field calendar.week: Sun 22:00-06:00 and Mon 05:00-12:00 overlap",
    );
    with_berlin(
        "extra",
        json!(["2026-12-19 14:00-10:00"]),
        "field calendar.extra[0]: '14:00-10:00' ends before it starts; hours on a date end at \"24:00\" at the latest",
    );
    with(json!({"calendar": {"zone": "UTC", "week": {}}}), "field calendar: it never opens");
}

#[test]
fn more_than_a_century_is_not_counted() {
    let question = json!({"calendar": "24x7", "from": "1826-03-27T15:45:00Z", "to": "2026-03-27T15:45:00Z"});
    let answer = Program::start().ask(&question.to_string());
    assert_eq!(answer, json!({"error": "field to: more than 100 years after from"}));
}
