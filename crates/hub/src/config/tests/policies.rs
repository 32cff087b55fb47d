use super::{GOOD, read};

/// The good file with more tables, and what is said of it; lines are counted from the first of these.
#[track_caller]
fn refused(tables: &str, line: usize, expect: &str) {
    let before = GOOD.lines().count();
    let expect = format!("plumbline.toml:{}: {expect}", before + line);
    assert_eq!(read(&format!("{GOOD}{tables}")).unwrap_err(), expect, "{tables}");
}

/// A policy with this rule.
fn policy(rule: &str) -> String {
    format!("[[policy]]\nname = \"Hot\"\n{rule}\nresponse = {{ within = \"15m\", calendar = \"Office\" }}\n")
}

#[test]
fn rules_read_as_both_teams_say_them() {
    let check = |rule: &str, expect: &str| {
        let settings = read(&format!("{GOOD}{}", policy(rule))).unwrap();
        let sla = settings.sla.now();
        let hot = sla.policies().next().unwrap();
        assert_eq!(hot.when.as_ref().unwrap().to_string(), expect);
        assert_eq!((hot.name.as_str(), hot.response.promise.within_seconds, sla.policies().count()), ("Hot", 900, 2));
    };
    check("any = [{ signal = \"demo_request\" }]", "demo request");
    check(
        "all = [{ field = \"source\", is = [\"Website\", \"Google\"] }, { signal = \"pricing_page\", times = 3, within = \"48h\" }]",
        "source is Website or Google, and pricing page 3 times within 48 h",
    );
    check(
        "any = [{ field = \"segment\", is = [\"Enterprise\"] }, { all = [{ signal = \"a\", times = 2, within = \"90m\" }, { signal = \"b\" }] }]",
        "segment is Enterprise, or (a twice within 90 min, and b)",
    );
}

#[test]
fn what_is_wrong_with_a_rule_is_said_where_it_is() {
    refused(&policy(""), 2, "a rule needs 'all' or 'any' with at least one condition");
    refused(&policy("any = []"), 2, "a rule needs 'all' or 'any' with at least one condition");
    let either = "give either 'all' or 'any'; one can stand within the other";
    refused(&policy("any = [{ signal = \"a\" }]\nall = [{ signal = \"b\" }]"), 2, either);
    let one_of = "a condition has one of 'field', 'signal', 'all' and 'any'";
    refused(&policy("any = [{}]"), 3, one_of);
    refused(&policy("any = [{ field = \"source\", is = [\"A\"], signal = \"a\" }]"), 3, one_of);
    let values = "key 'is' is missing: the values of which the field must have one";
    refused(&policy("any = [{ field = \"source\" }]"), 3, values);
    refused(&policy("any = [{ field = \"source\", is = [\" \"] }]"), 3, "key 'is': it is empty");
    let stray = "only a condition on a 'signal' has 'times' and 'within'";
    refused(&policy("any = [{ field = \"source\", is = [\"A\"], times = 2 }]"), 3, stray);
    refused(&policy("any = [{ signal = \"a\", is = [\"A\"] }]"), 3, "only a condition on a 'field' has 'is'");
    refused(&policy("any = [{ signal = \"\" }]"), 3, "key 'signal': it is empty");
    refused(&policy("any = [{ signal = \"a\", times = 0 }]"), 3, "key 'times': must be from 1 to 1000");
    let within = "key 'within' needs 'times' of 2 or more: from the first to the last";
    refused(&policy("any = [{ signal = \"a\", within = \"1h\" }]"), 3, within);
    let century = "key 'within': '36500d' is not a duration such as \"15s\", \"90m\", \"2h\" or \"1h 30m\"";
    refused(&policy("any = [{ signal = \"a\", times = 2, within = \"36500d\" }]"), 3, century);
    let nowhere = "key 'is': no [[region]] is named 'Mars'";
    refused(&policy("any = [{ field = \"region\", is = [\"Mars\"] }]"), 3, nowhere);
    refused(
        &policy("any = [{ field = \"color\", is = [\"red\"] }]"),
        3,
        "key 'any': unknown variant `color`, expected one of \
        `source`, `medium`, `campaign`, `channel`, `segment`, `team`, `country`, `region`, `owner`",
    );
}

#[test]
fn what_is_wrong_with_a_policy_is_said_where_it_is() {
    let rule = "any = [{ signal = \"a\" }]";
    refused(&policy(rule).replace("Hot", ""), 2, "key 'name': it is empty");
    refused(&(policy(rule) + &policy(rule)), 6, "there are two of policy 'Hot'");
    let nowhere = "key 'calendar': no [[calendar]] is named 'Nowhere'; there is 'Office'";
    refused(&policy(rule).replace("Office", "Nowhere"), 4, nowhere);
    let century = "key 'within': '36500d' is not a duration such as \"15s\", \"90m\", \"2h\" or \"1h 30m\"";
    refused(&policy(rule).replace("15m", "36500d"), 4, century);
    let never = "key 'within': 'Office' is not open for that long within a year";
    refused(&policy(rule).replace("15m", "300d"), 4, never);
    refused("[criteria]\nhands_off = true\n", 1, "a rule needs 'all' or 'any' with at least one condition");
    refused(
        "[[region]]\nname = \"A\"\nowners = []\n[[region]]\nname = \"A\"\nowners = []\n",
        5,
        "there are two of region 'A'",
    );
}
