use async_trait::async_trait;
use plumbline_domain::Instant;
use plumbline_domain::money::Currency;
use plumbline_domain::numbers::{Cell, Contribution, Dated, Dimension, Month, Months, Value};
use plumbline_domain::record::RecordKey;

use super::StoreError;

/// What all leads and deals add to the figures under one set of terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generation {
    /// Its number; a later one has a higher number.
    pub id: i64,
    /// What was agreed, as the hub wrote it.
    pub terms: String,
    /// It is whole; until then it is being built.
    pub is_whole: bool,
    /// The last record that was looked at while it was built; empty when none was.
    pub position: String,
    /// How many records were looked at while it was built.
    pub done: i64,
    /// Of how many, as counted when that began.
    pub total: i64,
    /// When it was last brought up to date.
    pub computed_at: Instant,
}

/// A record whose contribution is to be made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Which record.
    pub record: RecordKey,
    /// Another one when it changes again.
    pub change: String,
}

/// What became of one that was made anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeAnew {
    /// Which, as it was taken.
    pub changed: Changed,
    /// When it is to be made anew without another change, because a touch that has not happened yet will count.
    pub again_at: Option<Instant>,
}

/// What some records add under one generation.
#[derive(Debug, Clone, Copy)]
pub struct NewContributions<'a> {
    /// Which generation.
    pub generation: i64,
    /// Each record with what it adds now; nothing for a contact, or for what is gone.
    pub contributions: &'a [(RecordKey, Option<Contribution>)],
    /// Where building stands after these; `None` when they are changes.
    pub position: Option<&'a str>,
}

/// A sum of contributions of some months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberCell {
    /// Which row.
    pub value: Value,
    /// Of records with amounts in this currency; `None` of records without an amount.
    pub currency: Option<Currency>,
    /// The sum.
    pub cell: Cell,
}

/// Which records to list.
#[derive(Debug, Clone, Copy)]
pub struct EntriesOf<'a> {
    /// As this generation has them.
    pub generation: i64,
    /// Of this dimension.
    pub dimension: Dimension,
    /// In this row.
    pub value: &'a Value,
    /// By this date.
    pub dated: Dated,
    /// In these months.
    pub months: Months,
    /// After this one; `None` from the latest on.
    pub after: Option<&'a EntryPlace>,
    /// At most so many.
    pub limit: u32,
}

/// Where a record stands in a list: the latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryPlace {
    /// The month of the date.
    pub month: Month,
    /// The date by which the list is.
    pub at: Instant,
    /// Which record.
    pub record: RecordKey,
}

/// A record behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberEntry {
    /// Where it stands.
    pub place: EntryPlace,
    /// Its name.
    pub title: String,
    /// The company behind it, where known.
    pub company: Option<String>,
    /// What it adds.
    pub contribution: Contribution,
}

/// The shared numbers, as stored sums.
#[async_trait]
pub trait NumberStore: Send + Sync {
    /// The generations that are kept, the latest first: at most one that is whole, and one that is being built.
    async fn number_generations(&self) -> Result<Vec<Generation>, StoreError>;
    /// Begins to build a generation under these terms, and drops any other that is being built.
    async fn begin_number_generation(&self, terms: &str, now: Instant) -> Result<(), StoreError>;
    /// Declares a generation whole, and drops the one that was.
    async fn finish_number_generation(&self, generation: i64, now: Instant) -> Result<(), StoreError>;
    /// Deletes a part of what belongs to dropped generations; whether there may be more.
    async fn sweep_numbers(&self) -> Result<bool, StoreError>;
    /// Leads and deals after this one, in the order of their names.
    async fn leads_and_deals(&self, after: &str, limit: u32) -> Result<Vec<RecordKey>, StoreError>;
    /// Keeps what records add, and brings the sums up to date, all of it or nothing. Does nothing for a generation that was
    /// dropped.
    async fn put_contributions(&self, new: NewContributions<'_>, now: Instant) -> Result<(), StoreError>;
    /// Records whose contribution is to be made anew by now, whatever has waited longest first.
    async fn changed_numbers(&self, now: Instant, limit: u32) -> Result<Vec<Changed>, StoreError>;
    /// How many that are.
    async fn changed_numbers_count(&self, now: Instant) -> Result<i64, StoreError>;
    /// Notes that contributions were made anew; those of records that changed again in between stay to be made.
    async fn settle_numbers(&self, settled: &[MadeAnew]) -> Result<(), StoreError>;
    /// Notes that records are to be made anew at a time, unless they are already.
    async fn make_numbers_anew_at(&self, records: &[(RecordKey, Instant)]) -> Result<(), StoreError>;
    /// The sums of each row over some months.
    async fn number_cells(
        &self,
        generation: i64,
        dimension: Dimension,
        months: Months,
    ) -> Result<Vec<NumberCell>, StoreError>;
    /// The records behind a row.
    async fn number_entries(&self, of: EntriesOf<'_>) -> Result<Vec<NumberEntry>, StoreError>;
    /// What one record adds; `None` for nothing.
    async fn contribution(&self, generation: i64, record: &RecordKey) -> Result<Option<Contribution>, StoreError>;
}
