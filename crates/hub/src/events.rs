//! What changes, told to whoever listens.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use plumbline_protocol::review::ServerEvent;
use tokio::sync::broadcast;

/// How far a listener may fall behind before it is told to read everything again.
const BACKLOG: usize = 256;

/// Tells every listener what changed.
#[derive(Debug, Clone)]
pub struct Events {
    sender: broadcast::Sender<ServerEvent>,
    told: Arc<AtomicU64>,
}

impl Default for Events {
    fn default() -> Self {
        Self { sender: broadcast::Sender::new(BACKLOG), told: Arc::default() }
    }
}

impl Events {
    /// Tells everybody; nobody listening is no failure.
    pub fn send(&self, event: ServerEvent) {
        self.told.fetch_add(1, Ordering::SeqCst);
        let _ = self.sender.send(event);
    }

    /// How many were told: while it is the same, nothing has changed.
    pub fn told(&self) -> u64 {
        self.told.load(Ordering::SeqCst)
    }

    /// Everything that is told from now on.
    pub fn listen(&self) -> broadcast::Receiver<ServerEvent> {
        self.sender.subscribe()
    }
}
