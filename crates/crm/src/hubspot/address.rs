//! `/contacts/{portal}/record/{objectTypeId}/{id}` on `app.hubspot.com` or a regional twin of it.

use super::{CONTACT, DEAL, LEAD};
use crate::RecordAddress;
use crate::page_url::{PageUrl, is_number};

/// The record that an address names.
pub fn address(url: &PageUrl<'_>) -> Option<RecordAddress> {
    if !is_app_host(url.host()) {
        return None;
    }
    let segments = url.segments();
    let [contacts, portal, rest @ ..] = segments.as_slice() else { return None };
    if *contacts != "contacts" || !is_number(portal) {
        return None;
    }
    let (object, id) = match rest {
        ["record", object, id, ..] if [CONTACT, DEAL, LEAD].contains(object) => (*object, *id),
        ["contact", id, ..] => (CONTACT, *id),
        ["deal", id, ..] => (DEAL, *id),
        _ => return None,
    };
    is_number(id).then(|| RecordAddress { account: Some((*portal).to_owned()), ..RecordAddress::new(object, id) })
}

/// Where a record of an account is opened.
pub(crate) fn path(portal: &str, address: &RecordAddress) -> String {
    format!("/contacts/{portal}/record/{}/{}", address.object, address.id)
}

/// Whether people see HubSpot there: at `app`, or `app-` with a data centre's two letters and a number, such as `app-eu1`.
pub fn is_app_host(host: &str) -> bool {
    let Some(name) = host.strip_suffix(".hubspot.com") else { return false };
    name == "app" || name.strip_prefix("app-").is_some_and(is_data_centre)
}

fn is_data_centre(name: &str) -> bool {
    let letters = name.trim_end_matches(|c: char| c.is_ascii_digit());
    letters.len() == 2 && letters.bytes().all(|byte| byte.is_ascii_lowercase()) && letters.len() < name.len()
}

#[cfg(test)]
pub(crate) const SAMPLES: &[(&str, &str, &str)] = &[
    ("https://app.hubspot.com/contacts/246507261/record/0-1/151", CONTACT, "151"),
    ("https://app-eu1.hubspot.com/contacts/246507261/record/0-3/9017", DEAL, "9017"),
    ("https://app-na2.hubspot.com/contacts/1/record/0-136/3?eschref=%2Fcontacts", LEAD, "3"),
    ("https://app.hubspot.com/contacts/1/record/0-3/9017/view/1", DEAL, "9017"),
    ("https://app-na2.hubspot.com/contacts/246507261/contact/12", CONTACT, "12"),
    ("https://app.hubspot.com/contacts/246507261/deal/12/", DEAL, "12"),
];

#[cfg(test)]
pub(crate) const NOT_RECORDS: &[&str] = &[
    "https://app.hubspot.com/contacts/246507261/objects/0-3/views/all/list",
    "https://app.hubspot.com/contacts/246507261/record/0-2/12",
    "https://app.hubspot.com/contacts/246507261/record/0-3",
    "https://app.hubspot.com/contacts/246507261/record/0-3/new",
    "https://app.hubspot.com/contacts/portal/record/0-3/12",
    "https://app.hubspot.com/reports/246507261/record/0-3/12",
    "https://www.hubspot.com/contacts/246507261/record/0-3/12",
    "https://app-eu.hubspot.com/contacts/246507261/record/0-3/12",
    "https://app.hubspot.com.evil.example/contacts/246507261/record/0-3/12",
    "https://evilapp.hubspot.com/contacts/246507261/record/0-3/12",
];
