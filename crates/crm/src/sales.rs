//! Who works in sales, and how sales works: what operators agree on for all CRMs.

use plumbline_domain::attribution::OutboundWords;

/// Who counts as sales among the people who work in the CRM, and when it waits for others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SalesTeam {
    /// Logins; empty means everybody.
    pub only: Vec<String>,
    /// Logins that do not count, such as marketing's.
    pub except: Vec<String>,
    /// The stages in which it waits for somebody else.
    pub waits_in: Vec<String>,
    /// The stages of a contact's life in which it is for sales to work, where a CRM has contacts for leads; empty means all.
    pub takes_over_in: Vec<String>,
    /// What a source or medium says of a lead that sales found by cold outreach.
    pub outbound: OutboundWords,
}

impl SalesTeam {
    /// Whether whoever signs in with `login` counts.
    pub fn has(&self, login: &str) -> bool {
        let names = |logins: &[String]| logins.iter().any(|name| name.eq_ignore_ascii_case(login));
        (self.only.is_empty() || names(&self.only)) && !names(&self.except)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sales_is_everybody_unless_the_configuration_says_otherwise() {
        let check = |only: &[&str], except: &[&str], login, expect| {
            let texts = |names: &[&str]| names.iter().map(ToString::to_string).collect();
            let team = SalesTeam { only: texts(only), except: texts(except), ..SalesTeam::default() };
            assert_eq!(team.has(login), expect, "{login} of {team:?}");
        };
        check(&[], &[], "demo", true);
        check(&["Demo"], &[], "demo", true);
        check(&["demo"], &[], "admin", false);
        check(&[], &["admin"], "admin", false);
        check(&["admin"], &["admin"], "admin", false);
    }
}
