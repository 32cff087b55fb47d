//! What was written to a fake CRM, and how it takes what comes next.

use std::collections::VecDeque;
use std::sync::Mutex;

use plumbline_domain::record::{CrmUser, RecordKey};
use plumbline_hub::connector::{ConnectorError, Note, ToDo};
use tokio::sync::Notify;

/// How a CRM takes something.
pub enum Takes {
    /// It does not.
    Not(ConnectorError),
    /// It does, and answers an error.
    ButFails(ConnectorError),
    /// It does, and never answers.
    InSilence,
}

/// As a CRM with a connector that looks before it writes.
#[derive(Default)]
pub struct Writes {
    pub notes: Mutex<Vec<(RecordKey, Note)>>,
    pub to_dos: Mutex<Vec<(RecordKey, CrmUser, ToDo)>>,
    /// Each time that a record got another owner.
    pub assigned: Mutex<Vec<(RecordKey, CrmUser)>>,
    /// How it takes what comes next; well when nothing is said.
    pub next: Mutex<VecDeque<Takes>>,
    pub attempts: Mutex<u32>,
    /// Told of each attempt.
    pub arrived: Notify,
}

impl Writes {
    /// What the notes say, without what they are found by.
    pub fn said(&self) -> Vec<String> {
        let text = |(record, note): &(RecordKey, Note)| {
            let whole = note.whole();
            format!("{record}: {}", whole.strip_suffix(&format!(" [{}]", note.reference())).unwrap())
        };
        self.notes.lock().unwrap().iter().map(text).collect()
    }

    pub fn attempts(&self) -> u32 {
        *self.attempts.lock().unwrap()
    }

    pub async fn note(&self, record: &RecordKey, note: &Note) -> Result<(), ConnectorError> {
        self.take(|| {
            let mut notes = self.notes.lock().unwrap();
            match notes.iter_mut().find(|(_, there)| there.reference() == note.reference()) {
                // What it says is edited.
                Some((_, there)) => *there = note.clone(),
                None => notes.push((record.clone(), note.clone())),
            }
        })
        .await
    }

    pub async fn to_do(&self, record: &RecordKey, user: &CrmUser, to_do: &ToDo) -> Result<(), ConnectorError> {
        self.take(|| {
            let is_it = |(_, _, there): &(RecordKey, CrmUser, ToDo)| there.note.reference() == to_do.note.reference();
            put(&self.to_dos, (record.clone(), user.clone(), to_do.clone()), is_it);
        })
        .await
    }

    pub async fn assign(&self, record: &RecordKey, user: &CrmUser) -> Result<(), ConnectorError> {
        self.take(|| self.assigned.lock().unwrap().push((record.clone(), user.clone()))).await
    }

    async fn take(&self, write: impl FnOnce()) -> Result<(), ConnectorError> {
        *self.attempts.lock().unwrap() += 1;
        let takes = self.next.lock().unwrap().pop_front();
        if !matches!(takes, Some(Takes::Not(_))) {
            write();
        }
        self.arrived.notify_one();
        match takes {
            None => Ok(()),
            Some(Takes::Not(error) | Takes::ButFails(error)) => Err(error),
            Some(Takes::InSilence) => std::future::pending().await,
        }
    }
}

fn put<T>(list: &Mutex<Vec<T>>, new: T, is_it: impl Fn(&T) -> bool) {
    let mut list = list.lock().unwrap();
    if !list.iter().any(is_it) {
        list.push(new);
    }
}
