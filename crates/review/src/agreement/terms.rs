//! What an agreement says: what sales promised, what marketing promised, and the reasons to reject.

use plumbline_domain::sla::{Promise, RejectionReason};
use plumbline_protocol::agreement::{AgreedCriteriaView, AgreedPolicyView, AgreementView};
use yew::prelude::*;

use crate::numbers::Query;
use crate::place::Place;
use crate::strings::agreement as strings;
use crate::strings::sla::{self, duration};

/// All that an agreement says.
pub fn terms(agreement: &AgreementView) -> Html {
    html! {
        <>
            { policies(&agreement.policies) }
            <div class="pair">
                { criteria(agreement.criteria.as_ref()) }
                { reasons(&agreement.reasons) }
            </div>
        </>
    }
}

fn policies(policies: &[AgreedPolicyView]) -> Html {
    let has_updates = policies.iter().any(|policy| policy.update.is_some());
    let is_only = policies.len() == 1;
    html! {
        <section class="terms" data-part="policies">
            <h3>{ strings::SALES_PROMISED }</h3>
            if !is_only {
                <p class="rule">{ strings::FIRST_COUNTS }</p>
            }
            <div class="scroller" tabindex="0" role="region" aria-label={strings::SALES_PROMISED}>
                <table class="policies">
                    <thead><tr>
                        <th scope="col">{ strings::POLICY }</th>
                        <th scope="col">{ strings::APPLIES_TO }</th>
                        <th scope="col">{ sla::RESPONSE }</th>
                        if has_updates {
                            <th scope="col">{ sla::UPDATE }</th>
                        }
                    </tr></thead>
                    <tbody>{ for policies.iter().enumerate().map(|(at, policy)| row(at, policy, is_only, has_updates)) }</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(at: usize, policy: &AgreedPolicyView, is_only: bool, has_updates: bool) -> Html {
    html! {
        <tr key={at} data-part="policy">
            <th scope="row">{ strings::numbered(at) }<bdi>{ &policy.name }</bdi></th>
            <td><bdi>{ strings::applies_to(policy.applies_when.as_deref(), is_only) }</bdi></td>
            <td data-part="response">{ promise(&policy.response) }</td>
            if has_updates {
                <td data-part="update">{ policy.update.as_ref().map_or_else(|| html! { strings::NOT_PROMISED }, promise) }</td>
            }
        </tr>
    }
}

fn promise(promise: &Promise) -> Html {
    html! {
        <>
            <bdi>{ &promise.name }</bdi>{ " " }{ strings::WITHIN }{ " " }
            <strong class="within">{ duration(promise.within_seconds) }</strong>
            <span class="below"><bdi>{ &promise.calendar }</bdi>{ ": " }<bdi>{ &promise.hours }</bdi></span>
        </>
    }
}

fn criteria(criteria: Option<&AgreedCriteriaView>) -> Html {
    html! {
        <section class="terms" data-part="criteria">
            <h3>{ strings::MARKETING_PROMISED }</h3>
            if let Some(criteria) = criteria {
                <p><strong><bdi>{ &criteria.name }</bdi></strong>{ ": " }<bdi>{ &criteria.asks_for }</bdi></p>
                <p class="rule">{ strings::hands_off(criteria.hands_off) }</p>
            } else {
                <p class="none">{ strings::NO_CRITERIA }</p>
            }
            <p class="rule"><a class="word" href={Place::Numbers(Query::default().defining("MQL")).href()}>{ strings::OUR_WORDS }</a></p>
        </section>
    }
}

fn reasons(reasons: &[RejectionReason]) -> Html {
    let one = |reason: &RejectionReason| {
        html! {
            <li key={reason.code.to_string()}>
                <bdi>{ &reason.name }</bdi>
                if reason.needs_words {
                    <span class="quiet-word">{ " " }{ strings::NEEDS_WORDS }</span>
                }
            </li>
        }
    };
    html! {
        <section class="terms" data-part="reasons">
            <h3>{ strings::REASONS }</h3>
            if reasons.is_empty() {
                <p class="none">{ strings::NO_REASONS }</p>
            } else {
                <ul class="reasons">{ for reasons.iter().map(one) }</ul>
            }
        </section>
    }
}
