use chrono_tz::Tz;
use plumbline_domain::Instant;
use plumbline_domain::attribution;
use plumbline_domain::numbers::Qualified;
use serde::{Deserialize, Serialize};

use crate::config::Settings;

/// Raised whenever the same facts add something else than before, so that what was stored is made anew.
const RULES: u32 = 1;

/// All that contributions depend on besides the facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    rules: u32,
    /// How credit is shared.
    pub credit: attribution::Terms,
    /// Whose calendar months count.
    pub zone: Tz,
    /// Which deals are pipeline.
    pub qualified: Qualified,
}

impl Terms {
    /// As agreed at `now`.
    pub fn in_force(settings: &Settings, now: Instant) -> Self {
        let sla = settings.sla.now();
        let today = now.with_timezone(&sla.numbers_zone).date_naive();
        Self {
            rules: RULES,
            credit: settings.terms,
            zone: sla.numbers_zone,
            qualified: Qualified::on(&sla.definitions, today),
        }
    }

    /// As the store keeps it: the same text for the same terms.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What [`to_text`](Self::to_text) wrote; `None` for what another version of the hub did.
    pub fn from_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().filter(|terms: &Self| terms.rules == RULES)
    }
}
