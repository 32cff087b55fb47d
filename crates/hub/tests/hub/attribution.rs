//! `attribution credit` and `attribution paths`, in a folder with nothing in it.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Output, Stdio};
use std::thread;

use serde_json::{Value, json};
use tempfile::TempDir;

/// The program with an empty folder to run in.
fn program(args: &[&str]) -> (Command, TempDir) {
    let empty = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_plumbline-hub"));
    command.arg("attribution").args(args).current_dir(empty.path()).env_remove("DATABASE_URL");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    (command, empty)
}

/// What is said to these lines.
fn answered(lines: &str) -> Output {
    let (mut command, _empty) = program(&["credit", "--jsonl"]);
    let mut child = command.spawn().unwrap();
    let (mut input, lines) = (child.stdin.take().unwrap(), lines.to_owned());
    let writing = thread::spawn(move || input.write_all(lines.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writing.join().unwrap();
    output
}

fn touch(id: &str, at: &str) -> Value {
    json!({"id": id, "at": at, "channel": "event", "actor": "marketing"})
}

/// A deal that was won, with a touch after that.
fn deal() -> Value {
    json!({
        "model": "w_shaped", "amount_minor": 1_200_000, "currency": "USD",
        "touches": [
            touch("t4", "2026-05-01T00:00:00Z"), touch("t2", "2026-03-12T10:00:00+01:00"),
            touch("t1", "2026-03-02T09:00:00Z"), touch("t3", "2026-03-20T14:30:00Z"),
        ],
        "milestones": {"LC": "t2"}, "deal_created_at": "2026-03-21T00:00:00Z", "won_at": "2026-04-01T00:00:00Z",
    })
}

/// The deal with these fields changed.
fn deal_with(changes: Value) -> Value {
    let mut deal = deal();
    for (field, value) in changes.as_object().unwrap() {
        deal[field] = value.clone();
    }
    deal
}

#[track_caller]
fn check(deal: &Value, expect: &Value) {
    let output = answered(&format!("{deal}\n"));
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer, *expect, "{deal}");
    assert_eq!(output.status.success(), answer.get("error").is_none());
}

#[test]
fn a_deal_is_answered_with_its_credits() {
    let late = json!([{"id": "t4", "why": "after_close"}]);
    let credit = |id: &str, share: &str, minor: i64| json!({"id": id, "share": share, "amount_minor": minor});
    let thirds = |minor| {
        let credits = ["t1", "t2", "t3"].map(|id| credit(id, "1/3", minor));
        json!({"credits": credits, "left_out": late})
    };
    check(&deal(), &thirds(400_000));
    check(&deal_with(json!({"amount_minor": 0})), &thirds(0));
    let large = json!({
        "credits": [
            credit("t1", "1/3", -3_002_399_751_580_331), credit("t2", "1/3", -3_002_399_751_580_331),
            credit("t3", "1/3", -3_002_399_751_580_330),
        ],
        "left_out": late,
    });
    check(&deal_with(json!({"amount_minor": -(1_i64 << 53)})), &large);
    let own = json!({"custom": {"FT": 0.25, "OC": 0.5, "rest": 0.25}});
    let credits = [credit("t1", "1/4", 300_000), credit("t2", "1/4", 300_000), credit("t3", "1/2", 600_000)];
    check(&deal_with(json!({"model": own})), &json!({"credits": credits, "left_out": late}));
    let custom = json!({"custom": {"FT": 250, "OC": 500, "rest": 250}});
    check(&deal_with(json!({"model": custom})), &json!({"credits": credits, "left_out": late}));
}

#[test]
fn lines_may_begin_with_a_mark_and_end_in_two_characters() {
    let output = answered(&format!("\u{feff}{}\r\n{}", deal(), deal()));
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<&str> = text.lines().collect();
    assert_eq!((answers.len(), answers[0]), (2, answers[1]));
}

#[test]
fn what_is_not_known_or_does_not_count_is_said() {
    check(&json!({"model": "linear", "touches": []}), &json!({"credits": [], "uncredited": "no_touch"}));
    let planned = json!({"model": "linear", "touches": [touch("t1", "2999-01-01T00:00:00Z")]});
    check(
        &planned,
        &json!({
            "credits": [], "uncredited": "no_touch_that_counts", "left_out": [{"id": "t1", "why": "in_the_future"}],
        }),
    );
    let looked_back = json!({
        "model": "time_decay", "half_life_days": 1, "look_back_days": 30, "as_of": "1970-03-01T00:00:00Z",
        "touches": [
            touch("t1", "1970-01-01T00:00:00Z"), touch("t2", "1970-02-01T00:00:00Z"), touch("t3", "1970-02-02T00:00:00Z"),
            touch("t2", "1970-02-02T00:00:00Z"),
        ],
    });
    check(
        &looked_back,
        &json!({
            "credits": [{"id": "t2", "share": "1/3"}, {"id": "t3", "share": "2/3"}],
            "left_out": [{"id": "t2", "why": "duplicate"}, {"id": "t1", "why": "before_window"}],
        }),
    );
}

#[test]
fn a_wrong_line_is_answered_with_its_number_and_field_and_the_next_go_on() {
    let check = |changes: Value, expect: &str| {
        let lines = format!("{}\n{}\n{}\n", deal(), deal_with(changes.clone()), deal());
        let output = answered(&lines);
        let text = String::from_utf8(output.stdout).unwrap();
        let answers: Vec<&str> = text.lines().collect();
        assert_eq!((answers.len(), answers[0]), (3, answers[2]), "{changes}");
        let error: Value = serde_json::from_str(answers[1]).unwrap();
        assert_eq!(error["line"], 2);
        let error = error["error"].as_str().unwrap();
        assert!(error.starts_with(expect), "{error} for {changes}");
        assert!(!output.status.success());
        assert!(String::from_utf8(output.stderr).unwrap().contains("1 of 3 lines are answered with an error"));
    };
    let at = |at: &str| json!({"touches": [touch("t2", at)]});
    let with = |field: &str, value: &str| {
        let mut touch = touch("t2", "2026-03-02T09:00:00Z");
        touch[field] = value.into();
        json!({"touches": [touch]})
    };
    check(
        json!({"amount_minor": 0.5}),
        "field amount_minor: invalid type: floating point `0.5`, expected whole minor units",
    );
    check(json!({"amount_minor": 1_u64 << 63}), "field amount_minor: invalid value: integer `9223372036854775808`");
    check(json!({"currency": "EURO"}), "field currency: 'EURO' is not an ISO 4217 currency code");
    check(with("currency", "EUR"), "field touches[0].currency: EUR, but the deal has USD; a deal has one currency");
    check(with("channel", "tv"), "field touches[0].channel: unknown variant `tv`, expected one of `paid_search`, ");
    check(with("actor", "robot"), "field touches[0].actor: unknown variant `robot`, expected one of `marketing`, ");
    check(with("colour", "red"), "field touches[0].colour: unknown field `colour`");
    check(at("2026-02-30T00:00:00Z"), "field touches[0].at: '2026-02-30T00:00:00Z' is not an instant with its zone");
    check(json!({"milestones": {"OC": "t9"}}), "field milestones.OC: no touch has the id 't9'");
    check(
        json!({"milestones": {"CW": "t4"}}),
        "field milestones.CW: touch 't4' does not count, because it came after the close",
    );
    check(json!({"milestones": {"MQL": "t1"}}), "field milestones.MQL: unknown field `MQL`, expected one of `FT`, ");
    check(json!({"model": "m_shaped"}), "field model: 'm_shaped' is no model; there are first_touch, ");
    let own = |weights: Value| json!({"model": {"custom": weights}});
    let sum = |sum: u32| format!("field model.custom: the weights sum to {sum} thousandths; they must sum to 1000");
    check(own(json!({"FT": 300, "rest": 600})), &sum(900));
    check(own(json!({"FT": 0.3, "rest": 0.8})), &sum(1100));
    check(own(json!({"FT": 0.3335, "rest": 0.6665})), "field model.custom: 0.3335 is finer than thousandths");
    check(own(json!({"FT": -500, "rest": 1500})), "field model.custom: -500 is no weight");
    check(json!({"half_life_days": 7}), "field half_life_days: only for the model time_decay");
    check(
        json!({"look_back_days": 0}),
        "field look_back_days: invalid value: integer `0`, expected whole days, from 1 to 65535",
    );
    check(json!({"touches": 5}), "field touches: invalid type: integer `5`, expected a sequence");
}

#[test]
fn a_line_is_answered_before_the_next_is_asked() {
    let (mut command, _empty) = program(&["credit", "--jsonl"]);
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for line in [deal().to_string(), String::new(), deal().to_string()] {
        writeln!(input, "{line}").unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        let expect = if line.is_empty() { "{\"line\":2,\"error\":\"the line is empty\"}" } else { "{\"credits\":[" };
        assert!(answer.starts_with(expect), "{answer}");
    }
    drop(input);
    assert!(!child.wait().unwrap().success());
}

#[test]
fn many_lines_are_answered_in_their_order() {
    let mut lines = String::new();
    for number in 0..5_000 {
        let id = format!("d{number}");
        writeln!(lines, "{}", deal_with(json!({"touches": [touch(&id, "2026-01-01T00:00:00Z")], "milestones": {}})))
            .unwrap();
    }
    let output = answered(&lines);
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let answers = text.lines().enumerate();
    assert_eq!(answers.filter(|(number, line)| line.contains(&format!("\"id\":\"d{number}\""))).count(), 5_000);
}

#[test]
fn a_hundred_thousand_touches_are_one_line() {
    let mut line = "{\"model\":\"time_decay\",\"amount_minor\":9007199254740993,\"touches\":[".to_owned();
    for id in 0..100_000 {
        let (minute, hour, day) = (id % 60, id / 60 % 24, id / 1440 % 28 + 1);
        let comma = if id == 0 { "" } else { "," };
        let at = format!("2025-02-{day:02}T{hour:02}:{minute:02}:00Z");
        write!(line, "{comma}{{\"id\":\"{id}\",\"at\":\"{at}\",\"channel\":\"call\",\"actor\":\"sales\"}}").unwrap();
    }
    line.push_str("]}\n");
    let output = answered(&line);
    assert!(output.status.success());
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let credits = answer["credits"].as_array().unwrap();
    assert_eq!(credits.len(), 100_000);
    assert_eq!(
        credits.iter().map(|credit| credit["amount_minor"].as_i64().unwrap()).sum::<i64>(),
        9_007_199_254_740_993
    );
}

/// What `paths` says of a file, or complains of.
fn credited(args: &[&str], file: &[u8]) -> Result<String, String> {
    let (mut command, empty) = program(&["paths"]);
    std::fs::write(empty.path().join("paths.csv"), file).unwrap();
    let output = command.args(args).arg("paths.csv").output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap().trim_end().to_owned();
    if output.status.success() { Ok(text(output.stdout)) } else { Err(text(output.stderr)) }
}

const PATHS: &[u8] = b"\xef\xbb\xbfconversions,path,null,value\r\n\
    3,paid_search > email > call,40,900.005\r\n\
    2,\"email\",11,150\r\n";

#[test]
fn channels_are_credited_by_name() {
    let check = |args: &[&str], expect: &[&str]| {
        let said = credited(args, PATHS).unwrap();
        let lines: Vec<&str> = said.lines().collect();
        assert_eq!((lines[0], &lines[1..]), ("channel,conversions,value", expect), "{args:?}");
    };
    check(&["--model", "first_touch"], &["call,0,0.000", "email,2,150.000", "paid_search,3,900.005"]);
    check(&["--model", "linear"], &["call,1,300.002", "email,3,450.002", "paid_search,1,300.001"]);
    check(&["--model", "shapley"], &["call,1,300.002", "email,3,450.002", "paid_search,1,300.001"]);
    let chain = ["call,1.266968,266.065", "email,2.111614,443.441", "paid_search,1.621418,340.499"];
    check(&["--model", "markov"], &chain);
    check(&["--model", "markov", "--order", "1"], &chain);
    check(
        &["--model", "shapley", "--worth", "rate"],
        &["call,-1.205128,-253.078", "email,7.410256,1556.161", "paid_search,-1.205128,-253.078"],
    );
}

#[test]
fn what_is_wrong_with_a_file_or_a_question_is_named() {
    let check = |args: &[&str], file: &str, expect: &str| {
        assert_eq!(credited(args, file.as_bytes()), Err(format!("plumbline-hub: {expect}")), "{file}");
    };
    let linear = ["--model", "linear"];
    let file = |file: &str, expect: &str| check(&linear, file, &format!("paths.csv: {expect}"));
    file("path,conv\na,1\n", "line 1: unknown column 'conv'; there are path, conversions, value and null");
    file("path,value\na,1\n", "line 1: there is no column 'conversions'");
    file("path,path,conversions\n", "line 1: there are two columns 'path'");
    file("path,conversions\na,1\na >  > b,1\n", "line 3, column 'path': an empty step in 'a >  > b'");
    file("path,conversions\n> a,1\n", "line 2, column 'path': an empty step in '> a'");
    file("path,conversions\na >b,1\n", "line 2, column 'path': the steps of 'a >b' are not all separated by ' > '");
    file("path,conversions\na,x\n", "line 2, column 'conversions': 'x' is not a number such as 12.50");
    file("path,conversions\na,1.5\n", "line 2, column 'conversions': '1.5' is not a whole number");
    file("path,conversions,null\na,1,-3\n", "line 2, column 'null': '-3' is negative");
    file("path,conversions,value\na,1,1e3\n", "line 2, column 'value': '1e3' is not a number such as 12.50");
    file("path,conversions\na\n", "line 2: 1 fields, but the first line names 2");
    file("path,conversions\n\"a,1\n", "line 2, column 1: a quote that begins here is never closed");
    file("", "line 1: no column names; the file is empty");
    let good = "path,conversions\na,1\n";
    check(&["--model", "linear", "--order", "2"], good, "--order is only for --model markov");
    check(&["--model", "markov", "--seed", "2"], good, "--worth and --seed are only for --model shapley");
    check(&["--model", "shapley", "--seed", "2"], good, "--seed is only for --worth rate");
}

#[test]
fn a_sample_has_a_column_for_how_far_off_it_can_be() {
    let mut file = "path,conversions,null\n".to_owned();
    (0..25).for_each(|channel| writeln!(file, "c{channel:02} > c{:02},1,{channel}", channel * 3 % 25).unwrap());
    let said = |args: &[&str]| {
        credited(&[&["--model", "shapley", "--worth", "rate"], args].concat(), file.as_bytes()).unwrap()
    };
    assert_eq!(said(&[]).lines().next(), Some("channel,conversions,value,margin_95"));
    assert_eq!(said(&[]), said(&["--seed", "1"]));
    assert_ne!(said(&[]), said(&["--seed", "2"]));
}
