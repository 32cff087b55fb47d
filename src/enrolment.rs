//! Who this browser is enrolled as, and with which hub.

use plumbline_protocol::people::SessionResponse;

use crate::platform::storage::{Area, StorageError};
use crate::platform::write::kept_structs;

/// Where the enrolment is kept.
pub const KEY: &str = "enrolment";

/// One browser's standing with one hub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The hub's origin.
    pub hub: String,
    /// What the hub knows this browser by.
    pub token: String,
    /// As the hub told at enrolment, or since.
    pub session: SessionResponse,
}

kept_structs! { Enrolment { hub, token, session } }

impl Enrolment {
    /// The enrolment of this browser, if there is one.
    ///
    /// # Errors
    /// When the browser's storage fails.
    pub async fn load() -> Result<Option<Self>, StorageError> {
        Area::Local.get(KEY).await
    }

    /// Keeps it.
    ///
    /// # Errors
    /// When the browser's storage is full or fails.
    pub async fn save(&self) -> Result<(), StorageError> {
        Area::Local.set(KEY, self).await
    }

    /// Forgets it. What waits in the outbox stays.
    ///
    /// # Errors
    /// When the browser's storage fails.
    pub async fn forget() -> Result<(), StorageError> {
        Area::Local.remove(KEY).await
    }

    /// Whose reports and drafts are whose: this person, at this hub.
    pub fn owner(&self) -> String {
        format!("{}|{}", self.hub, self.session.person.id)
    }

    /// The origins of all CRMs that the hub is connected to.
    pub fn crm_origins(&self) -> Vec<String> {
        self.session.crms.iter().map(|site| site.origin.clone()).collect()
    }
}

/// A hub's address as people type it, made an origin: `hub.example.com/` becomes `https://hub.example.com`. Without a
/// scheme it is https, except on this very machine.
///
/// `None` when it cannot be an address.
pub fn hub_origin(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let is_here = |text: &str| ["localhost", "127.0.0.1", "[::1]"].iter().any(|host| text.starts_with(host));
    let with_scheme = match typed.split_once("://") {
        Some(("http" | "https", _)) => typed.to_owned(),
        Some(_) => return None,
        None if is_here(typed) => format!("http://{typed}"),
        None => format!("https://{typed}"),
    };
    let url = plumbline_crm::PageUrl::parse(&with_scheme)?;
    (!url.host().contains(char::is_whitespace)).then(|| url.origin().to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_an_origin() {
        let check = |typed, expect: Option<&str>| assert_eq!(hub_origin(typed).as_deref(), expect, "{typed}");
        check("hub.example.com", Some("https://hub.example.com"));
        check(" https://Hub.example.com/review?x ", Some("https://hub.example.com"));
        check("http://10.0.0.5:8080/", Some("http://10.0.0.5:8080"));
        check("localhost:8080", Some("http://localhost:8080"));
        check("127.0.0.1:8080", Some("http://127.0.0.1:8080"));
        check("", None);
        check("javascript://x", None);
        check("user@host", None);
        check("two words", None);
    }
}
