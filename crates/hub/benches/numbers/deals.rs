//! Deals of every kind: pseudo-random, and the same each time.

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::attribution::{Journey, Model, credit};
use plumbline_domain::ids::TouchId;
use plumbline_domain::money::Money;
use plumbline_domain::numbers::{Contribution, Month, Qualified, TouchCredits};
use plumbline_domain::record::{Outcome, Record, RecordKey, RecordKind, Stage};
use plumbline_domain::touch::{Actor, Channel, Touch};

use super::rig::{CRM, Outcome as Done, Random, now};

/// Three years of them.
const DAYS: u64 = 3 * 365;

/// As many as anybody has.
const TOUCHES: u64 = 10;

const CHANNELS: [Channel; 5] =
    [Channel::PaidSearch, Channel::Event, Channel::EmailMarketing, Channel::Call, Channel::Referral];

/// The name of the nth.
pub(crate) fn key(n: u32) -> RecordKey {
    RecordKey::new(CRM, "crm.lead", n.to_string())
}

/// What the nth adds: one of 50 sources, 200 campaigns, 5 channels and 10 segments for each of its touches, of which it has ten;
/// six of ten are closed, and most amounts are in one currency. In another version it is worth something else.
pub(crate) fn contribution(n: u32, version: u64) -> Done<Option<Contribution>> {
    let mut random = Random(u64::from(n) * 0x9E37_79B9_7F4A_7C15 + 1);
    let became = now()? - TimeDelta::days(i64::try_from(random.below(DAYS))?);
    let record = record(n, became, &mut random, version)?;
    let touches: Vec<Touch> = (0..TOUCHES).map(|_| touch(became, &mut random)).collect();
    let journey = Journey {
        lead_created_at: Some(record.created_at),
        deal_created_at: record.became_deal_at,
        won_at: None,
        closed_at: record.closed_at,
        as_of: None,
    };
    let segments = vec![format!("Segment {}", random.below(10))];
    let attribution = credit(Model::WShaped.into(), &touches, &journey);
    let shared = TouchCredits::of(&attribution, record.amount.map_or(0, |amount| amount.minor));
    let month_of = |at: Instant| Month::of(at.date_naive());
    Ok(Contribution::of(&record, &segments, &shared, &Qualified::default(), month_of))
}

fn record(n: u32, became: Instant, random: &mut Random, version: u64) -> Done<Record> {
    let outcome = match random.below(10) {
        0..3 => Outcome::Won,
        3..6 => Outcome::Lost,
        _ => Outcome::Open,
    };
    let cycle = TimeDelta::days(i64::try_from(random.below(30) + random.below(60) + random.below(60))?);
    let code =
        ["EUR", "EUR", "EUR", "EUR", "EUR", "EUR", "EUR", "EUR", "USD", "GBP"][usize::try_from(random.below(10))?];
    Ok(Record {
        key: key(n),
        kind: RecordKind::Deal,
        title: format!("Deal {n}"),
        company: None,
        stage: Some(Stage { name: "Proposition".into(), outcome }),
        amount: Some(Money { minor: i64::try_from(random.below(5_000_000) + version)?, currency: code.parse()? }),
        owner: None,
        competitors: Vec::new(),
        created_at: became - TimeDelta::days(i64::try_from(random.below(40))?),
        became_deal_at: Some(became),
        closed_at: (outcome != Outcome::Open).then(|| became + cycle),
    })
}

fn touch(before: Instant, random: &mut Random) -> Touch {
    let minutes = i64::try_from(random.below(60 * 24 * 60)).unwrap_or(0);
    let is_named = random.below(10) < 7;
    let (source, campaign) = (random.below(50), random.below(200));
    Touch {
        id: TouchId::new(random.next().to_string()),
        at: before - TimeDelta::minutes(minutes),
        actor: Actor::Marketing,
        channel: CHANNELS[usize::try_from(random.below(5)).unwrap_or(0)],
        source: is_named.then(|| format!("Source {source}")),
        medium: None,
        campaign: is_named.then(|| format!("Campaign {campaign}")),
        contact: None,
        summary: String::new(),
        signal: None,
    }
}
