use std::sync::{Arc, PoisonError, RwLock};

use super::Sla;

/// What both teams agreed, as it is in force. It can change while the hub runs; whoever asks gets it whole.
#[derive(Debug, Clone)]
pub struct Agreed(Arc<RwLock<InForce>>);

#[derive(Debug)]
struct InForce {
    sla: Arc<Sla>,
    trouble: Option<String>,
}

impl Agreed {
    /// In force from the start.
    pub fn new(sla: Sla) -> Self {
        Self(Arc::new(RwLock::new(InForce { sla: Arc::new(sla), trouble: None })))
    }

    /// What is in force now.
    pub fn now(&self) -> Arc<Sla> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner).sla)
    }

    /// Why the file's latest text is not in force; `None` when it is.
    pub fn trouble(&self) -> Option<String> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).trouble.clone()
    }

    /// Puts this in force instead; on an error, what was in force stays.
    pub(super) fn replace(&self, read: Result<Sla, String>) {
        let mut in_force = self.0.write().unwrap_or_else(PoisonError::into_inner);
        match read {
            Ok(sla) => *in_force = InForce { sla: Arc::new(sla), trouble: None },
            Err(trouble) => in_force.trouble = Some(trouble),
        }
    }
}
