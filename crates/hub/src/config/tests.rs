use std::path::Path;
use std::time::Duration;

use plumbline_domain::attribution::{Model, OutboundWords, Sharing, SourcedBy, Sourcing};

use super::*;

const GOOD: &str = r#"
[[crm]]
id = "odoo-main"
vendor = "odoo"
url = "https://odoo.example.com"
key = "secret"

[[calendar]]
name = "Office"
zone = "Europe/Berlin"
monday = ["09:00-12:00", "13:00-17:30"]

[promise.response]
within = "2h"
calendar = "Office"
"#;

fn read(text: &str) -> Result<Settings, String> {
    let file = Path::new("/etc/plumbline/plumbline.toml");
    parse(text, Path::new("/etc/plumbline")).map_err(|located| located.in_file(file, text).to_string())
}

/// What sales promised where no policy applies.
fn response(settings: &Settings) -> Promised {
    let sla = settings.sla.now();
    sla.policies().last().unwrap().response.clone()
}

/// The good file with one line changed, and what is said of it.
#[track_caller]
fn check(from: &str, to: &str, expect: &str) {
    assert!(GOOD.contains(from), "no '{from}'");
    assert_eq!(read(&GOOD.replace(from, to)).unwrap_err(), expect);
}

#[test]
fn what_is_left_out_has_defaults() {
    let settings = read(GOOD).unwrap();
    assert_eq!(settings.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(settings.database, "/etc/plumbline/plumbline.db");
    assert_eq!(response(&settings).promise.name, "First response");
    assert_eq!((response(&settings).promise.within_seconds, response(&settings).promise.due_soon_percent), (7_200, 75));
    let crm = &settings.crms[0];
    assert_eq!((crm.api_url.as_str(), crm.refresh_after), ("https://odoo.example.com", Duration::from_secs(15)));
    assert_eq!((crm.poll_every, crm.timeout), (Duration::from_secs(30), Duration::from_secs(10)));
}

#[test]
fn whose_a_deal_is_can_be_agreed() {
    let check = |more: &str, expect: Sourcing| {
        assert_eq!(read(&format!("{GOOD}\n[attribution]\n{more}")).unwrap().sourcing, expect, "{more}");
    };
    check("", Sourcing::default());
    let by = SourcedBy::OpportunityCreation;
    check("sourced_by = \"opportunity_creation\"", Sourcing { by, ..Sourcing::default() });
    let outbound = OutboundWords::new(&["Kaltakquise"]);
    check("outbound = [\"Kaltakquise\"]", Sourcing { outbound, ..Sourcing::default() });
    // The example has the words that count without it.
    let example = include_str!("../../plumbline.example.toml");
    let line = example.lines().find_map(|line| line.strip_prefix("# outbound")).unwrap();
    check(&format!("outbound{line}"), Sourcing::default());
}

#[test]
fn the_example_is_right_but_for_its_key() {
    let text = include_str!("../../plumbline.example.toml").replace("key_file = \"odoo.key\"", "key = \"secret\"");
    let settings = read(&text).unwrap();
    assert_eq!(
        response(&settings).promise.hours,
        "Mon to Thu 9:00–12:00 and 13:00–17:30; Fri 9:00–12:00 and 13:00–16:00, Europe/Berlin"
    );
}

#[test]
fn the_example_has_every_key() {
    // A misspelt key makes serde list all that there are.
    let example = include_str!("../../plumbline.example.toml");
    for table in [
        "",
        "[[crm]]\n",
        "[[calendar]]\n",
        "[promise]\n",
        "[promise.response]\n",
        "[promise.update]\n",
        "[[rejection]]\n",
        "[[policy]]\n",
        "[[region]]\n",
        "[criteria]\n",
        "[[escalation]]\n",
        "[attribution]\n",
        "[attribution.weights]\n",
        "[sales]\n",
        "[numbers]\n",
        "[[definition]]\n",
    ] {
        let error = toml::from_str::<file::File>(&format!("{table}no-such-key = 1")).unwrap_err();
        let keys = error.message().split('`').skip(3).step_by(2);
        for key in keys {
            let has = |line: &str| {
                let line = line.trim_start_matches("# ");
                line.starts_with(&format!("{key} ="))
                    || line.contains(&format!("[{key}"))
                    || line.contains(&format!(".{key}]"))
            };
            assert!(example.lines().any(has), "key '{key}' of {table:?} is not in the example");
        }
    }
}

/// The good file with this `[attribution]`: its model's word and rest and its look-back, or what is wrong.
#[track_caller]
fn check_attribution(lines: &str, expect: Result<(Model, Option<u16>), &str>) {
    let read = read(&format!("{GOOD}[attribution]\n{lines}"));
    let terms = read.map(|settings| (settings.terms.model, settings.terms.look_back_days.map(u16::from)));
    assert_eq!(terms.as_ref().map_err(String::as_str), expect.as_ref().map_err(|text| *text), "{lines}");
}

#[test]
fn attribution_is_by_a_known_model_or_by_weights_that_add_up() {
    let decay = |days: u16| Model::TimeDecay { half_life_days: days.try_into().unwrap() };
    check_attribution("", Ok((Model::WShaped, None)));
    check_attribution("model = \"u_shaped\"\nlook_back_days = 90", Ok((Model::UShaped50_50, Some(90))));
    check_attribution("model = \"time_decay\"", Ok((decay(7), None)));
    check_attribution("model = \"time_decay\"\nhalf_life_days = 30", Ok((decay(30), None)));
    let settings =
        read(&format!("{GOOD}[attribution]\nmodel = \"custom\"\nweights = {{ first_touch = 999, rest = 1 }}"));
    let Sharing::ByWeights(weights) = settings.unwrap().terms.model.sharing() else { panic!("no weights") };
    assert_eq!(weights.rest(), 1);
}

#[test]
fn what_is_wrong_with_attribution_is_named_with_line_and_key() {
    let days = "must be from 1 to 65535 days";
    check_attribution("look_back_days = 0", Err(&format!("plumbline.toml:17: key 'look_back_days': {days}")));
    check_attribution(
        "model = \"time_decay\"\nhalf_life_days = 65536",
        Err(&format!("plumbline.toml:18: key 'half_life_days': {days}")),
    );
    check_attribution(
        "model = \"linear\"\nhalf_life_days = 7",
        Err("plumbline.toml:18: key 'half_life_days': only for model = \"time_decay\""),
    );
    check_attribution(
        "model = \"custom\"",
        Err("plumbline.toml:17: key 'model': \"custom\" needs [attribution.weights]"),
    );
    check_attribution(
        "weights = { rest = 1000 }",
        Err("plumbline.toml:17: key 'weights': only for model = \"custom\""),
    );
    check_attribution(
        "model = \"custom\"\n[attribution.weights]\nfirst_touch = 300\nrest = 600",
        Err("plumbline.toml:18: key 'weights': the weights sum to 900 thousandths; they must sum to 1000"),
    );
    check_attribution(
        "model = \"custom\"\n[attribution.weights]\nfirst_tuch = 300",
        Err("plumbline.toml:19: unknown key 'first_tuch', did you mean 'first_touch'?"),
    );
    check_attribution(
        "model = \"shapley\"",
        Err(
            "plumbline.toml:17: key 'model': 'shapley' is no model; there are first_touch, last_touch, last_non_direct, \
             linear, time_decay, position_based, u_shaped_50_50, u_shaped_40_40_20, w_shaped, full_path, j_shaped, \
             inverse_j_shaped, and custom with weights",
        ),
    );
}

#[test]
fn misspelt_keys_are_named_with_what_was_meant() {
    check("calendar = ", "calender = ", "plumbline.toml:15: unknown key 'calender', did you mean 'calendar'?");
    check("vendor", "vender", "plumbline.toml:4: unknown key 'vender', did you mean 'vendor'?");
    check(
        "[promise.response]",
        "[promise.respons]",
        "plumbline.toml:13: unknown key 'respons', did you mean 'response'?",
    );
    check("within", "colour", "plumbline.toml:14: unknown key 'colour'; plumbline.example.toml has them all");
}

#[test]
fn wrong_values_are_named_with_line_and_key() {
    check("\"2h\"", "2", "plumbline.toml:14: key 'within': invalid type: integer `2`, expected a string");
    check(
        "\"2h\"",
        "\"2 hours\"",
        "plumbline.toml:14: key 'within': '2 hours' is not a duration such as \"15s\", \"90m\", \"2h\" or \"1h 30m\"",
    );
    check("\"2h\"", "\"360d\"", "plumbline.toml:14: key 'within': 'Office' is not open for that long within a year");
    check(
        "calendar = \"Office\"",
        "calendar = \"Ofice\"",
        "plumbline.toml:15: key 'calendar': no [[calendar]] is named 'Ofice'; there is 'Office'",
    );
    check(
        "calendar = \"Office\"",
        "calendar = \"Office\"\ndue_soon_percent = 100",
        "plumbline.toml:16: key 'due_soon_percent': must be from 1 to 99",
    );
    check(
        "\"odoo\"",
        "\"sap\"",
        "plumbline.toml:4: key 'vendor': unknown variant `sap`, expected one of `odoo`, `hubspot`, `salesforce`",
    );
    check(
        "\"odoo\"",
        "\"salesforce\"",
        "plumbline.toml:4: key 'vendor': the hub can only read \"odoo\" and \"hubspot\" yet",
    );
    check(
        "odoo-main",
        "odoo/main",
        "plumbline.toml:3: key 'id': 'odoo/main' may only have letters, digits, '-' and '_'",
    );
    check(
        "https://odoo.example.com",
        "odoo.example.com",
        "plumbline.toml:5: key 'url': 'odoo.example.com' is not scheme, host and port such as \"https://crm.example.com\"",
    );
    check(
        "https://odoo.example.com",
        "https://odoo.example.com/odoo",
        "plumbline.toml:5: key 'url': 'https://odoo.example.com/odoo' is not scheme, host and port such as \
         \"https://crm.example.com\"",
    );
    check(
        "[[crm]]",
        "listen = \"8080\"\n[[crm]]",
        "plumbline.toml:2: key 'listen': '8080' is not an address such as \"127.0.0.1:8080\"",
    );
    check(
        "[[crm]]",
        "trusted_proxies = [\"proxy\"]\n[[crm]]",
        "plumbline.toml:2: key 'trusted_proxies': 'proxy' is not an address such as \"127.0.0.1\"",
    );
    check(
        "[[crm]]",
        "database = \"postgres://db/plumbline\"\n[[crm]]",
        "plumbline.toml:2: key 'database': 'postgres' is not supported yet; use \"sqlite:plumbline.db\"",
    );
    check(
        "[promise.response]",
        "[promise]",
        "plumbline.toml:15: unknown key 'calendar'; plumbline.example.toml has them all",
    );
    check(GOOD, "", "plumbline.toml: table [promise.response] is missing");
}

#[test]
fn keys_of_the_crm_are_there_and_only_one() {
    check("key = \"secret\"\n", "", "plumbline.toml:3: key 'key_file' is missing: what the hub signs in with");
    check("secret", " ", "plumbline.toml:6: the CRM's key is empty, or has characters that none has");
    check(
        "key = \"secret\"",
        "key = \"secret\"\nkey_file = \"odoo.key\"",
        "plumbline.toml:7: give either 'key' or 'key_file', not both",
    );
    check(
        "key = \"secret\"",
        "key_file = \"no-such.key\"",
        "plumbline.toml:6: key 'key_file': /etc/plumbline/no-such.key: No such file or directory (os error 2)",
    );
}

#[test]
fn calendars_open_at_some_time() {
    let monday = "monday = [\"09:00-12:00\", \"13:00-17:30\"]";
    check(monday, "", "plumbline.toml:9: calendar 'Office' never opens: give it hours, or always = true");
    check(
        monday,
        "monday = [\"9 to 5\"]",
        "plumbline.toml:11: key 'monday': '9 to 5' is not a span of hours such as \"09:00-17:30\"",
    );
    check(
        monday,
        "monday = [\"09:00-09:00\"]",
        "plumbline.toml:11: key 'monday': '09:00-09:00' is empty; a whole day is \"00:00-24:00\"",
    );
    check(
        monday,
        "always = true\nsunday = [\"09:00-12:00\"]",
        "plumbline.toml:12: a calendar has either hours or always = true, not both",
    );
    check(
        "Europe/Berlin",
        "Berlin",
        "plumbline.toml:10: key 'zone': 'Berlin' is not an IANA time zone such as Europe/Berlin",
    );
    check(
        monday,
        "always = true\nholidays = [\"25.12.2026\"]",
        "plumbline.toml:12: key 'holidays': '25.12.2026' is not a holiday such as \"2026-12-25\", \"2026-12-24 \
         13:00-24:00\" or, every year, \"12-25\"",
    );
    check(
        monday,
        "always = true\nholidays = [\n  \"12-25\",\n  \"12-24 13:00-12:00\",\n]",
        "plumbline.toml:14: key 'holidays': '13:00-12:00' ends before it starts; hours on a date end at \"24:00\" at the \
         latest",
    );
    check(
        monday,
        "extra = [\"2026-12-19\"]",
        "plumbline.toml:11: key 'extra': '2026-12-19' is not a date with hours such as \"2026-12-19 10:00-14:00\"",
    );
    check(
        monday,
        "sunday = [\"22:00-06:00\"]\nmonday = [\n  \"12:00-13:00\",\n  \"5:30-11:00\",\n]",
        "plumbline.toml:14: key 'monday': Sun 22:00-06:00 and Mon 05:30-11:00 overlap",
    );
    check(
        "[promise.response]",
        "[[calendar]]\nname = \"Office\"\nzone = \"UTC\"\nalways = true\n[promise.response]",
        "plumbline.toml:14: there are two of calendar 'Office'",
    );
}

#[test]
fn hours_read_as_people_say_them() {
    let check = |week: &str, expect: &str| {
        let monday = "monday = [\"09:00-12:00\", \"13:00-17:30\"]";
        assert_eq!(response(&read(&GOOD.replace(monday, week)).unwrap()).promise.hours, expect);
    };
    check("always = true", "at all hours");
    check("monday = [\"09:00-17:00\"]", "Mon 9:00–17:00, Europe/Berlin");
    check("saturday = [\"22:00-06:00\"]\nsunday = [\"22:00-06:00\"]", "Sat to Sun 22:00–6:00, Europe/Berlin");
    check("friday = [\"18:00-24:00\"]", "Fri 18:00–24:00, Europe/Berlin");
    let soon = (chrono::Utc::now() + chrono::TimeDelta::days(60)).format("%Y-%m-%d");
    check(&format!("extra = [\"{soon} 10:00-14:00\"]"), "on single days, Europe/Berlin");
}

#[test]
fn the_environment_names_another_database() {
    let check = |url: &str, expect: Result<&str, &str>| {
        let found = read(GOOD).unwrap().with_database(url).map(|settings| settings.database);
        assert_eq!(found.as_deref().map_err(String::as_str), expect);
    };
    check("sqlite:///var/lib/plumbline.db", Ok("/var/lib/plumbline.db"));
    check("sqlite:plumbline.db", Ok("plumbline.db"));
    check("/tmp/plumbline.db", Ok("/tmp/plumbline.db"));
    check("postgres://db", Err("DATABASE_URL: 'postgres' is not supported yet; use \"sqlite:plumbline.db\""));
    check("sqlite:", Err("DATABASE_URL: it names no file"));
}

#[test]
fn a_missing_file_is_named() {
    let error = load(Path::new("/no/such/plumbline.toml")).unwrap_err().to_string();
    assert_eq!(
        error,
        "/no/such/plumbline.toml: No such file or directory (os error 2); see plumbline.example.toml for one to start from"
    );
}

#[test]
fn secrets_are_not_printed() {
    assert!(!format!("{:?}", read(GOOD).unwrap()).contains("secret"));
}

mod definitions;
mod digest;
mod escalations;
mod hubspot;
mod policies;
