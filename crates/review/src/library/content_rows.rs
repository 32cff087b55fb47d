//! Content as rows.

use chrono::NaiveDate;
use plumbline_domain::content::Content;
use plumbline_protocol::library::{ContentEntry, ContentResponse};
use yew::prelude::*;

use super::feed::AllContent;
use super::objection_rows::{person, places};
use super::query::{Open, Sort};
use super::table::{Column, Row, Setting};
use crate::place::Place;
use crate::strings::content_kind;
use crate::strings::inbox::OPEN_LINK;
use crate::strings::library as words;
use crate::ui::icon::{Icon, Shape};
use crate::ui::text::safe_link;

/// So many answered objections are named in a row.
const ANSWERS: usize = 3;

impl Row for ContentEntry {
    type Asked = AllContent;

    fn all(told: &ContentResponse) -> &[Self] {
        &told.content
    }

    const COLUMNS: &'static [Column] = &[
        (words::TITLE, Some(Sort::Name)),
        (words::KIND, Some(Sort::Kind)),
        (words::ANSWERS, None),
        (words::WHERE, None),
        (words::VERIFIER, Some(Sort::Owner)),
        (words::VERIFY_BY, Some(Sort::VerifyBy)),
        (words::CHANGE, None),
    ];

    fn cells(&self, setting: &Setting) -> Html {
        let content = &self.content;
        let open = Some(Open::Existing(content.id.to_string()));
        let edit = Place::Library(setting.query.opening(open)).href();
        html! {
            <>
                <th scope="row"><a href={edit.clone()} data-part="name"><bdi>{ &content.title }</bdi></a>{ link(content) }</th>
                <td>{ content_kind(content.kind) }if let Some(language) = &content.language { <span class="below">{ language }</span> }</td>
                <td>{ answers(content, setting) }</td>
                <td>{ places([&content.stages, &content.segments, &content.competitors]) }</td>
                <td>{ person(content.verifier.as_ref()) }</td>
                <td class="day">{ freshness(content, setting.today) }</td>
                <td class="row-actions"><a href={edit} data-part="edit" aria-label={words::edit(&content.title)}>{ words::EDIT }</a>{ aside(self, setting) }</td>
            </>
        }
    }
}

fn link(content: &Content) -> Html {
    match content.url.as_deref().and_then(safe_link) {
        None => html! { <span class="below">{ words::SNIPPET_ONLY }</span> },
        Some(url) => html! {
            <span class="below"><a href={url.to_owned()} target="_blank" rel="noopener noreferrer" aria-label={words::open(&content.title)}>
                { OPEN_LINK }{ "\u{a0}" }<Icon shape={Shape::Out} /></a></span>
        },
    }
}

fn answers(content: &Content, setting: &Setting) -> Html {
    let more = content.answers.len().saturating_sub(ANSWERS);
    let answer = |id| html! { <li><bdi>{ setting.names.emit(id) }</bdi></li> };
    html! {
        <ul class="answered">
            { for content.answers.iter().take(ANSWERS).cloned().map(answer) }
            if more > 0 {
                <li class="below">{ words::and_more(more) }</li>
            }
        </ul>
    }
}

/// By when it is to be checked, and whether that day has passed.
pub fn freshness(content: &Content, today: NaiveDate) -> Html {
    let Some(by) = content.verify_by else { return html! { <span class="quiet-word">{ words::NO_DAY }</span> } };
    html! {
        <>
            if content.is_stale(today) {
                <span class="standing caution" data-part="stale"><Icon shape={Shape::Triangle} />{ words::STALE }</span>
            }
            <span class="day">{ by.to_string() }</span>
        </>
    }
}

/// Takes it out, or puts it back.
fn aside(entry: &ContentEntry, setting: &Setting) -> Html {
    let wanted = ContentEntry { is_retired: !entry.is_retired, ..entry.clone() };
    let title = &entry.content.title;
    let (word, label, done) = match entry.is_retired {
        false => (words::TAKE_OUT, words::take_out(title), words::taken_out(title)),
        true => (words::PUT_BACK, words::put_back(title), words::was_put_back(title)),
    };
    let onclick = {
        let (keeper, before) = (setting.keeper.clone(), entry.clone());
        Callback::from(move |_: MouseEvent| keeper.put(before.clone(), wanted.clone(), done.clone()))
    };
    html! { <button type="button" class="link" aria-label={label} data-part="aside" {onclick}>{ word }</button> }
}
