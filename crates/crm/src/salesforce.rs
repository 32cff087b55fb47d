//! Salesforce Lightning: `/lightning/r/{object}/{id}/view` and its relatives.
//!
//! What stands where an id should can be a word (`related`, `list`), so an id is believed only when its length, its key
//! prefix and, with 18 characters, its checksum are right.

use crate::RecordAddress;
use crate::page_url::PageUrl;

/// Key prefixes of the objects we know; Salesforce calls a deal an opportunity.
const OBJECTS: &[(&str, &str)] = &[("003", "Contact"), ("006", "Opportunity"), ("00Q", "Lead")];

const HOST_ENDINGS: &[&str] = &[".lightning.force.com", ".lightning.force.com.mcas.ms"];

/// The record that an address names. In a console, where a sub-tab shows another object, its work space tab counts.
pub fn address(url: &PageUrl<'_>) -> Option<RecordAddress> {
    if !HOST_ENDINGS.iter().any(|ending| url.host().ends_with(ending)) {
        return None;
    }
    in_path(&url.segments()).or_else(|| {
        let segments = url.query("ws")?.split('%').flat_map(|part| after_slash(part).split('/'));
        in_path(&segments.filter(|segment| !segment.is_empty()).collect::<Vec<_>>())
    })
}

/// What stands behind the rest of a `%2F`.
fn after_slash(part: &str) -> &str {
    part.strip_prefix("2F").or_else(|| part.strip_prefix("2f")).unwrap_or(part)
}

fn in_path(segments: &[&str]) -> Option<RecordAddress> {
    match segments {
        ["lightning", "r", _, id, "view", ..] | ["lightning", "r", id, "view", ..] => of_known_object(id),
        _ => None,
    }
}

fn of_known_object(id: &str) -> Option<RecordAddress> {
    let (_, object) = OBJECTS.iter().find(|(prefix, _)| id.starts_with(prefix))?;
    is_id(id).then(|| RecordAddress::new(*object, id.get(..15).unwrap_or(id)))
}

/// 15 letters and digits, or these with a checksum of three characters.
fn is_id(id: &str) -> bool {
    if !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return false;
    }
    match id.len() {
        15 => true,
        18 => id.get(..15).map(checksum).as_deref() == id.get(15..),
        _ => false,
    }
}

/// Each five characters of an id give one: which of them are capitals, as a number in base 32.
fn checksum(id: &str) -> String {
    const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    let digit = |five: &[u8]| {
        let capitals = five.iter().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase());
        char::from(DIGITS[capitals.map(|(place, _)| 1 << place).sum::<usize>()])
    };
    id.as_bytes().chunks(5).map(digit).collect()
}

#[cfg(test)]
pub(crate) const SAMPLES: &[(&str, &str, &str)] = &[
    ("https://acme.lightning.force.com/lightning/r/Opportunity/0065g00000ABCdE/view", "Opportunity", "0065g00000ABCdE"),
    ("https://acme--uat.sandbox.lightning.force.com/lightning/r/Lead/00Q5g00000XyZab/view", "Lead", "00Q5g00000XyZab"),
    ("https://acme.develop.lightning.force.com/lightning/r/0035g00000ABCdE/view", "Contact", "0035g00000ABCdE"),
    ("https://acme.lightning.force.com.mcas.ms/lightning/r/Contact/0035g00000ABCdE/view", "Contact", "0035g00000ABCdE"),
    (
        "https://acme.lightning.force.com/lightning/r/Task/00T5g00000ABCdE/view?ws=%2Flightning%2Fr%2FOpportunity%2F0065g00000ABCdE%2Fview",
        "Opportunity",
        "0065g00000ABCdE",
    ),
];

#[cfg(test)]
pub(crate) const NOT_RECORDS: &[&str] = &[
    "https://acme.lightning.force.com/lightning/o/Opportunity/list?filterName=Recent",
    "https://acme.lightning.force.com/lightning/r/0065g00000ABCdE/related/Notes/view",
    "https://acme.lightning.force.com/lightning/r/Account/0015g00000ABCdE/view",
    "https://acme.lightning.force.com/lightning/r/Opportunity/0065g00000ABCdEAAA/view",
    "https://acme.lightning.force.com/lightning/r/Opportunity/0065g00000ABC/view",
    "https://acme.lightning.force.com/lightning/o/Opportunity/new",
    "https://lightning.force.com.evil.example/lightning/r/Opportunity/0065g00000ABCdE/view",
    "https://acme.my.salesforce.com/setup/home",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checksum_says_which_letters_are_capitals() {
        assert_eq!(checksum("001A0000006Vm9r"), "IAC");
        assert!(is_id("001A0000006Vm9rIAC") && !is_id("001A0000006Vm9rIAD") && is_id("001A0000006Vm9r"));
    }
}
