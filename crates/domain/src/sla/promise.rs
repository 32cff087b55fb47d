use serde::{Deserialize, Serialize};

/// What sales can promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromiseKind {
    /// To respond to the buyer.
    Response,
    /// To bring the status in the CRM up to date.
    Update,
}

/// One side's half of the agreement: do it within so much business time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Promise {
    /// What both teams call it, such as `First response`.
    pub name: String,
    /// Business time allowed, in seconds.
    pub within_seconds: i64,
    /// The share of the time, in percent, from which it counts as due soon.
    pub due_soon_percent: u8,
    /// The time left, in seconds, from which it counts as due soon, whatever its share; `None` where only the share counts.
    pub due_soon_seconds: Option<i64>,
    /// The calendar's name, such as `Berlin office`.
    pub calendar: String,
    /// The calendar's hours as a person reads them, such as `Mon to Fri 9:00–12:00 and 13:00–17:30, Europe/Berlin`.
    pub hours: String,
    /// The calendar's IANA zone, such as `Europe/Berlin`.
    pub zone: String,
}

impl Promise {
    /// Whether it is due soon with so many seconds of business time left.
    pub fn is_due_soon(&self, left: i64) -> bool {
        let used = self.within_seconds - left;
        let by_share = used * 100 >= self.within_seconds * i64::from(self.due_soon_percent);
        by_share || self.due_soon_seconds.is_some_and(|threshold| left <= threshold)
    }
}
