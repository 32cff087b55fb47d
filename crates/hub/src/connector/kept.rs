//! What changes rarely, kept for a while.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use super::ConnectorError;

const KEPT_FOR: Duration = Duration::from_secs(300);

/// An answer that is asked for again when it is old.
pub(super) struct Kept<T>(Mutex<Option<(Instant, Arc<T>)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(Mutex::new(None))
    }
}

impl<T> Kept<T> {
    /// What is kept, or what `read` gives. Held while it is read, so that many who ask at once read it once.
    pub(super) async fn or_read(
        &self,
        read: impl Future<Output = Result<T, ConnectorError>>,
    ) -> Result<Arc<T>, ConnectorError> {
        let mut kept = self.0.lock().await;
        if let Some((read_at, known)) = kept.as_ref()
            && read_at.elapsed() < KEPT_FOR
        {
            return Ok(Arc::clone(known));
        }
        let known = Arc::new(read.await?);
        *kept = Some((Instant::now(), Arc::clone(&known)));
        Ok(known)
    }
}
