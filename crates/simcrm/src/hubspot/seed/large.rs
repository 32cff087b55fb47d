//! A large account: the same for the same size, every time.

use super::world::{SeedError, World};
use crate::clock::Instant;
use crate::hubspot::kind::ObjectType;
use crate::hubspot::portal::{Key, Portal, Visit};

/// How many of what.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Contacts; one company for ten of them.
    pub contacts: u64,
    /// Deals, each with one to three contacts.
    pub deals: u64,
}

const SOURCES: [(&str, &str, &str); 6] = [
    ("ORGANIC_SEARCH", "Unknown keywords (SSL)", "google"),
    ("PAID_SEARCH", "Planning software", "planning software"),
    ("EMAIL_MARKETING", "Newsletter", "monthly"),
    ("REFERRALS", "partners.example", ""),
    ("DIRECT_TRAFFIC", "plumbline.example", ""),
    ("PAID_SOCIAL", "LinkedIn", "Operations leaders"),
];
const STAGES: [&str; 5] = ["lead", "marketingqualifiedlead", "salesqualifiedlead", "opportunity", "customer"];
const DEAL_STAGES: [&str; 5] = ["qualifiedtobuy", "presentationscheduled", "contractsent", "closedwon", "closedlost"];
const SALES: [&str; 4] = ["sdr.one", "sdr.two", "ae.one", "ae.two"];

/// A number that depends on two others and on nothing else (SplitMix64).
fn mixed(seed: u64, salt: u64) -> u64 {
    let mut value = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(salt.wrapping_mul(0xbf58_476d_1ce4_e5b9));
    value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

fn pick<T: Copy, const N: usize>(from: [T; N], seed: u64, salt: u64) -> T {
    from[mixed(seed, salt) as usize % N]
}

/// An account of that size.
///
/// # Errors
/// The account refuses what is made up.
pub fn large(now: Instant, size: Size) -> Result<Portal, SeedError> {
    let mut world = World::new(now);
    let mut companies = Vec::new();
    for number in 0..size.contacts.div_ceil(10) {
        let values = [
            ("name", format!("Company {number:06}")),
            ("domain", format!("company{number:06}.example")),
            ("numberofemployees", (mixed(number, 1) % 5000 + 1).to_string()),
        ];
        let act = world.machine("IMPORT", world.ago(800.0));
        companies.push(world.create(ObjectType::Company, &values, &[], &act)?);
    }
    let mut contacts = Vec::new();
    for number in 0..size.contacts {
        contacts.push(contact(&mut world, number, companies[number as usize / 10])?);
    }
    for number in 0..size.deals {
        deal(&mut world, number, &contacts)?;
    }
    Ok(world.portal)
}

fn contact(world: &mut World, number: u64, company: Key) -> Result<Key, SeedError> {
    let days = 10.0 + (mixed(number, 2) % 690) as f64;
    let owner = pick(SALES, number, 3);
    let values = [
        ("email", format!("person{number:06}@company{:06}.example", number / 10)),
        ("firstname", format!("Given{}", mixed(number, 4) % 500)),
        ("lastname", format!("Family{}", mixed(number, 5) % 5000)),
        ("lifecyclestage", "lead".to_owned()),
    ];
    let act = world.machine("FORM", world.ago(days));
    let key = world.create(ObjectType::Contact, &values, &[(company, Some(1))], &act)?;
    for (visit, after) in [(0, 0.0), (1, 3.0)].into_iter().take(1 + mixed(number, 6) as usize % 2) {
        let (source, one, two) = pick(SOURCES, number, 7 + visit);
        let visit = Visit { source, detail: [one, two], url: "https://plumbline.example/" };
        world.portal.visited(key, visit, world.ago(days - after))?;
    }
    let reached = mixed(number, 9) as usize % STAGES.len();
    for (at, stage) in STAGES.iter().enumerate().take(reached + 1).skip(1) {
        let act = world.person("marketing.one", world.ago(days - 3.0 - at as f64));
        world.portal.update(key, &super::world::owned(&[("lifecyclestage", (*stage).to_owned())]), &act)?;
    }
    if reached > 0 {
        let (id, _) = world.owner(owner).unwrap_or_default();
        let act = world.person("marketing.one", world.ago(days - 8.0));
        world.portal.update(key, &super::world::owned(&[("hubspot_owner_id", id.to_string())]), &act)?;
    }
    if reached > 1 && number.is_multiple_of(4) {
        let values = [("hs_call_title", "Call".to_owned()), ("hs_call_direction", "OUTBOUND".to_owned())];
        world.engage(ObjectType::Call, &values, &[key], owner, world.ago(days - 9.0))?;
    }
    Ok(key)
}

fn deal(world: &mut World, number: u64, contacts: &[Key]) -> Result<(), SeedError> {
    let days = 5.0 + (mixed(number, 11) % 300) as f64;
    let owner = pick(SALES, number, 12);
    let values = [
        ("dealname", format!("Deal {number:06}")),
        ("amount", (mixed(number, 13) % 100_000 + 500).to_string()),
        ("deal_currency_code", "EUR".to_owned()),
        ("hubspot_owner_id", world.owner(owner).map(|(id, _)| id.to_string()).unwrap_or_default()),
    ];
    let first = mixed(number, 14) as usize;
    let with =
        (0..1 + mixed(number, 15) as usize % 3).filter_map(|at| contacts.get((first + at) % contacts.len().max(1)));
    let ends: Vec<_> = with.map(|key| (*key, None)).collect();
    let act = world.person(owner, world.ago(days));
    let key = world.create(ObjectType::Deal, &values, &ends, &act)?;
    let stage = pick(DEAL_STAGES, number, 16);
    let act = world.person(owner, world.ago(days / 2.0));
    let mut values = vec![("dealstage", stage.to_owned())];
    if stage.starts_with("closed") {
        values.push(("closedate", crate::clock::iso(act.at)));
    }
    world.portal.update(key, &super::world::owned(&values), &act)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_size_is_the_same_account() {
        let now = "2026-03-02T09:00:00Z".parse().unwrap();
        let told = || {
            let portal = large(now, Size { contacts: 60, deals: 20 }).unwrap();
            let all = ObjectType::ALL.into_iter().flat_map(|kind| {
                let records = portal.objects(kind).into_iter().flat_map(|objects| objects.live());
                records.map(|record| format!("{record:?}")).collect::<Vec<_>>()
            });
            all.collect::<Vec<_>>()
        };
        let once = told();
        assert!(once.len() > 86);
        assert_eq!(once, told());
    }
}
