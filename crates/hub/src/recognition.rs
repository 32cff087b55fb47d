//! What devices recognise objections by, learnt from the library and from reports that count as one of its objections.
//!
//! The first who asks waits until something is learnt. Later everybody is answered with what is there, and what became of library
//! and reports in between is learnt beside that: at most every [`LEARNT_FOR`], and not at all while nobody asks. Where nothing changed,
//! nothing is learnt.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use plumbline_domain::Instant;
use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Objection;
use plumbline_domain::objection::recognise::{Labelled, train};
use sha2::{Digest, Sha256};
use thiserror::Error;
use tokio::sync::OwnedMutexGuard;
use tokio::task::JoinError;

use crate::records::lock;
use crate::store::{LabelledWords, Library, Store, StoreError};
use crate::tokens::hex;

/// How long what was learnt is good.
const LEARNT_FOR: TimeDelta = TimeDelta::minutes(5);

/// The most reports that are learnt from, the latest.
const MOST_REPORTS: u32 = 100_000;

/// Nothing could be learnt.
#[derive(Debug, Error)]
pub enum RecognitionError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Learning ended early.
    #[error("learning to recognise objections failed: {0}")]
    Learning(#[from] JoinError),
}

/// An index that [`Recogniser`](plumbline_domain::objection::recognise::Recogniser) reads.
#[derive(Debug, PartialEq, Eq)]
pub struct Index {
    /// All of it.
    pub bytes: Vec<u8>,
    /// The same for the same bytes.
    pub tag: String,
}

/// The index of now.
#[derive(Debug, Clone, Default)]
pub struct Recognition {
    learnt: Arc<Mutex<Option<Learnt>>>,
    /// Held while somebody learns.
    learning: Arc<tokio::sync::Mutex<()>>,
}

#[derive(Debug, Clone)]
struct Learnt {
    index: Arc<Index>,
    /// Of what it was learnt from.
    hash: u64,
    at: Instant,
}

impl Recognition {
    /// What is known, at most some minutes old.
    ///
    /// # Errors
    /// When there is nothing yet, and nothing can be learnt.
    pub async fn index(&self, store: &Arc<dyn Store>, now: Instant) -> Result<Arc<Index>, RecognitionError> {
        let Some(learnt) = self.learnt() else {
            let alone = Arc::clone(&self.learning).lock_owned().await;
            return match self.learnt() {
                Some(learnt) => Ok(learnt.index),
                None => self.learn(store, now, alone).await,
            };
        };
        if now - learnt.at >= LEARNT_FOR
            && let Ok(alone) = Arc::clone(&self.learning).try_lock_owned()
        {
            let (recognition, store) = (self.clone(), Arc::clone(store));
            tokio::spawn(async move {
                if let Err(error) = recognition.learn(&store, now, alone).await {
                    tracing::warn!("{error}");
                }
            });
        }
        Ok(learnt.index)
    }

    fn learnt(&self) -> Option<Learnt> {
        lock(&self.learnt).clone()
    }

    async fn learn(
        &self,
        store: &Arc<dyn Store>,
        now: Instant,
        _alone: OwnedMutexGuard<()>,
    ) -> Result<Arc<Index>, RecognitionError> {
        let (library, words) = futures::try_join!(store.library(), store.labelled_words(MOST_REPORTS))?;
        let lessons = Lessons { objections: objections(&library), words };
        let hash = lessons.hash();
        let index = match self.learnt().filter(|learnt| learnt.hash == hash) {
            Some(learnt) => learnt.index,
            None => Arc::new(tokio::task::spawn_blocking(move || lessons.index()).await?),
        };
        *lock(&self.learnt) = Some(Learnt { index: Arc::clone(&index), hash, at: now });
        Ok(index)
    }
}

struct Lessons {
    objections: Vec<Objection>,
    words: Vec<LabelledWords>,
}

impl Lessons {
    fn hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        for Objection { id, name, phrases, .. } in &self.objections {
            (id, name, phrases).hash(&mut hasher);
        }
        self.words.hash(&mut hasher);
        hasher.finish()
    }

    fn index(&self) -> Index {
        let labelled =
            self.words.iter().map(|words| Labelled { text: &words.words, objection: words.objection.as_ref() });
        let labelled: Vec<Labelled<'_>> = labelled.collect();
        let bytes = train(&self.objections, &labelled);
        let tag = hex(Sha256::digest(&bytes).get(..16).unwrap_or_default());
        Index { bytes, tag }
    }
}

/// Those that count as themselves. What buyers say of the others, and their names, are phrases of what they count as.
fn objections(library: &Library) -> Vec<Objection> {
    let mut own: BTreeMap<&ObjectionId, Objection> =
        library.own().map(|entry| (&entry.objection.id, entry.objection.clone())).collect();
    for part in library.objections().iter().filter(|entry| entry.merged_into.is_some()).map(|entry| &entry.objection) {
        if let Some(whole) = own.get_mut(library.merges().root(&part.id)) {
            whole.phrases.push(part.name.clone());
            whole.phrases.extend_from_slice(&part.phrases);
        }
    }
    own.into_values().collect()
}
