//! The pages, and deals to choose from, as the hub tells them.

use plumbline_protocol::packet::{PacketDealsResponse, PacketResponse};

use super::query::Query;
use crate::api::{self, Error};
use crate::feed::Question;
use crate::ui::address::encoded;
use crate::ui::time::now;

impl Question for Query {
    type Told = PacketResponse;

    /// Five deals are read from their CRM where what is stored is old.
    const GATHER: u32 = 3_000;

    /// Of no deal there is no page, and nothing to ask.
    async fn ask(self) -> Result<PacketResponse, Error> {
        if self.deals.is_empty() {
            return Ok(PacketResponse { as_of: now(), pages: Vec::new(), missing: Vec::new() });
        }
        api::packet(&self.to_string()).await
    }
}

/// What deals are looked for with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought(pub String);

impl Question for Sought {
    type Told = PacketDealsResponse;

    /// It goes through many deals.
    const GATHER: u32 = 5_000;

    async fn ask(self) -> Result<PacketDealsResponse, Error> {
        api::packet_deals(&encoded(self.0.trim())).await
    }
}
