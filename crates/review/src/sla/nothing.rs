//! What stands in place of the figures when there are none.

use yew::prelude::*;

use super::query::{PERIODS, Query};
use crate::place::Place;
use crate::strings::sla as strings;
use crate::ui::notice::Notice;

/// Nothing was handed off in the period.
pub fn no_hand_offs(query: &Query) -> Html {
    let longer = PERIODS.into_iter().find(|days| *days > query.days);
    html! {
        <Notice state="empty" title={strings::EMPTY_TITLE} text={strings::EMPTY}>
            if let Some(days) = longer {
                <a class="button" href={Place::Sla(Query { days, ..Query::default() }).href()}>{ strings::show_days(days) }</a>
            }
        </Notice>
    }
}
