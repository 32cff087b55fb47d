//! All objections at a glance, to jump to; on wide screens only.

use yew::prelude::*;

use super::group::anchor;
use super::state::{Group, State};
use crate::strings;
use crate::ui::money::Amount;

#[derive(Properties, PartialEq)]
pub struct OutlineProps {
    pub state: UseReducerHandle<State>,
    /// The groups that have something to show.
    pub groups: Vec<Group>,
}

/// One line an objection.
#[component]
pub fn Outline(props: &OutlineProps) -> Html {
    html! {
        <nav class="outline" aria-label={strings::OBJECTIONS}>
            <ul>{ for props.groups.iter().map(|group| line(&props.state, group)) }</ul>
        </nav>
    }
}

fn line(state: &State, group: &Group) -> Html {
    let new = state.count(group.reports.iter()).new;
    html! {
        <li key={group.objection.id.as_str()}>
            <a href={format!("#{}", anchor(group))}>
                <bdi>{ &group.objection.name }</bdi>
                if new > 0 {
                    <span class="new">{ strings::new_count(new) }</span>
                }
                <span class="worth">{ for group.revenue_at_stake.iter().map(|amount| html! { <Amount of={*amount} /> }) }</span>
            </a>
        </li>
    }
}
