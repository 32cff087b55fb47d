//! Keeps the shared numbers up to date: what each lead and deal adds is made anew when its facts change, and all of it when what
//! both teams agreed on does.
//!
//! All of it takes a while. So it is built beside what is shown, which is kept up to date under the terms that it was made
//! under, until the new is whole and takes its place.

mod answer;
mod terms;

use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use futures::stream;
use plumbline_domain::Instant;
use plumbline_domain::numbers::Contribution;
use plumbline_domain::record::RecordKey;
use tokio_util::sync::CancellationToken;

pub use answer::{Asked, AskedPeriod, deal_view, numbers, shown};
pub use terms::Terms;

use crate::clock::Clock;
use crate::config::Settings;
use crate::records::contribution;
use crate::store::{Changed, Circle, Generation, MadeAnew, NewContributions, Store, StoreError};

/// Records that are made anew together.
const BATCH: u32 = 500;

/// How many of them are read at a time.
const READ_AT_ONCE: usize = 4;

/// How long to wait when nothing is to be done.
const IDLE: Duration = Duration::from_secs(1);

/// How long to wait after the store failed.
const AFTER_FAILURE: Duration = Duration::from_secs(10);

/// Keeps the shared numbers up to date.
pub struct Numbers {
    /// Under which terms.
    pub settings: Settings,
    /// Where facts and figures are kept.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: Clock,
}

/// What one record adds, and when that will be another.
type Made = (RecordKey, Option<Contribution>, Option<Instant>);

impl Numbers {
    /// Works until `stop`.
    pub async fn run(self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            let pause = match self.step().await {
                Ok(true) => Duration::ZERO,
                Ok(false) => IDLE,
                Err(error) => {
                    tracing::error!(%error, "the numbers could not be brought up to date");
                    AFTER_FAILURE
                }
            };
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Works until nothing is to be done.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn settle(&self) -> Result<(), StoreError> {
        while self.step().await? {}
        Ok(())
    }

    /// Does a part of what is to be done: changes first, so that what is shown is current while more is built. Says whether there may
    /// be more.
    ///
    /// # Errors
    /// When the store fails; whatever was done is done as a whole.
    pub async fn step(&self) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let generations = self.generations(now).await?;
        let changed = self.store.changed_numbers(now, BATCH).await?;
        if !changed.is_empty() {
            self.make_anew(&generations, changed, now).await?;
            return Ok(true);
        }
        match generations.iter().find(|generation| !generation.is_whole) {
            Some(building) => self.build(building, now).await.map(|()| true),
            None => self.store.sweep_numbers().await,
        }
    }

    /// The generations that are kept, with one under the terms of today among them.
    async fn generations(&self, now: Instant) -> Result<Vec<Generation>, StoreError> {
        let generations = self.store.number_generations().await?;
        let terms = Terms::in_force(&self.settings, now).to_text();
        if generations.first().is_some_and(|latest| latest.terms == terms) {
            return Ok(generations);
        }
        self.store.begin_number_generation(&terms, now).await?;
        self.store.number_generations().await
    }

    async fn make_anew(
        &self,
        generations: &[Generation],
        changed: Vec<Changed>,
        now: Instant,
    ) -> Result<(), StoreError> {
        let records: Vec<RecordKey> = changed.iter().map(|changed| changed.record.clone()).collect();
        let mut again_at = vec![None; records.len()];
        for generation in generations {
            // What another version of the hub made is soon replaced.
            let Some(terms) = Terms::from_text(&generation.terms) else { continue };
            let made = self.made(&terms, &records, now).await?;
            // It does not depend on the terms.
            again_at = made.iter().map(|(_, _, again_at)| *again_at).collect();
            self.put(generation, made, None, now).await?;
        }
        let settled = changed.into_iter().zip(again_at).map(|(changed, again_at)| MadeAnew { changed, again_at });
        self.store.settle_numbers(&settled.collect::<Vec<_>>()).await
    }

    async fn build(&self, building: &Generation, now: Instant) -> Result<(), StoreError> {
        let records = self.store.leads_and_deals(&building.position, BATCH).await?;
        let Some(last) = records.last().map(RecordKey::to_string) else {
            return self.store.finish_number_generation(building.id, now).await;
        };
        let made = match Terms::from_text(&building.terms) {
            Some(terms) => self.made(&terms, &records, now).await?,
            None => Vec::new(),
        };
        let planned = made.iter().filter_map(|(record, _, again_at)| Some((record.clone(), (*again_at)?)));
        let planned: Vec<(RecordKey, Instant)> = planned.collect();
        self.put(building, made, Some(&last), now).await?;
        self.store.make_numbers_anew_at(&planned).await
    }

    /// What records add under these terms.
    async fn made(&self, terms: &Terms, records: &[RecordKey], now: Instant) -> Result<Vec<Made>, StoreError> {
        let made = stream::iter(records.to_vec()).map(|record| async move {
            let circle = self.circle(&record).await?;
            let found = circle.map(|circle| contribution(&circle, terms, now));
            let (contribution, again_at) = found.unwrap_or_default();
            Ok((record, contribution, again_at))
        });
        let made: Vec<Result<Made, StoreError>> = made.buffered(READ_AT_ONCE).collect().await;
        made.into_iter().collect()
    }

    /// A record with its circle; with its own facts alone where that was never read.
    async fn circle(&self, record: &RecordKey) -> Result<Option<Circle>, StoreError> {
        let Some(circle) = self.store.circle(record).await? else { return Ok(None) };
        if !circle.members.is_empty() {
            return Ok(Some(circle));
        }
        let own = self.store.facts(record).await?;
        Ok(Some(Circle { members: own.into_iter().collect(), ..circle }))
    }

    async fn put(
        &self,
        generation: &Generation,
        made: Vec<Made>,
        position: Option<&str>,
        now: Instant,
    ) -> Result<(), StoreError> {
        let contributions: Vec<_> = made.into_iter().map(|(record, contribution, _)| (record, contribution)).collect();
        let new = NewContributions { generation: generation.id, contributions: &contributions, position };
        self.store.put_contributions(new, now).await
    }
}
