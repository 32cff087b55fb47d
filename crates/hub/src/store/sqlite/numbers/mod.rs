//! The shared numbers: contributions, what they add up to, and what is to be made anew.

mod cells;
mod changes;
mod contributions;
mod entries;
mod generations;
mod names;

use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::numbers::{Contribution, Dimension, Months};
use plumbline_domain::record::RecordKey;
use sqlx::{Sqlite, Transaction};

use super::SqliteStore;
use super::columns::record_key;
use crate::store::{
    Changed, EntriesOf, Generation, MadeAnew, NewContributions, NumberCell, NumberEntry, NumberStore, StoreError,
};

pub(super) use changes::{note_changed, note_moved};
pub(super) use generations::forget;

type Tx<'a> = Transaction<'a, Sqlite>;

#[async_trait]
impl NumberStore for SqliteStore {
    async fn number_generations(&self) -> Result<Vec<Generation>, StoreError> {
        generations::kept(&self.pool).await
    }

    async fn begin_number_generation(&self, terms: &str, now: Instant) -> Result<(), StoreError> {
        generations::begin(&self.pool, terms, now).await
    }

    async fn finish_number_generation(&self, generation: i64, now: Instant) -> Result<(), StoreError> {
        generations::finish(&self.pool, generation, now).await
    }

    async fn sweep_numbers(&self) -> Result<bool, StoreError> {
        generations::sweep(&self.pool).await
    }

    async fn leads_and_deals(&self, after: &str, limit: u32) -> Result<Vec<RecordKey>, StoreError> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT record FROM records WHERE record > $1 AND kind <> 'contact' AND is_gone = FALSE ORDER BY record LIMIT $2",
        )
        .bind(after)
        .bind(limit)
        .fetch_all(&self.pool)
        .await?;
        rows.iter().map(|(record,)| record_key(record)).collect()
    }

    async fn put_contributions(&self, new: NewContributions<'_>, now: Instant) -> Result<(), StoreError> {
        contributions::put(&self.pool, new, now).await
    }

    async fn changed_numbers(&self, now: Instant, limit: u32) -> Result<Vec<Changed>, StoreError> {
        changes::due(&self.pool, now, limit).await
    }

    async fn changed_numbers_count(&self, now: Instant) -> Result<i64, StoreError> {
        changes::count(&self.pool, now).await
    }

    async fn settle_numbers(&self, settled: &[MadeAnew]) -> Result<(), StoreError> {
        changes::settle(&self.pool, settled).await
    }

    async fn make_numbers_anew_at(&self, records: &[(RecordKey, Instant)]) -> Result<(), StoreError> {
        changes::schedule(&self.pool, records).await
    }

    async fn number_cells(
        &self,
        generation: i64,
        dimension: Dimension,
        months: Months,
    ) -> Result<Vec<NumberCell>, StoreError> {
        cells::summed(&self.pool, generation, dimension, months).await
    }

    async fn number_entries(&self, of: EntriesOf<'_>) -> Result<Vec<NumberEntry>, StoreError> {
        entries::listed(&self.pool, of).await
    }

    async fn contribution(&self, generation: i64, record: &RecordKey) -> Result<Option<Contribution>, StoreError> {
        contributions::one(&self.pool, generation, record).await
    }
}
