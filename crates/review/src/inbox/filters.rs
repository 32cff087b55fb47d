//! The filters beside status and words: each a field of its own that takes effect when it is left.

use std::collections::BTreeSet;
use std::rc::Rc;

use plumbline_domain::objection::Severity;
use plumbline_protocol::library::ObjectionsResponse;
use plumbline_protocol::review::{InboxQuery, InboxReportView};
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::known::use_known;
use super::name_field::NameField;
use super::query::{PERIODS, Query};
use crate::api::reports;
use crate::place::Place;
use crate::strings;
use crate::strings::inbox as words;

#[derive(Properties, PartialEq)]
pub struct FiltersProps {
    pub query: Query,
    /// What is known, to offer the names in it.
    pub rows: Rc<Vec<Rc<InboxReportView>>>,
}

/// All of them, and the way back to none.
#[component]
pub fn Filters(props: &FiltersProps) -> Html {
    let query = &props.query;
    let is_asked_for = use_state_eq(|| false);
    // Asked for once somebody is about to choose; the names are many.
    let (objections, _) = use_known(*is_asked_for || query.0.objection.is_some(), reports::objections);
    let objections = objections.ready().cloned();
    let onfocusin = {
        let is_asked_for = is_asked_for.setter();
        Callback::from(move |_: FocusEvent| is_asked_for.set(true))
    };
    let is_narrowed = query.is_narrowed();
    html! {
        <div class="filters" role="group" aria-label={words::FILTERS} {onfocusin}>
            { objection_field(query, objections.as_deref()) }
            { severity_field(query) }
            { period_field(query) }
            { name_field(props, &COMPETITOR) }
            { name_field(props, &SEGMENT) }
            { name_field(props, &REPORTER) }
            if is_narrowed {
                <a class="clear" href={Place::Inbox(Query::at(query.0.status)).href()} data-part="clear">{ words::CLEAR_FILTERS }</a>
            }
        </div>
    }
}

fn go(query: InboxQuery) {
    Place::Inbox(Query(query)).enter();
}

/// A field of a name, by which part of the query it is.
struct Name {
    part: &'static str,
    label: &'static str,
    of: fn(&mut InboxQuery) -> &mut Option<String>,
    in_report: fn(&InboxReportView) -> Option<&String>,
}

const COMPETITOR: Name = Name {
    part: "competitor",
    label: words::COMPETITOR,
    of: |query| &mut query.competitor,
    in_report: |view| view.report.report.competitor.as_ref(),
};

const SEGMENT: Name = Name {
    part: "segment",
    label: words::SEGMENT,
    of: |query| &mut query.segment,
    in_report: |view| view.report.report.segment.as_ref(),
};

const REPORTER: Name = Name {
    part: "reporter",
    label: words::REPORTER,
    of: |query| &mut query.reporter,
    in_report: |view| Some(&view.report.reporter),
};

fn name_field(props: &FiltersProps, field: &'static Name) -> Html {
    let mut query = props.query.0.clone();
    let value = (field.of)(&mut query).clone().unwrap_or_default();
    let names: BTreeSet<&String> = props.rows.iter().filter_map(|view| (field.in_report)(view)).collect();
    let on_said = Callback::from(move |input: HtmlInputElement| {
        let mut query = query.clone();
        *(field.of)(&mut query) = Some(input.value().trim().to_owned()).filter(|name| !name.is_empty());
        go(query);
    });
    let names = Rc::new(names.into_iter().cloned().collect::<Vec<String>>());
    html! { <NameField part={field.part} label={field.label} {value} {names} {on_said} /> }
}

fn objection_field(query: &Query, known: Option<&ObjectionsResponse>) -> Html {
    let all = known.map(|known| known.objections.as_slice()).unwrap_or_default();
    let chosen = query.0.objection.as_ref().map(|id| {
        let found = all.iter().find(|entry| entry.objection.id == *id);
        found.map_or_else(|| id.to_string(), |entry| entry.objection.name.clone())
    });
    let value = if query.0.unknown { words::UNKNOWN.to_owned() } else { chosen.unwrap_or_default() };
    let on_said = {
        let (query, known) = (query.0.clone(), known.cloned());
        Callback::from(move |input: HtmlInputElement| {
            let found = objection_named(&query, known.as_ref(), &input.value());
            // The field says that it is wrong until it says something else.
            input.set_custom_validity(if found.is_some() || known.is_none() { "" } else { words::NO_SUCH_OBJECTION });
            found.into_iter().for_each(go);
            input.report_validity();
        })
    };
    let names = std::iter::once(words::UNKNOWN).chain(all.iter().map(|entry| entry.objection.name.as_str()));
    let names = Rc::new(names.map(str::to_owned).collect::<Vec<String>>());
    html! { <NameField part="objection" label={words::OBJECTION} {value} {names} {on_said} /> }
}

/// The query that looks at what was typed; `None` where there is no such objection.
fn objection_named(query: &InboxQuery, known: Option<&ObjectionsResponse>, typed: &str) -> Option<InboxQuery> {
    let typed = typed.trim().to_lowercase();
    let any = InboxQuery { objection: None, unknown: false, ..query.clone() };
    if typed.is_empty() {
        return Some(any);
    }
    if typed == words::UNKNOWN.to_lowercase() {
        return Some(InboxQuery { unknown: true, ..any });
    }
    let all = &known?.objections;
    let is_named = |name: &str| name.to_lowercase() == typed;
    let found = all.iter().find(|entry| is_named(&entry.objection.name));
    let found = found.or_else(|| all.iter().find(|entry| entry.objection.name.to_lowercase().contains(&typed)))?;
    Some(InboxQuery { objection: Some(found.objection.id.clone()), ..any })
}

fn severity_field(query: &Query) -> Html {
    let all = [Severity::DealBreaker, Severity::Challenge, Severity::NiceToHave];
    let choices = all.map(|one| (Some(one), strings::severity(one).to_owned()));
    let with = |query: &InboxQuery, severity| InboxQuery { severity, ..query.clone() };
    selected("severity", words::SEVERITY, query, query.0.severity, choices.into(), with)
}

fn period_field(query: &Query) -> Html {
    let offered = PERIODS.into_iter().chain(query.0.days.filter(|days| !PERIODS.contains(days)));
    let choices = offered.map(|days| (Some(days), words::last_days(days))).collect();
    selected("days", words::HEARD, query, query.0.days, choices, |query, days| InboxQuery { days, ..query.clone() })
}

/// A field with a few choices, or any.
fn selected<T: Copy + PartialEq + 'static>(
    part: &'static str,
    label: &'static str,
    query: &Query,
    chosen: Option<T>,
    choices: Vec<(Option<T>, String)>,
    with: fn(&InboxQuery, Option<T>) -> InboxQuery,
) -> Html {
    let choices: Vec<(Option<T>, String)> = std::iter::once((None, words::ANY.to_owned())).chain(choices).collect();
    let options = choices.iter().enumerate().map(|(n, (one, word))| {
        html! { <option value={n.to_string()} selected={*one == chosen}>{ word }</option> }
    });
    let options: Html = options.collect();
    let query = query.0.clone();
    let onchange = Callback::from(move |event: Event| {
        let n: Option<usize> = event.target_unchecked_into::<HtmlSelectElement>().value().parse().ok();
        go(with(&query, n.and_then(|n| choices.get(n)).and_then(|(one, _)| *one)));
    });
    html! {
        <label class={classes!("filter", chosen.is_some().then_some("set"))}>
            <span>{ label }</span>
            <select {onchange} data-part={format!("filter-{part}")}>{ options }</select>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use plumbline_domain::ids::ObjectionId;
    use plumbline_domain::objection::{Handling, Objection, Status};
    use plumbline_protocol::library::ObjectionEntry;

    use super::*;

    fn entry(id: &str, name: &str) -> ObjectionEntry {
        let objection = Objection {
            id: ObjectionId::new(id),
            name: name.to_owned(),
            phrases: Vec::new(),
            stages: Vec::new(),
            competitors: Vec::new(),
            segments: Vec::new(),
            owner: None,
        };
        ObjectionEntry { objection, handling: Handling::New, merged_into: None, version: 1 }
    }

    #[test]
    fn an_objection_is_found_by_its_name_or_a_part_of_it() {
        let known = ObjectionsResponse { objections: vec![entry("a", "Price increase"), entry("b", "Price")] };
        let before = InboxQuery { status: Some(Status::New), unknown: true, ..InboxQuery::default() };
        let check = |typed: &str, expect: Option<(Option<&str>, bool)>| {
            let found = objection_named(&before, Some(&known), typed);
            let found = found.map(|query| (query.objection.map(|id| id.to_string()), query.unknown));
            assert_eq!(found, expect.map(|(id, unknown)| (id.map(str::to_owned), unknown)), "{typed}");
        };
        check("PRICE", Some((Some("b"), false)));
        check("increase", Some((Some("a"), false)));
        check("", Some((None, false)));
        check(words::UNKNOWN, Some((None, true)));
        check("nothing like it", None);
        assert_eq!(objection_named(&before, None, "price"), None);
    }
}
