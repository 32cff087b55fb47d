//! Asks a hub for the numbers, and takes the time.

use std::path::Path;
use std::time::Instant;

use plumbline_domain::record::Role;
use plumbline_hub::store::{NewContributions, NumberStore};

use super::deals::{contribution, key};
use super::rig::{Figures, Hub, Outcome, Random, millis, now};

/// Answers of each kind.
const ANSWERS: usize = 200;

/// Answers that are not counted: a program's first ones are of no interest to anybody.
const WARM_UP: usize = 10;

const DIMENSIONS: [&str; 4] = ["source", "campaign", "channel", "segment"];

const PERIODS: [&str; 4] =
    ["period=this_month", "period=last_quarter", "period=last_twelve_months", "from=2023-12&to=2026-11"];

/// Milliseconds.
pub(crate) struct Times {
    /// The figures of a period.
    pub(crate) page: Figures,
    /// The first records behind a figure.
    pub(crate) list: Figures,
    /// One deal that changed is counted as it is now.
    pub(crate) change: Figures,
}

/// Asks for every dimension over every period in turns, then for lists, then changes deals.
pub(crate) async fn ask(file: &Path) -> Outcome<Times> {
    let hub = Hub::open(file, Role::Rep).await?;
    let (mut page, mut list, mut change) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..ANSWERS + WARM_UP {
        let (by, period) = (DIMENSIONS[n % 4], PERIODS[n / 4 % 4]);
        page.push(millis(hub.get(&format!("/v1/numbers?by={by}&{period}")).await?.0));
    }
    let mut random = Random(7);
    for n in 0..ANSWERS + WARM_UP {
        let (source, measure) = (random.below(50), ["deals", "pipeline", "won", "lost"][n % 4]);
        let path = format!("/v1/numbers/deals?value=named:Source%20{source}&measure={measure}&{}", PERIODS[n / 4 % 4]);
        list.push(millis(hub.get(&path).await?.0));
    }
    for n in 0..ANSWERS + WARM_UP {
        change.push(change_deal(&hub, u32::try_from(n)?).await?);
    }
    hub.store.close().await;
    let counted = |times: Vec<f64>| Figures::of(times.into_iter().skip(WARM_UP).collect());
    Ok(Times { page: counted(page), list: counted(list), change: counted(change) })
}

/// Changes the amount of a deal, and back, so that the store is what it was.
async fn change_deal(hub: &Hub, n: u32) -> Outcome<f64> {
    let generation = hub.store.number_generations().await?.first().ok_or("there is no generation")?.id;
    let began = Instant::now();
    for version in [1, 0] {
        let contributions = [(key(n), contribution(n, version)?)];
        let new = NewContributions { generation, contributions: &contributions, position: None };
        hub.store.put_contributions(new, now()?).await?;
    }
    Ok(millis(began.elapsed()) / 2.0)
}
