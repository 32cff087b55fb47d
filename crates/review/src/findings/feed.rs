//! Findings, as the hub is asked for them.

use plumbline_protocol::findings::FindingsResponse;

use crate::api::{Error, reports};
use crate::feed::Question;

/// All of them.
#[derive(Debug, Clone, PartialEq)]
pub struct All;

impl Question for All {
    type Told = FindingsResponse;

    /// The hub goes through months of reports for them.
    const GATHER: u32 = 5_000;

    async fn ask(self) -> Result<FindingsResponse, Error> {
        reports::findings().await
    }
}
