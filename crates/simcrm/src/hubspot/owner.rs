//! Who objects belong to. An owner is not a user: it has an id of its own, and stays when its user has left.

use crate::clock::Instant;

/// Some owners together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// One owner.
#[derive(Debug, Clone)]
pub struct Owner {
    /// Its id, which properties hold.
    pub id: u64,
    /// The user that it is.
    pub user: u64,
    /// Its address.
    pub email: String,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Its teams, the first of which is the primary one.
    pub teams: Vec<Team>,
    /// When it was created.
    pub created: Instant,
    /// When its user left, if so.
    pub archived: Option<Instant>,
}
