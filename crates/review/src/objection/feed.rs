//! One objection, as the hub tells it.

use plumbline_domain::ids::ObjectionId;
use plumbline_protocol::review::ObjectionResponse;

use crate::api::{self, Error};
use crate::feed::Question;

/// All of the objection of this id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct All(pub ObjectionId);

impl Question for All {
    type Told = ObjectionResponse;

    /// Its figures are over many reports.
    const GATHER: u32 = 1_000;

    async fn ask(self) -> Result<ObjectionResponse, Error> {
        api::library::objection(&self.0).await
    }
}
