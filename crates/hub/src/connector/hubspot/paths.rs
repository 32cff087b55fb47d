//! The addresses of HubSpot's interface in its versions: `v3` stands in front of what is asked for, a dated one behind it.

use super::client::HUBSPOT;
use crate::config::ApiVersion;
use crate::connector::ConnectorError;

/// Addresses in one version.
#[derive(Debug, Clone)]
pub(super) struct Paths(pub(super) ApiVersion);

impl Paths {
    /// Of objects: `rest` goes on behind their kind.
    pub(super) fn objects(&self, objects: &str, rest: &str) -> String {
        match &self.0 {
            ApiVersion::V3 => format!("/crm/v3/objects/{objects}{rest}"),
            ApiVersion::Dated(date) => format!("/crm/objects/{date}/{objects}{rest}"),
        }
    }

    /// Which objects of the one kind those of the other are associated with.
    pub(super) fn associations(&self, from: &str, to: &str) -> String {
        match &self.0 {
            ApiVersion::V3 => format!("/crm/v4/associations/{from}/{to}/batch/read"),
            ApiVersion::Dated(date) => format!("/crm/associations/{date}/{from}/{to}/batch/read"),
        }
    }

    /// How objects of two kinds can be associated.
    pub(super) fn labels(&self, from: &str, to: &str) -> String {
        match &self.0 {
            ApiVersion::V3 => format!("/crm/v4/associations/{from}/{to}/labels"),
            ApiVersion::Dated(date) => format!("/crm/associations/{date}/{from}/{to}/labels"),
        }
    }

    /// Everybody who may own records. In version 3 the path ends with a slash, as HubSpot's own client has it.
    pub(super) fn owners(&self, query: &str) -> String {
        let slash = if self.0 == ApiVersion::V3 { "/" } else { "" };
        self.named("crm", "owners", &format!("{slash}{query}"))
    }

    /// The pipelines of a kind of object.
    pub(super) fn pipelines(&self, objects: &str) -> String {
        self.named("crm", "pipelines", &format!("/{objects}"))
    }

    /// The account itself.
    pub(super) fn account(&self) -> String {
        self.named("account-info", "", "/details")
    }

    fn named(&self, area: &str, name: &str, rest: &str) -> String {
        let named = if name.is_empty() { String::new() } else { format!("/{name}") };
        match &self.0 {
            ApiVersion::V3 => format!("/{area}/v3{named}{rest}"),
            ApiVersion::Dated(date) => format!("/{area}{named}/{date}{rest}"),
        }
    }
}

/// An identifier as it may stand in a path: HubSpot's are numbers.
pub(super) fn numbered(id: &str) -> Result<&str, ConnectorError> {
    match id.bytes().all(|byte| byte.is_ascii_digit()) && !id.is_empty() {
        true => Ok(id),
        false => Err(ConnectorError::Unexpected { crm: HUBSPOT, what: format!("an id that is no number: '{id}'") }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_stands_where_its_kind_of_version_does() {
        let check = |version: &str, expect: [&str; 5]| {
            let paths = Paths(version.parse().unwrap());
            let found = [
                paths.objects("contacts", "/batch/read"),
                paths.associations("contacts", "calls"),
                paths.owners("?limit=100"),
                paths.pipelines("deals"),
                paths.account(),
            ];
            assert_eq!(found, expect, "{version}");
        };
        check(
            "v3",
            [
                "/crm/v3/objects/contacts/batch/read",
                "/crm/v4/associations/contacts/calls/batch/read",
                "/crm/v3/owners/?limit=100",
                "/crm/v3/pipelines/deals",
                "/account-info/v3/details",
            ],
        );
        check(
            "2026-03",
            [
                "/crm/objects/2026-03/contacts/batch/read",
                "/crm/associations/2026-03/contacts/calls/batch/read",
                "/crm/owners/2026-03?limit=100",
                "/crm/pipelines/2026-03/deals",
                "/account-info/2026-03/details",
            ],
        );
    }
}
