//! The list. However long it is, only the rows in and around what is in sight are in the document.

use std::ops::Range;
use std::rc::Rc;

use plumbline_domain::ids::ReportId;
use plumbline_protocol::review::InboxReportView;
use web_sys::Element;
use yew::prelude::*;

use super::row::Row;
use super::state::{Action, Focus, State};
use super::walk;
use super::window::{Piece, ROW, pieces, pixels, revealing, window};
use crate::strings::inbox as strings;
use crate::ui::size::use_resize;

#[derive(Properties, PartialEq)]
pub struct RowsProps {
    pub state: UseReducerHandle<State>,
    pub act: Callback<Action>,
}

/// All rows, to be scrolled.
#[component]
pub fn Rows(props: &RowsProps) -> Html {
    let state = &props.state;
    let list = use_node_ref();
    let total = state.reading.list.total();
    let measure = use_measure(list.clone(), props, total);
    use_resize(list.clone(), measure.clone());
    use_steady_sight(list.clone(), state.rows().clone());
    use_led_focus(list.clone(), state);
    let current = state.current.and_then(|id| state.reading.list.place(id));
    let drawn = pieces(state.reading.window.clone(), current, total);
    let entry =
        current.or_else(|| (!state.rows().is_empty()).then_some(super::window::first_in_sight(&state.reading.window)));
    html! {
        <div ref={list} class="rows" role="grid" data-part="reports" aria-label={strings::REPORTS} aria-multiselectable="true"
            aria-rowcount={total.to_string()} aria-busy={state.reading.is_outdated().to_string()}
            onscroll={measure.reform(|_: Event| ())}>
            { for drawn.into_iter().enumerate().flat_map(|(n, piece)| piece_of(props, n, piece, current, entry)) }
        </div>
    }
}

fn piece_of(props: &RowsProps, n: usize, piece: Piece, current: Option<usize>, entry: Option<usize>) -> Vec<Html> {
    match piece {
        Piece::Gap(rows) => vec![gap(n, rows)],
        Piece::Rows(places) => {
            places.map(|place| row(props, place, current == Some(place), entry == Some(place))).collect()
        }
    }
}

/// As much room as so many rows take. A picture, because the page's policy allows no styles of an element's own.
fn gap(n: usize, rows: usize) -> Html {
    html! { <svg key={format!("gap {n}")} class="gap" width="1" height={pixels(rows).to_string()} aria-hidden="true" focusable="false"></svg> }
}

fn row(props: &RowsProps, place: usize, is_current: bool, is_entry: bool) -> Html {
    let state = &props.state;
    let Some(view) = state.rows().get(place) else {
        return html! {
            <div key={format!("row {place}")} class="row skeleton" aria-hidden="true"><span class="w40" /><span class="w80" /></div>
        };
    };
    let id = view.report.report.id;
    html! {
        <Row key={id.to_string()} view={view.clone()} {place} status={state.handling(view).status()}
            is_saving={state.saving.contains_key(&id)} is_fresh={state.fresh.contains(&id)}
            is_chosen={state.selection.has(id)} {is_current} {is_entry}
            is_troubled={state.failed.contains_key(&id) || state.is_gone(id)} act={props.act.clone()} />
    }
}

/// Says which rows are in sight whenever that changes.
#[hook]
fn use_measure(list: NodeRef, props: &RowsProps, total: usize) -> Callback<()> {
    let shown = use_mut_ref(|| None::<Range<usize>>);
    let measure = use_callback((total, props.act.clone()), move |(), (total, act)| {
        let Some(list) = list.cast::<Element>() else { return };
        let now = window(list.scroll_top(), list.client_height(), *total);
        if shown.replace(Some(now.clone())) != Some(now.clone()) {
            act.emit(Action::Scrolled(now));
        }
    });
    use_effect_with(measure.clone(), |measure| measure.emit(()));
    measure
}

/// What is in sight stays in sight when reports come above it, unless one looks at the very top.
#[hook]
fn use_steady_sight(list: NodeRef, rows: Rc<Vec<Rc<InboxReportView>>>) {
    let before = use_mut_ref(|| Rc::new(Vec::<Rc<InboxReportView>>::new()));
    use_effect_with(rows, move |rows| {
        let old = before.replace(rows.clone());
        if let Some(list) = list.cast::<Element>()
            && let Some(by) = moved(&old, rows, list.scroll_top())
        {
            list.set_scroll_top(list.scroll_top() + by);
        }
    });
}

/// How far the first row in sight moved, in pixels.
fn moved(old: &[Rc<InboxReportView>], new: &[Rc<InboxReportView>], scrolled: i32) -> Option<i32> {
    let place = usize::try_from(scrolled / ROW).ok().filter(|_| scrolled > 0)?;
    let id = |view: &Rc<InboxReportView>| -> ReportId { view.report.report.id };
    let first = old.get(place).map(id)?;
    if new.get(place).map(id) == Some(first) {
        return None;
    }
    let now = new.iter().position(|view| id(view) == first)?;
    Some(pixels(now) - pixels(place))
}

/// Brings the keyboard to where it is led, and that into sight.
#[hook]
fn use_led_focus(list: NodeRef, state: &UseReducerHandle<State>) {
    let place = state.current.and_then(|id| state.reading.list.place(id));
    let (current, focus) = (state.current, state.focus);
    use_effect_with(state.focused, move |focused| {
        let (Some(list), Some(id), Some(place)) = (list.cast::<Element>(), current, place) else { return };
        if *focused == 0 {
            return;
        }
        if let Some(to) = revealing(list.scroll_top(), list.client_height(), place) {
            list.set_scroll_top(to);
        }
        match focus {
            Focus::Row => walk::focus_row(id),
            Focus::Detail => walk::focus_detail(),
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inbox::sample::rows;

    #[test]
    fn what_comes_above_moves_what_is_in_sight_by_as_much() {
        let check = |old: &[u128], new: &[u128], scrolled, expect| {
            assert_eq!(moved(&rows(old), &rows(new), scrolled), expect, "{old:?} {new:?} {scrolled}");
        };
        check(&[3, 4, 5], &[1, 2, 3, 4, 5], 65, Some(120));
        check(&[3, 4, 5], &[1, 2, 3, 4, 5], 0, None);
        check(&[3, 4, 5], &[4, 5], 65, Some(-60));
        check(&[3, 4, 5], &[3, 4], 65, None);
        check(&[3, 4, 5], &[3, 5], 65, None);
        check(&[], &[3, 5], 65, None);
    }
}
