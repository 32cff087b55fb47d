//! What changes, told to whoever listens.

use plumbline_protocol::review::ServerEvent;
use tokio::sync::broadcast;

/// How far a listener may fall behind before it is told to read everything again.
const BACKLOG: usize = 256;

/// Tells every listener what changed.
#[derive(Debug, Clone)]
pub struct Events(broadcast::Sender<ServerEvent>);

impl Default for Events {
    fn default() -> Self {
        Self(broadcast::Sender::new(BACKLOG))
    }
}

impl Events {
    /// Tells everybody; nobody listening is no failure.
    pub fn send(&self, event: ServerEvent) {
        let _ = self.0.send(event);
    }

    /// Everything that is told from now on.
    pub fn listen(&self) -> broadcast::Receiver<ServerEvent> {
        self.0.subscribe()
    }
}
