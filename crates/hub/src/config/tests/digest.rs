use super::definitions::refused;
use super::{GOOD, read};

#[test]
fn a_digest_needs_no_more_than_where_it_goes() {
    assert!(read(GOOD).unwrap().digest.is_none());
    let settings = read(&format!("{GOOD}[digest]\nurl = \"https://hooks.example.com/x\"\n")).unwrap();
    // A Monday.
    let due = settings.digest.unwrap().last_due("2026-11-26T12:00:00Z".parse().unwrap());
    assert_eq!(due.to_rfc3339(), "2026-11-23T09:00:00+00:00");
}

#[test]
fn what_is_wrong_with_it_is_said_where_it_is() {
    let check = |key: &str, expect: &str| {
        refused(&format!("[digest]\nurl = \"https://hooks.example.com/x\"\n{key}\n"), 3, expect);
    };
    check("on = \"someday\"", "key 'on': 'someday' is not a day such as \"monday\"");
    check("at = \"9 o'clock\"", "key 'at': '9 o'clock' is not a time such as \"09:00\"");
    check("zone = \"Berlin\"", "key 'zone': 'Berlin' is not an IANA time zone such as Europe/Berlin");
    refused("[digest]\non = \"monday\"\n", 1, "[digest] has no 'url_file': where it goes");
    let wrong = "the webhook's address does not start with https:// or http:// and a host";
    refused("[digest]\nurl = \"ftp://x\"\n", 2, wrong);
    refused("[findings]\nfinal_stages = [\"New\", \" \"]\n", 2, "key 'final_stages': one of them is empty");
}
