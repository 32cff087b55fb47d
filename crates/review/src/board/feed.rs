//! The board, as the hub is asked for it.

use plumbline_protocol::review::BoardResponse;

use crate::api::{Error, reports};
use crate::feed::Question;

/// All of it.
#[derive(Debug, Clone, PartialEq)]
pub struct All;

impl Question for All {
    type Told = BoardResponse;

    /// The figures are over many reports.
    const GATHER: u32 = 1_000;

    async fn ask(self) -> Result<BoardResponse, Error> {
        reports::board().await
    }
}
