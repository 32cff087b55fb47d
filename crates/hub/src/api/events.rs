//! What changes, as it changes.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use futures::{Stream, StreamExt};
use plumbline_protocol::error::ErrorResponse;
use plumbline_protocol::review::ServerEvent;
use tokio_stream::wrappers::BroadcastStream;

use super::App;
use super::auth::Caller;

/// Below what proxies close idle connections after.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Tells what changes, until the hub stops or the token is revoked.
#[utoipa::path(get, path = "/events", responses(
    (status = 200, body = ServerEvent, content_type = "text/event-stream", description = "One JSON object in each event's data."),
    (status = 401, body = ErrorResponse),
))]
pub(super) async fn events(
    State(app): State<Arc<App>>,
    caller: Caller,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let told = BroadcastStream::new(app.events.listen()).map(|event| event.unwrap_or(ServerEvent::Missed));
    let stop = app.stop.clone().cancelled_owned();
    let stream = told
        // Nothing is told to a token that was revoked since.
        .take_while(move |_| {
            let (app, token) = (Arc::clone(&app), caller.token.clone());
            async move { matches!(app.store.session(&token).await, Ok(Some(_))) }
        })
        .filter_map(async |event| Event::default().json_data(event).ok().map(Ok))
        .take_until(stop);
    Sse::new(stream).keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
}
