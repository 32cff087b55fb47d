//! Where contacts and deals came from, by HubSpot's source properties and their drill-downs.
//!
//! | source | drill-down 1 | drill-down 2 |
//! | --- | --- | --- |
//! | `PAID_SEARCH` | campaign | keyword |
//! | `ORGANIC_SEARCH` | keyword | search engine |
//! | `EMAIL_MARKETING` | campaign | mail |
//! | `PAID_SOCIAL`, `SOCIAL_MEDIA` | network | campaign |
//! | `REFERRALS`, `AI_REFERRALS` | site | page |
//! | `OTHER_CAMPAIGNS` | campaign | source and medium |
//! | `DIRECT_TRAFFIC` | first page | |
//! | `OFFLINE` | how it was entered | by what |
//!
//! `OFFLINE` says how a record was entered, which is no interaction and no origin. Drill-downs are empty where somebody set
//! the source by hand.

use plumbline_domain::origin::{Origin, OriginChange, OriginField};
use plumbline_domain::touch::{Actor, Channel};

use super::directory::Directory;
use super::object::{Object, Version, in_force};

/// A source with its two drill-downs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Source {
    value: Option<String>,
    drill_downs: [Option<String>; 2],
}

/// The properties of one source: its own name, then those of its drill-downs.
pub(super) type Names = [&'static str; 3];

/// Where somebody came from first.
pub(super) const ORIGINAL: Names = ["hs_analytics_source", "hs_analytics_source_data_1", "hs_analytics_source_data_2"];

/// Where a contact came from last. Companies and deals have other names for it.
pub(super) const LATEST: Names = ["hs_latest_source", "hs_latest_source_data_1", "hs_latest_source_data_2"];

impl Source {
    /// As the object has it now.
    pub(super) fn now(object: &mut Object<'_>, [source, one, two]: Names) -> Self {
        Self { value: object.text(source), drill_downs: [object.text(one), object.text(two)] }
    }

    /// Whether it says where somebody came from.
    pub(super) fn names_origin(&self) -> bool {
        self.value.as_deref().is_some_and(|value| value != "OFFLINE")
    }

    /// By what means, and who made it so: somebody who came by themselves was brought by nobody.
    pub(super) fn channel(&self) -> (Actor, Channel) {
        match self.value.as_deref().unwrap_or_default() {
            "PAID_SEARCH" => (Actor::Marketing, Channel::PaidSearch),
            "ORGANIC_SEARCH" => (Actor::Marketing, Channel::OrganicSearch),
            "PAID_SOCIAL" => (Actor::Marketing, Channel::PaidSocial),
            "SOCIAL_MEDIA" => (Actor::Marketing, Channel::OrganicSocial),
            "EMAIL_MARKETING" => (Actor::Marketing, Channel::EmailMarketing),
            "REFERRALS" | "AI_REFERRALS" => (Actor::Marketing, Channel::Referral),
            "DIRECT_TRAFFIC" => (Actor::Buyer, Channel::Direct),
            _ => (Actor::Marketing, Channel::Other),
        }
    }

    /// In words; a value that is new is read as it is written.
    pub(super) fn origin(&self) -> Origin {
        let [one, two] = self.drill_downs.clone();
        let (medium, campaign) = match self.value.as_deref() {
            None | Some("OFFLINE") => return Origin::default(),
            Some("PAID_SEARCH" | "EMAIL_MARKETING" | "OTHER_CAMPAIGNS") => (two, one),
            Some("PAID_SOCIAL" | "SOCIAL_MEDIA") => (one, two),
            Some("ORGANIC_SEARCH") => (two, None),
            Some(_) => (one, None),
        };
        Origin { source: self.value.as_deref().map(words), medium, campaign }
    }

    /// What HubSpot knows the words by.
    pub(super) fn refs(&self) -> [Option<String>; 3] {
        let [one, two] = self.drill_downs.clone();
        [self.value.clone(), one, two]
    }
}

/// What a source was over time: once for each visit that HubSpot took for a new one.
pub(super) fn visits(object: &mut Object<'_>, names: Names, visited_at: &'static str) -> Vec<(Version, Source)> {
    let [sources, ones, twos] = names.map(|name| object.history(name));
    let visits = object.history(visited_at);
    let begun = if visits.is_empty() { sources.clone() } else { visits };
    let dated = |mut visit: Version| {
        // All of them are written together. What it says is when the visit was, which may be earlier.
        let written = visit.at;
        let value = |history: &[Version]| in_force(history, written).map(ToOwned::to_owned);
        let source = Source { value: value(&sources), drill_downs: [value(&ones), value(&twos)] };
        visit.at = visit.value.as_deref().and_then(super::object::time).unwrap_or(written);
        (visit, source)
    };
    begun.into_iter().map(dated).collect()
}

/// How the original source was changed since it was first set, each change with an id.
pub(super) fn changes(object: &mut Object<'_>, directory: &Directory) -> Vec<(String, OriginChange)> {
    let history = object.history(ORIGINAL[0]);
    let said = |version: &Version| version.value.as_deref().map(words);
    let change = |pair: &[Version]| {
        let [before, after] = pair else { return None };
        let by = after.user.and_then(|user| directory.owner_of_user(user)).map(|owner| owner.name.clone());
        let (from, to) = (said(before), said(after));
        let id = format!("{}/{}", object.id(), after.at.timestamp_millis());
        let change = OriginChange { field: OriginField::Source, from, to, at: after.at, after: None, by };
        (before.value != after.value).then_some((id, change))
    };
    history.windows(2).filter_map(change).collect()
}

/// `PAID_SEARCH` as `Paid search`.
pub(super) fn words(value: &str) -> String {
    let text = value.replace('_', " ").to_lowercase();
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str()).replace("Ai ", "AI ")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn drill_downs_say_medium_and_campaign_in_the_order_of_their_source() {
        let check = |value: &str, expect: [Option<&str>; 3], channel| {
            let text = |text: &str| Some(text.to_owned());
            let source = Source { value: text(value), drill_downs: [text("one"), text("two")] };
            let Origin { source: named, medium, campaign } = source.origin();
            assert_eq!([named.as_deref(), medium.as_deref(), campaign.as_deref()], expect, "{value}");
            assert_eq!(source.channel().1, channel, "{value}");
        };
        check("PAID_SEARCH", [Some("Paid search"), Some("two"), Some("one")], Channel::PaidSearch);
        check("EMAIL_MARKETING", [Some("Email marketing"), Some("two"), Some("one")], Channel::EmailMarketing);
        check("PAID_SOCIAL", [Some("Paid social"), Some("one"), Some("two")], Channel::PaidSocial);
        check("ORGANIC_SEARCH", [Some("Organic search"), Some("two"), None], Channel::OrganicSearch);
        check("AI_REFERRALS", [Some("AI referrals"), Some("one"), None], Channel::Referral);
        check("DIRECT_TRAFFIC", [Some("Direct traffic"), Some("one"), None], Channel::Direct);
        check("OFFLINE", [None, None, None], Channel::Other);
        check("CARRIER_PIGEON", [Some("Carrier pigeon"), Some("one"), None], Channel::Other);
    }

    #[test]
    fn each_visit_has_the_source_of_its_time() {
        let told = |value: &str, day: u32| json!({"value": value, "timestamp": format!("2026-11-{day:02}T10:00:00Z")});
        let object = json!({"id": "1", "propertiesWithHistory": {
            "hs_latest_source": [told("EMAIL_MARKETING", 5), told("PAID_SEARCH", 1)],
            "hs_latest_source_data_1": [told("Autumn", 5), told("Brand", 1)],
            "hs_latest_source_timestamp": [told("2026-11-07T09:59:00Z", 7), told("2026-11-05T09:58:00Z", 5), told("2026-11-01T09:57:00Z", 1)],
        }});
        let mut warnings = Vec::new();
        let mut object = Object::new("contacts", &object, &mut warnings).unwrap();
        let found = visits(&mut object, LATEST, "hs_latest_source_timestamp");
        let found: Vec<_> =
            found.iter().map(|(at, source)| (at.at.format("%d %H:%M").to_string(), source.origin().campaign)).collect();
        let campaign = |name: &str| Some(name.to_owned());
        assert_eq!(
            found,
            [
                ("01 09:57".to_owned(), campaign("Brand")),
                ("05 09:58".to_owned(), campaign("Autumn")),
                ("07 09:59".to_owned(), campaign("Autumn")),
            ]
        );
    }
}
