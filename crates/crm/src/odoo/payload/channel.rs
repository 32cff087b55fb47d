//! By what means a campaign reached somebody, from the names that marketing gave its utm medium and source.

use plumbline_domain::touch::{Channel, has_word};

const EVENTS: &[&str] = &["webinar", "trade show", "tradeshow", "event", "expo", "conference", "fair", "workshop"];
const SOCIAL: &[&str] =
    &["linkedin", "facebook", "instagram", "twitter", "youtube", "tiktok", "xing", "reddit", "social"];
const PAID: &[&str] = &["cpc", "ppc", "sem", "paid", "ads", "adwords"];
const SEARCH: &[&str] = &["google", "bing", "duckduckgo", "ecosia", "yahoo", "search", "seo", "organic"];
const MAIL: &[&str] = &["email", "e-mail", "newsletter", "mailing"];
const REFERRAL: &[&str] = &["referral", "partner", "affiliate"];
const INBOUND: &[&str] = &["website", "phone", "chat", "form", "inbound"];

/// The channel of a touch with this medium and source, either of which may be missing.
///
/// An event stays an event however people were invited to it; then paid before unpaid, and the social network before the
/// search engine, since a network's name says more than `cpc`.
pub fn channel(medium: Option<&str>, source: Option<&str>) -> Channel {
    let text = format!("{} {}", medium.unwrap_or_default(), source.unwrap_or_default()).to_lowercase();
    let names = |words: &[&str]| words.iter().any(|word| has_word(&text, word));
    match () {
        () if names(EVENTS) => Channel::Event,
        () if names(PAID) && names(SOCIAL) => Channel::PaidSocial,
        () if names(PAID) => Channel::PaidSearch,
        () if names(SOCIAL) => Channel::OrganicSocial,
        () if names(MAIL) => Channel::EmailMarketing,
        () if names(REFERRAL) => Channel::Referral,
        () if names(SEARCH) => Channel::OrganicSearch,
        () if names(&["direct"]) => Channel::Direct,
        () if names(INBOUND) => Channel::Inbound,
        () => Channel::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_follow_the_names_that_marketing_uses() {
        let check = |medium, source, expect| {
            let some = |text: &'static str| (!text.is_empty()).then_some(text);
            assert_eq!(channel(some(medium), some(source)), expect, "{medium} of {source}");
        };
        check("cpc", "Google Ads", Channel::PaidSearch);
        check("cpc", "Google", Channel::PaidSearch);
        check("", "Google Adwords", Channel::PaidSearch);
        check("Paid social", "LinkedIn", Channel::PaidSocial);
        check("cpc", "LinkedIn", Channel::PaidSocial);
        check("", "LinkedIn", Channel::OrganicSocial);
        check("Email", "Newsletter", Channel::EmailMarketing);
        check("Email", "Webinar", Channel::Event);
        check("Event", "Trade show", Channel::Event);
        check("Direct", "Partner referral", Channel::Referral);
        check("Organic", "Website", Channel::OrganicSearch);
        check("", "Search engine", Channel::OrganicSearch);
        check("Direct", "", Channel::Direct);
        check("Website", "", Channel::Inbound);
        check("Direct", "Lead Recall", Channel::Direct);
        check("", "Leads", Channel::Other);
        check("Banner", "", Channel::Other);
        check("", "", Channel::Other);
    }
}
