//! Revenue at stake, with the rule behind the figure on demand.

use plumbline_domain::money::Money;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

use crate::strings::board as strings;
use crate::ui::money::Amount;

#[derive(Properties, PartialEq)]
pub struct StakeProps {
    /// One amount a currency.
    pub amounts: Vec<Money>,
}

/// The amounts; a click tells how they are counted.
#[component]
pub fn Stake(props: &StakeProps) -> Html {
    let amounts = props.amounts.iter().map(|amount| html! { <Amount of={*amount} /> });
    html! {
        <details class="stake" data-part="stake" name="stake" onfocusout={close}>
            <summary>
                if props.amounts.is_empty() {
                    { strings::NOTHING_AT_STAKE }
                } else {
                    <span class="amounts">{ for amounts }</span>{ " " }{ strings::AT_STAKE }
                }
            </summary>
            <p>{ strings::AT_STAKE_RULE }</p>
        </details>
    }
}

/// Looking elsewhere closes what was opened.
fn close(event: FocusEvent) {
    if let Some(details) = event.current_target().and_then(|target| target.dyn_into::<Element>().ok()) {
        // There is always such an element, and losing an attribute cannot fail.
        let _ = details.remove_attribute("open");
    }
}
