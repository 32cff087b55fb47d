//! `[[crm]]` with `vendor = "hubspot"`.

use plumbline_crm::hubspot::PortalId;
use plumbline_domain::site::Vendor;

use super::*;

const ODOO: &str = "vendor = \"odoo\"\nurl = \"https://odoo.example.com\"\n";

/// The good file with a HubSpot in the place of its Odoo, and more lines in its table. The first of them is the sixth.
fn with(more: &str) -> Result<Settings, String> {
    let hubspot = format!("vendor = \"hubspot\"\nurl = \"https://app-eu1.hubspot.com\"\n{more}\n");
    read(&format!("public_url = \"https://hub.example.com\"{}", GOOD.replace(ODOO, &hubspot)))
}

fn hubspot(more: &str) -> (CrmSettings, HubspotSettings) {
    let crm = with(more).unwrap().crms.remove(0);
    let VendorSettings::Hubspot(own) = crm.vendor.clone() else { panic!("{:?}", crm.vendor) };
    (crm, own)
}

/// What is said of the lines.
#[track_caller]
fn check(more: &str, expect: &str) {
    assert_eq!(with(more).unwrap_err(), expect, "{more}");
}

#[test]
fn a_portal_is_enough() {
    let (crm, own) = hubspot("portal = 12345678");
    assert_eq!((crm.site().vendor, crm.api_url.as_str()), (Vendor::Hubspot, "https://api.hubapi.com"));
    assert_eq!(crm.site().origin, "https://app-eu1.hubspot.com");
    let expect = HubspotSettings { portal: PortalId(12_345_678), api_version: ApiVersion::V3, client_secret: None };
    assert_eq!(own, expect);
}

#[test]
fn every_key_can_be_said() {
    let lines = "portal = 1\napi_version = \"2026-03\"\nclient_secret = \"shh\"\napi_url = \"http://127.0.0.1:9\"";
    let (crm, own) = hubspot(lines);
    assert_eq!((crm.api_url.as_str(), own.api_version.to_string().as_str()), ("http://127.0.0.1:9", "2026-03"));
    assert_eq!(own.client_secret, Some(Secret::new("shh")));
    assert!(!format!("{crm:?}").contains("shh"));
}

#[test]
fn what_is_wrong_is_named_with_line_and_key() {
    check("", "plumbline.toml:3: key 'portal' is missing: the number behind 'contacts' in the address of every record");
    check("portal = \"eu1\"", "plumbline.toml:6: key 'portal': invalid type: string \"eu1\", expected u64");
    for version in ["v4", "2026-13", "2026-3", "2025-09", "3", "2026-03-01", "2026-+3", ""] {
        check(
            &format!("portal = 1\napi_version = \"{version}\""),
            &format!("plumbline.toml:7: key 'api_version': '{version}' is not a version such as \"v3\" or \"2026-03\""),
        );
    }
    check("portal = 1\ndatabase = \"production\"", "plumbline.toml:7: key 'database': only for vendor = \"odoo\"");
    check(
        "portal = 1\nclient_secret = \"two words\"",
        "plumbline.toml:7: the client secret is empty, or has characters that none has",
    );
    check(
        "portal = 1\nclient_secret = \"a\"\nclient_secret_file = \"b\"",
        "plumbline.toml:8: give either 'client_secret' or 'client_secret_file', not both",
    );
}

#[test]
fn people_see_it_on_one_of_its_own_hosts() {
    for url in ["https://api.hubapi.com", "https://app.hubspot.com.example.com", "https://www.hubspot.com"] {
        let text = GOOD.replace("odoo\"\n", "hubspot\"\n").replace("https://odoo.example.com", url);
        let expect = format!(
            "plumbline.toml:5: key 'url': '{url}' is not HubSpot as people see it, such as \"https://app.hubspot.com\" or \
             \"https://app-eu1.hubspot.com\""
        );
        assert_eq!(read(&text).unwrap_err(), expect);
    }
}

#[test]
fn webhooks_need_the_hubs_own_address() {
    let text = with("portal = 1\nclient_secret = \"shh\"").map(|_| ());
    assert_eq!(text, Ok(()));
    let hubspot = "vendor = \"hubspot\"\nurl = \"https://app.hubspot.com\"\nportal = 1\nclient_secret = \"shh\"\n";
    assert_eq!(
        read(&GOOD.replace(ODOO, hubspot)).unwrap_err(),
        "plumbline.toml:7: webhooks are signed together with the address that they are sent to; give 'public_url' too"
    );
}

#[test]
fn its_keys_are_for_no_other_vendor() {
    for line in ["portal = 1", "api_version = \"v3\"", "client_secret = \"shh\"", "client_secret_file = \"secret\""] {
        let (key, _) = line.split_once(' ').unwrap();
        let expect = format!("plumbline.toml:6: key '{key}': only for vendor = \"hubspot\"");
        super::check("key = \"secret\"", &format!("{line}\nkey = \"secret\""), &expect);
    }
}
