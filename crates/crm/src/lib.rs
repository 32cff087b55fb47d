//! What each CRM calls things: which address is which record, and its payloads as domain values. No I/O.
//!
//! A record is recognised by its address alone. Pages change under a reader's hands, titles flicker and forms appear
//! before the address does; the address is the one thing that every CRM keeps right.

#[cfg(feature = "payloads")]
mod field_error;
pub mod hubspot;
pub mod odoo;
mod page_url;
#[cfg(feature = "payloads")]
pub mod reading;
#[cfg(feature = "payloads")]
pub mod sales;
pub mod salesforce;
#[cfg(feature = "payloads")]
mod summary;

use plumbline_domain::ids::{ObjectType, RecordId};
use plumbline_domain::record::RecordKey;
use plumbline_domain::site::{CrmSite, Vendor};

pub use page_url::PageUrl;

/// A record as a CRM's address names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordAddress {
    /// The CRM's name for the kind of object.
    pub object: ObjectType,
    /// Its identifier.
    pub id: RecordId,
    /// Whose record it is, for a vendor whose accounts share their addresses.
    pub account: Option<String>,
}

impl RecordAddress {
    fn new(object: impl Into<String>, id: impl Into<String>) -> Self {
        Self { object: ObjectType::new(object), id: RecordId::new(id), account: None }
    }
}

/// The record that the page at `url` shows, if it is a record page of one of `sites`.
pub fn recognise(sites: &[CrmSite], url: &str) -> Option<RecordKey> {
    let url = PageUrl::parse(url)?;
    sites.iter().find_map(|site| {
        let address = address(site.vendor, &url)?;
        // An account is reached under several addresses, which its vendor knows.
        let is_its = if site.account.is_some() { site.account == address.account } else { site.origin == url.origin() };
        is_its.then(|| RecordKey { crm: site.id.clone(), object: address.object, id: address.id })
    })
}

/// What `url` names in a CRM of this vendor.
pub fn address(vendor: Vendor, url: &PageUrl<'_>) -> Option<RecordAddress> {
    match vendor {
        Vendor::Odoo => odoo::address(url),
        Vendor::Hubspot => hubspot::address(url),
        Vendor::Salesforce => salesforce::address(url),
    }
}

/// Where a record of `site` is opened: what [`recognise`] reads the same key from. `None` where the vendor's objects are
/// not known to have a page.
pub fn record_url(site: &CrmSite, key: &RecordKey) -> Option<String> {
    let address = RecordAddress { object: key.object.clone(), id: key.id.clone(), account: None };
    let path = match site.vendor {
        Vendor::Odoo => odoo::path(&address),
        Vendor::Hubspot => site.account.as_ref().map(|portal| hubspot::path(portal, &address)),
        Vendor::Salesforce => None,
    }?;
    Some(format!("{}{path}", site.origin))
}

/// Match patterns of every host that the extension may ever ask for. Self-hosted CRMs can stand anywhere, and so can a
/// hub: for these the person names one origin, and only that one is asked for.
pub fn manifest_hosts() -> &'static [&'static str] {
    &[
        "https://*.hubspot.com/*",
        "https://*.lightning.force.com/*",
        "https://*.my.salesforce.com/*",
        "https://*/*",
        "http://*/*",
    ]
}

#[cfg(test)]
mod tests {
    use plumbline_domain::ids::CrmId;
    use proptest::prelude::*;

    use super::*;

    /// Addresses, each with the object and the id that it names.
    type Samples = &'static [(&'static str, &'static str, &'static str)];

    fn odoo_site(origin: &str) -> CrmSite {
        CrmSite { id: CrmId::new("main"), vendor: Vendor::Odoo, origin: origin.into(), account: None }
    }

    fn portal(number: &str) -> CrmSite {
        let origin = "https://app.hubspot.com".to_owned();
        CrmSite { id: CrmId::new("main"), vendor: Vendor::Hubspot, origin, account: Some(number.to_owned()) }
    }

    const VENDORS: [(Vendor, Samples); 3] =
        [(Vendor::Odoo, odoo::SAMPLES), (Vendor::Hubspot, hubspot::SAMPLES), (Vendor::Salesforce, salesforce::SAMPLES)];

    #[test]
    fn every_sample_is_read_by_its_own_crm_and_refused_by_the_others() {
        for (owner, samples) in VENDORS {
            for (url, object, id) in samples {
                let parsed = PageUrl::parse(url).unwrap();
                for (vendor, _) in VENDORS {
                    let expect = (vendor == owner).then(|| RecordAddress::new(*object, *id));
                    let found = address(vendor, &parsed).map(|found| RecordAddress { account: None, ..found });
                    assert_eq!(found, expect, "{vendor:?} on {url}");
                }
            }
        }
    }

    #[test]
    fn what_only_looks_like_a_record_is_refused_by_all() {
        let lookalikes = [odoo::NOT_RECORDS, hubspot::NOT_RECORDS, salesforce::NOT_RECORDS].concat();
        for url in lookalikes {
            let parsed = PageUrl::parse(url).unwrap();
            for (vendor, _) in VENDORS {
                assert_eq!(address(vendor, &parsed), None, "{vendor:?} on {url}");
            }
        }
    }

    #[test]
    fn only_configured_sites_are_recognised() {
        let site = |origin: &str| odoo_site(origin);
        let sites = [site("https://crm.example.com"), site("http://127.0.0.1:8069")];
        let check = |url, expect: Option<&str>| {
            assert_eq!(recognise(&sites, url).map(|key| key.to_string()).as_deref(), expect, "{url}");
        };
        check("https://crm.example.com/odoo/crm/17", Some("main/crm.lead/17"));
        check("http://127.0.0.1:8069/odoo/contacts/9", Some("main/res.partner/9"));
        check("https://crm.example.com:8443/odoo/crm/17", None);
        check("http://crm.example.com/odoo/crm/17", None);
        check("https://crm.example.com.evil.example/odoo/crm/17", None);
        check("https://evil.example/?https://crm.example.com/odoo/crm/17", None);
        check("https://crm.example.com@evil.example/odoo/crm/17", None);
        check("about:blank", None);
    }

    #[test]
    fn an_account_of_hubspot_is_known_by_its_number_in_every_data_centre() {
        let check = |url, expect: Option<&str>| {
            assert_eq!(recognise(&[portal("62515")], url).map(|key| key.to_string()).as_deref(), expect, "{url}");
        };
        check("https://app.hubspot.com/contacts/62515/record/0-1/7", Some("main/0-1/7"));
        check("https://app-eu1.hubspot.com/contacts/62515/record/0-3/7", Some("main/0-3/7"));
        check("https://app.hubspot.com/contacts/62516/record/0-1/7", None);
        check("https://app.hubspot.com/contacts/625150/record/0-1/7", None);
        check("https://app.hubspot.com.evil.example/contacts/62515/record/0-1/7", None);
    }

    proptest! {
        #[test]
        fn the_address_of_a_record_is_recognised_as_that_record(object in prop::sample::select(vec![odoo::LEAD, odoo::PARTNER, hubspot::CONTACT, hubspot::LEAD, hubspot::DEAL]), id in 1_u64..u64::MAX / 2) {
            let key: RecordKey = format!("main/{object}/{id}").parse().unwrap();
            let site = if [odoo::LEAD, odoo::PARTNER].contains(&object) { odoo_site("https://crm.example.com") } else { portal("246507261") };
            let url = record_url(&site, &key).unwrap();
            prop_assert_eq!(recognise(&[site], &url), Some(key));
        }
    }
}
