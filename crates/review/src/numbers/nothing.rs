//! What stands in place of the figures when there are none.

use plumbline_domain::numbers::NamedPeriod;
use plumbline_protocol::numbers::NumbersResponse;
use yew::prelude::*;

use super::query::{Period, Query};
use crate::place::Place;
use crate::strings::numbers as strings;
use crate::ui::notice::Notice;

/// Whether nothing at all was created or closed in the period.
pub fn is_empty(told: &NumbersResponse) -> bool {
    let total = &told.total;
    [total.deals, total.won_deals, total.lost_deals, total.lead_conversion.denominator].iter().all(|count| *count == 0)
}

/// Nothing was created or closed in the period, or nothing is counted yet.
pub fn no_deals(told: &NumbersResponse, query: &Query) -> Html {
    if told.standing.building.is_some_and(|building| building.is_shown) {
        return html! { <Notice state="building" title={strings::BUILDING_TITLE} text={strings::BUILDING} /> };
    }
    let usual = Period::Named(NamedPeriod::LastTwelveMonths);
    html! {
        <Notice state="empty" title={strings::EMPTY_TITLE} text={strings::EMPTY}>
            if query.period != usual {
                <a class="button" href={Place::Numbers(query.over(usual)).href()}>{ strings::period(NamedPeriod::LastTwelveMonths) }</a>
            }
        </Notice>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbers::sample::told;

    #[test]
    fn a_period_with_anything_in_it_is_not_empty() {
        let mut none = told(&[]);
        none.total = Default::default();
        assert!(is_empty(&none));
        none.total.lost_deals = 1;
        assert!(!is_empty(&none));
        assert!(!is_empty(&told(&[])));
    }
}
