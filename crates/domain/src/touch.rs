//! Touches: dated interactions by channel and campaign.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::collections::HashSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{SignalKind, TouchId};

/// Who made a touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
    /// Cold outreach by sales, to somebody who had not asked.
    Outbound,
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
            Self::Outbound => "outbound",
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

impl Touch {
    /// Whether it says where the record came from: it names a source, a medium or a campaign.
    pub fn names_origin(&self) -> bool {
        self.source.is_some() || self.medium.is_some() || self.campaign.is_some()
    }
}

/// Whether `word` stands in `text` by itself, so that `ads` is not found in `leads`. Both are in lower case.
pub fn has_word(text: &str, word: &str) -> bool {
    let is_letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = text.as_bytes();
    text.match_indices(word).any(|(start, _)| {
        !is_letter(start.checked_sub(1).and_then(|before| bytes.get(before)))
            && !is_letter(bytes.get(start + word.len()))
    })
}

/// The channel that a lead came by: that of the earliest of its `touches` that names its origin, else of the earliest that
/// sales did not make; `None` where there is neither. The touches are in order of time.
pub fn original_channel(touches: &[Touch]) -> Option<Channel> {
    let named = touches.iter().find(|touch| touch.names_origin());
    let found = named.or_else(|| touches.iter().find(|touch| touch.actor != Actor::Sales));
    found.map(|touch| touch.channel)
}

/// Touches in the one order that every model reads them in: by time, then by id, so that the result does not depend
/// on the order they arrived in. A touch that came twice counts once.
pub fn in_order<T: Borrow<Touch>>(touches: Vec<T>) -> Vec<T> {
    firsts_and_repeats(touches).0
}

/// The same, and beside it those whose id an earlier one has, in order too.
pub fn firsts_and_repeats<T: Borrow<Touch>>(mut touches: Vec<T>) -> (Vec<T>, Vec<T>) {
    touches.sort_by(|a, b| compare(a.borrow(), b.borrow()));
    let mut seen = HashSet::with_capacity(touches.len());
    let is_first: Vec<bool> = touches.iter().map(|touch| seen.insert(&touch.borrow().id)).collect();
    if is_first.iter().all(|is_first| *is_first) {
        return (touches, Vec::new());
    }
    let (mut firsts, mut repeats) = (Vec::with_capacity(touches.len()), Vec::new());
    for (touch, is_first) in touches.into_iter().zip(is_first) {
        if is_first { firsts.push(touch) } else { repeats.push(touch) }
    }
    (firsts, repeats)
}

/// Beyond time and id only to choose one of those that tell the same id differently, whichever came first.
fn compare(a: &Touch, b: &Touch) -> Ordering {
    (a.at, &a.id).cmp(&(b.at, &b.id)).then_with(|| {
        (a.channel, a.actor, words(a), &a.summary, &a.signal).cmp(&(
            b.channel,
            b.actor,
            words(b),
            &b.summary,
            &b.signal,
        ))
    })
}

fn words(touch: &Touch) -> [Option<&str>; 4] {
    [&touch.source, &touch.medium, &touch.campaign, &touch.contact].map(Option::as_deref)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn touch(actor: Actor, channel: Channel, source: Option<&str>) -> Touch {
        Touch {
            id: TouchId::new("1"),
            at: DateTime::UNIX_EPOCH,
            actor,
            channel,
            source: source.map(Into::into),
            medium: None,
            campaign: None,
            contact: None,
            summary: String::new(),
            signal: None,
        }
    }

    #[test]
    fn a_lead_came_by_what_names_its_origin_first() {
        let call = touch(Actor::Sales, Channel::Call, None);
        let mail = touch(Actor::Buyer, Channel::Inbound, None);
        let advert = touch(Actor::Marketing, Channel::PaidSearch, Some("Google"));
        let check = |touches: &[&Touch], expect: Option<Channel>| {
            let touches: Vec<Touch> = touches.iter().copied().cloned().collect();
            assert_eq!(original_channel(&touches), expect);
        };
        check(&[], None);
        check(&[&call], None);
        check(&[&call, &mail], Some(Channel::Inbound));
        check(&[&call, &mail, &advert], Some(Channel::PaidSearch));
    }
}
