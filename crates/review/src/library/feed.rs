//! The two lists, as the hub tells them.

use plumbline_protocol::library::{ContentResponse, ObjectionsResponse};

use crate::api::{self, Error};
use crate::feed::Question;

/// Every objection, also those that count as another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AllObjections;

impl Question for AllObjections {
    type Told = ObjectionsResponse;

    /// There may be thousands.
    const GATHER: u32 = 3_000;

    async fn ask(self) -> Result<ObjectionsResponse, Error> {
        api::library::objections().await
    }
}

/// Every piece of content, also what was taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AllContent;

impl Question for AllContent {
    type Told = ContentResponse;

    /// There may be ten thousand pieces.
    const GATHER: u32 = 3_000;

    async fn ask(self) -> Result<ContentResponse, Error> {
        api::library::all_content().await
    }
}
