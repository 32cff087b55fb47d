use plumbline_domain::sla::{PromiseKind, Threshold};

use super::{GOOD, read};
use crate::config::{Escalation, MessageFormat, Target, Webhook};

const ESCALATION: &str = "[[escalation]]
name = \"Sales lead\"
promise = \"response\"
overdue_by = \"1h\"
url = \"https://hooks.example.com/T0/secret\"
";

fn escalating(from: &str, to: &str) -> Result<Escalation, String> {
    assert!(ESCALATION.contains(from), "no '{from}'");
    let text = format!("{GOOD}{}", ESCALATION.replace(from, to));
    read(&text).map(|settings| settings.escalations.first().cloned().unwrap())
}

fn webhook(written: Escalation) -> Webhook {
    let Target::Webhook(webhook) = written.target else { unreachable!("it names a webhook") };
    webhook
}

/// The good escalation with something changed, and what is said of it.
#[track_caller]
fn check_escalation(from: &str, to: &str, expect: &str) {
    assert_eq!(escalating(from, to).unwrap_err(), expect);
}

#[test]
fn an_escalation_says_what_whom_and_from_when() {
    let written = escalating("", "").unwrap();
    assert_eq!((written.name.as_str(), written.promise), ("Sales lead", PromiseKind::Response));
    assert_eq!(written.threshold, Threshold::OverdueBy(3_600));
    let Webhook { url, format, mention } = webhook(written);
    assert_eq!((url.reveal(), format, mention), ("https://hooks.example.com/T0/secret", MessageFormat::Slack, None));
    assert_eq!(escalating("1h", "0m").unwrap().threshold, Threshold::OverdueBy(0));
    let used = escalating("overdue_by = \"1h\"", "used_percent = 100").unwrap();
    assert_eq!(used.threshold, Threshold::UsedPercent(100));
    let plain = webhook(escalating("overdue_by", "format = \"plain\"\nmention = \"@lead\"\noverdue_by").unwrap());
    assert_eq!((plain.format, plain.mention.as_deref()), (MessageFormat::Plain, Some("@lead")));
}

#[test]
fn what_is_wrong_with_an_escalation_is_named_with_line_and_key() {
    let by = "overdue_by = \"1h\"";
    check_escalation("Sales lead", " ", "plumbline.toml:17: key 'name': it is empty");
    check_escalation(
        "\"response\"",
        "\"update\"",
        "plumbline.toml:18: key 'promise': there is no [promise.update] to hold anybody to",
    );
    check_escalation(
        "\"response\"",
        "\"answer\"",
        "plumbline.toml:18: key 'promise': unknown variant `answer`, expected `response` or `update`",
    );
    check_escalation(by, "", "plumbline.toml:17: key 'used_percent' or 'overdue_by' is missing: from when on to tell");
    check_escalation(
        by,
        "used_percent = 75\noverdue_by = \"1h\"",
        "plumbline.toml:20: give either 'used_percent' or 'overdue_by', not both",
    );
    for percent in ["0", "101", "300", "-1"] {
        let percent = format!("used_percent = {percent}");
        check_escalation(by, &percent, "plumbline.toml:19: key 'used_percent': must be from 1 to 100");
    }
    check_escalation(
        "\"1h\"",
        "\"soon\"",
        "plumbline.toml:19: key 'overdue_by': 'soon' is not a duration such as \"15s\", \"90m\", \"2h\" or \"1h 30m\"",
    );
    check_escalation(by, "overdue = \"1h\"", "plumbline.toml:19: unknown key 'overdue', did you mean 'overdue_by'?");
    let twice = format!("{ESCALATION}{ESCALATION}");
    check_escalation(ESCALATION, &twice, "plumbline.toml:22: there are two of escalation 'Sales lead'");
    check_escalation(
        by,
        "overdue_by = \"1h\"\nformat = \"teams\"",
        "plumbline.toml:20: key 'format': unknown variant `teams`, expected `slack` or `plain`",
    );
}

#[test]
fn a_webhook_is_named_once_and_never_printed() {
    let url = "url = \"https://hooks.example.com/T0/secret\"";
    check_escalation(url, "", "plumbline.toml:17: key 'url_file', 'to_do_for' or 'assign_to' is missing: who is told");
    check_escalation(
        "url = ",
        "url_file = \"lead.url\"\nurl = ",
        "plumbline.toml:20: give either 'url' or 'url_file', not both; one table for each receiver",
    );
    check_escalation(
        url,
        "url_file = \"no-such.url\"",
        "plumbline.toml:20: key 'url_file': /etc/plumbline/no-such.url: No such file or directory (os error 2)",
    );
    for wrong in ["hooks.example.com/secret", "ftp://hooks.example.com/secret", "https://", ""] {
        check_escalation(
            "https://hooks.example.com/T0/secret",
            wrong,
            "plumbline.toml:20: the webhook's address does not start with https:// or http:// and a host",
        );
    }
    assert!(!format!("{:?}", escalating("", "").unwrap()).contains("secret"));
}

#[test]
fn the_crm_itself_can_be_where_somebody_learns_of_it() {
    let url = "url = \"https://hooks.example.com/T0/secret\"";
    let to_do = escalating(url, "to_do_for = \" mo \"").unwrap().target;
    assert!(matches!(&to_do, Target::ToDo { login } if login == "mo"), "{to_do:?}");
    let owner = escalating(url, "assign_to = \"kim\"").unwrap().target;
    assert!(matches!(&owner, Target::Owner { login } if login == "kim"), "{owner:?}");
    let check = |keys: &str, expect: &str| check_escalation(url, keys, &format!("plumbline.toml:{expect}"));
    check("to_do_for = \" \"", "20: key 'to_do_for': it is empty");
    check("assign_to = \"\"", "20: key 'assign_to': it is empty");
    check("to_do_for = 5", "20: key 'to_do_for': invalid type: integer `5`, expected a string");
    for (first, second) in [("url", "to_do_for"), ("url_file", "assign_to"), ("to_do_for", "assign_to")] {
        let expect = format!("21: give either '{first}' or '{second}', not both; one table for each receiver");
        check(&format!("{first} = \"a\"\n{second} = \"b\""), &expect);
    }
    for target in ["to_do_for", "assign_to"] {
        for key in ["format = \"plain\"", "mention = \"@lead\""] {
            let name = key.split(' ').next().unwrap();
            let expect = format!("21: key '{name}': only a message to a webhook has one, and '{target}' sends none");
            check(&format!("{target} = \"mo\"\n{key}"), &expect);
        }
    }
    check(
        "assign_to = \"Mo\"\n[sales]\nexcept = [\"mo\"]",
        "20: key 'assign_to': [sales] leaves 'Mo' out, so the clock would not go on; name somebody in sales",
    );
}
