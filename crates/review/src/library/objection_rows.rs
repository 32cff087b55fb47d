//! Objections as rows.

use plumbline_protocol::library::{ObjectionEntry, ObjectionsResponse};
use yew::prelude::*;

use super::feed::AllObjections;
use super::query::{Open, Sort};
use super::table::{Column, Row, Setting};
use crate::inbox::StatusChip;
use crate::place::Place;
use crate::strings::library as words;

/// So many phrases are shown in a row.
const PHRASES: usize = 2;

impl Row for ObjectionEntry {
    type Asked = AllObjections;

    fn all(told: &ObjectionsResponse) -> &[Self] {
        &told.objections
    }

    const COLUMNS: &'static [Column] = &[
        (words::NAME, Some(Sort::Name)),
        (words::STATUS, Some(Sort::Status)),
        (words::OWNER, Some(Sort::Owner)),
        (words::WHAT_BUYERS_SAY, None),
        (words::WHERE, None),
        (words::CHANGE, None),
    ];

    fn cells(&self, setting: &Setting) -> Html {
        let objection = &self.objection;
        let page = Place::Objection(objection.id.clone()).href();
        let open = Some(Open::Existing(objection.id.to_string()));
        let edit = Place::Library(setting.query.opening(open)).href();
        html! {
            <>
                <th scope="row"><a href={page} data-part="name"><bdi>{ &objection.name }</bdi></a>{ part_of(self, setting) }</th>
                <td><StatusChip status={self.handling.status()} /></td>
                <td>{ person(objection.owner.as_ref()) }</td>
                <td>{ phrases(&objection.phrases) }</td>
                <td>{ places([&objection.stages, &objection.segments, &objection.competitors]) }</td>
                <td><a href={edit} data-part="edit" aria-label={words::edit(&objection.name)}>{ words::EDIT }</a></td>
            </>
        }
    }
}

fn part_of(entry: &ObjectionEntry, setting: &Setting) -> Html {
    match &entry.merged_into {
        None => Html::default(),
        Some(into) => {
            html! { <span class="below">{ words::PART_OF }{ " " }<bdi>{ setting.names.emit(into.clone()) }</bdi></span> }
        }
    }
}

/// Who it is; nobody stands back.
pub fn person(name: Option<&String>) -> Html {
    match name {
        Some(name) => html! { <bdi>{ name }</bdi> },
        None => html! { <span class="quiet-word">{ words::NOBODY }</span> },
    }
}

fn phrases(phrases: &[String]) -> Html {
    let more = phrases.len().saturating_sub(PHRASES);
    html! {
        <>
            { for phrases.iter().take(PHRASES).map(|phrase| html! { <span class="phrase" dir="auto">{ phrase }</span> }) }
            if more > 0 {
                <span class="below">{ words::and_more(more) }</span>
            }
        </>
    }
}

/// Where it comes up or is meant for: stages, kinds of customers, competitors; any where nothing is named.
pub fn places(lists: [&Vec<String>; 3]) -> Html {
    let all: Vec<&str> = lists.into_iter().flatten().map(String::as_str).collect();
    let text = if all.is_empty() { words::ANYWHERE.to_owned() } else { all.join(", ") };
    html! { <span class="below" dir="auto">{ text }</span> }
}
