//! Who works there.

use crate::clock::Instant;
use crate::hubspot::owner::{Owner, Team};
use crate::hubspot::portal::Portal;

/// Address, given name, family name, team; the last one has left.
const STAFF: [(&str, &str, &str, &str); 7] = [
    ("sdr.one@plumbline.example", "Sam", "Dialler", "Sales"),
    ("sdr.two@plumbline.example", "Robin", "Prospect", "Sales"),
    ("ae.one@plumbline.example", "Alex", "Closer", "Sales"),
    ("ae.two@plumbline.example", "Kim", "Dealer", "Sales"),
    ("marketing.one@plumbline.example", "Mara", "Campaign", "Marketing"),
    ("marketing.two@plumbline.example", "Theo", "Content", "Marketing"),
    ("left@plumbline.example", "Lou", "Gone", "Sales"),
];

/// The first owner's id; users have ids of their own.
const FIRST_OWNER: u64 = 71_001;
const FIRST_USER: u64 = 5_001;

/// An account in which people work, and nothing else is.
pub fn staffed(now: Instant) -> Portal {
    let mut portal = Portal::default();
    for (at, (email, first, last, team)) in (0_u64..).zip(STAFF) {
        let id = if team == "Sales" { "301" } else { "302" };
        portal.owners.push(Owner {
            id: FIRST_OWNER + at,
            user: FIRST_USER + at,
            email: email.to_owned(),
            first_name: first.to_owned(),
            last_name: last.to_owned(),
            teams: vec![Team { id: id.to_owned(), name: team.to_owned() }],
            created: now - chrono::TimeDelta::days(700),
            archived: email.starts_with("left").then(|| now - chrono::TimeDelta::days(30)),
        });
    }
    portal
}
