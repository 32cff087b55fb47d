//! How current the figures are, and what they rest on.

use plumbline_protocol::numbers::NumbersResponse;
use plumbline_protocol::sla::CrmFreshness;
use yew::prelude::*;

use crate::strings::numbers as strings;
use crate::strings::sla::followed;
use crate::ui::time::{clock, exact};

/// Up to when each CRM was followed, what is being counted, and by which model and months.
pub fn standing(told: &NumbersResponse) -> Html {
    let of = &told.standing;
    html! {
        <ul class="freshness" data-part="freshness">
            { for told.freshness.iter().map(of_crm) }
            <li data-part="standing" data-changed={of.changed.to_string()}>
                { strings::computed(of.computed_at.map(exact).as_deref(), of.changed) }
            </li>
            if let Some(building) = of.building {
                <li class="troubled" role="status" data-part="building">{ strings::building(building) }</li>
            }
            <li data-part="model">{ strings::basis(told.model, &told.period) }</li>
        </ul>
    }
}

fn of_crm(of: &CrmFreshness) -> Html {
    let text = followed(of.crm.as_str(), of.followed_at.map(clock).as_deref(), of.trouble.as_deref());
    html! { <li class={of.trouble.as_ref().map(|_| "troubled")}>{ text }</li> }
}
