//! Touches: dated interactions by channel and campaign.

use std::borrow::Borrow;
use std::collections::HashSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{SignalKind, TouchId};

/// Who made a touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// A campaign, form, event or ad.
    Marketing,
    /// A person of sales.
    Sales,
    /// The prospect.
    Buyer,
}

/// By what means a touch was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Paid results of a search engine.
    PaidSearch,
    /// Unpaid results of a search engine.
    OrganicSearch,
    /// Advertising on a social network.
    PaidSocial,
    /// Unpaid posts on a social network.
    OrganicSocial,
    /// Newsletter or campaign mail.
    EmailMarketing,
    /// Webinar, trade show or other event.
    Event,
    /// Another site or person pointed here.
    Referral,
    /// Came by itself, or nothing is known.
    Direct,
    /// A form, phone or chat contact by the buyer.
    Inbound,
    /// A mail between one person and another.
    Email,
    /// A phone or video call.
    Call,
    /// A meeting.
    Meeting,
    /// None of the above.
    Other,
}

impl Channel {
    /// As it is written on the wire and in rules.
    pub fn word(self) -> &'static str {
        match self {
            Self::PaidSearch => "paid_search",
            Self::OrganicSearch => "organic_search",
            Self::PaidSocial => "paid_social",
            Self::OrganicSocial => "organic_social",
            Self::EmailMarketing => "email_marketing",
            Self::Event => "event",
            Self::Referral => "referral",
            Self::Direct => "direct",
            Self::Inbound => "inbound",
            Self::Email => "email",
            Self::Call => "call",
            Self::Meeting => "meeting",
            Self::Other => "other",
        }
    }
}

/// One dated interaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Touch {
    /// Unique within its CRM.
    pub id: TouchId,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Who made it.
    pub actor: Actor,
    /// By what means.
    pub channel: Channel,
    /// Where it came from, such as `Google`; the utm source.
    pub source: Option<String>,
    /// The utm medium, as the CRM has it.
    pub medium: Option<String>,
    /// The utm campaign.
    pub campaign: Option<String>,
    /// The contact it was with, where known.
    pub contact: Option<String>,
    /// What happened, in the words of whoever told of it.
    pub summary: String,
    /// What kind of interest it shows, where it was told through `POST /v1/events`; the CRM's own touches have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signal: Option<SignalKind>,
}

/// Touches in the one order that every model reads them in: by time, then by id, so that the result does not depend
/// on the order they arrived in. A touch that came twice counts once.
pub fn in_order<T: Borrow<Touch>>(mut touches: Vec<T>) -> Vec<T> {
    touches.sort_by(|a, b| {
        let (a, b) = (a.borrow(), b.borrow());
        (a.at, &a.id).cmp(&(b.at, &b.id))
    });
    let mut seen = HashSet::with_capacity(touches.len());
    let is_first: Vec<bool> = touches.iter().map(|touch| seen.insert(&touch.borrow().id)).collect();
    let mut is_first = is_first.into_iter();
    touches.retain(|_| is_first.next().unwrap_or(true));
    touches
}
