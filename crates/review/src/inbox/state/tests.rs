use chrono::DateTime;
use plumbline_domain::objection::{Handling, Status};
use plumbline_protocol::error::{ErrorCode, ErrorResponse};
use plumbline_protocol::report::{HandlingAction, HandlingConflict};

use super::*;
use crate::inbox::change::{Request, Seen};
use crate::inbox::errand::Errand;
use crate::inbox::form::Paper;
use crate::inbox::sample::{self, acknowledged, answered, id, page};
use crate::inbox::walk::Step;
use crate::strings as words;

/// The hub says that these are all.
fn read(state: State, numbers: &[u128]) -> State {
    let state = state.after(Action::Stale(Stale::Everything));
    let ask = state.reading.wanted().unwrap();
    let answer = Box::new(page(numbers, None, 0));
    state.after(Action::Asking(ask.clone())).after(Action::Read(ask, answer, DateTime::UNIX_EPOCH))
}

fn known(numbers: &[u128]) -> State {
    read(State::new(Query::default()), numbers)
}

fn after(state: State, actions: impl IntoIterator<Item = Action>) -> State {
    actions.into_iter().fold(state, State::after)
}

fn change(n: u128) -> Change {
    let request = Request::Handle(HandlingAction::Acknowledge);
    Change { id: id(n), request, seen: Seen { handling: Handling::New, filed_under: None } }
}

fn handled(n: u128, handling: Handling) -> ReportView {
    sample::report(n, handling).report
}

fn status(state: &State, n: u128) -> Status {
    state.handling(state.reading.list.report(id(n)).unwrap()).status()
}

fn writing(n: u128) -> Form {
    Form { paper: Paper::Answer, target: Target::One(id(n)) }
}

#[track_caller]
fn check(state: &State, expect: &[u128]) {
    let ids: Vec<ReportId> = state.rows().iter().map(|view| view.report.report.id).collect();
    assert_eq!(ids, expect.iter().copied().map(id).collect::<Vec<_>>());
}

#[test]
fn what_comes_while_the_page_is_open_is_news_once() {
    let state = known(&[5]);
    assert!(state.fresh.is_empty() && state.announcement.is_empty());
    let state = read(state, &[4, 5]);
    assert_eq!(state.fresh, HashSet::from([id(4)]));
    assert!(!state.announcement.is_empty());
    let state = read(state.after(Action::Seen), &[4, 5]);
    assert!(state.fresh.is_empty() && state.announcement.is_empty());
}

#[test]
fn a_change_is_shown_at_once_and_rolled_back_when_the_hub_refuses() {
    let asked = known(&[1]).after(Action::Asked(vec![(id(1), Some(acknowledged()))]));
    assert_eq!(status(&asked, 1), Status::Acknowledged);
    let reread = read(asked, &[1]);
    assert_eq!(status(&reread, 1), Status::Acknowledged, "an older word does not undo what was asked");
    let refused = reread.after(Action::NotDone(vec![(change(1), Error::Unreachable)]));
    assert_eq!(status(&refused, 1), Status::New);
    assert_eq!(refused.failed[&id(1)].1, Error::Unreachable);
    assert!(refused.after(Action::Dismissed(id(1))).failed.is_empty());
}

#[test]
fn what_somebody_else_did_first_is_shown_and_the_form_stays() {
    let conflict = HandlingConflict {
        error: ErrorResponse { code: ErrorCode::Invalid, message: "Ann answered this in the meantime.".into() },
        current: handled(1, answered()),
    };
    let failure = (change(1), Error::Conflict(Box::new(conflict)));
    let actions = [Action::Go(id(1)), Action::Write(writing(1)), Action::Asked(vec![(id(1), None)])];
    let state = after(known(&[1]), actions).after(Action::NotDone(vec![failure]));
    assert_eq!((state.form, status(&state, 1)), (Some(writing(1)), Status::Answered));
    assert_eq!(
        words::trouble(&state.failed[&id(1)].1),
        "Ann answered this in the meantime. This is how it stands now."
    );
}

#[test]
fn a_report_stays_in_sight_while_it_is_handled_until_something_else_is_looked_at() {
    let actions = [Action::Asked(vec![(id(1), Some(acknowledged()))]), Action::Done(vec![handled(1, acknowledged())])];
    let state = read(after(known(&[1, 2]), actions), &[2]);
    check(&state, &[1, 2]);
    assert!(state.saving.is_empty() && !state.is_gone(id(1)));
    let looked = state.after(Action::Look(Query::at(None)));
    check(&looked, &[1, 2]);
    check(&read(looked, &[3]), &[3]);
}

#[test]
fn what_is_in_hand_stays_though_it_went_until_it_is_put_down() {
    let state = after(known(&[1, 2, 3]), [Action::Go(id(1)), Action::Toggle(id(2))]);
    let state = read(state, &[3]);
    check(&state, &[1, 2, 3]);
    assert!(state.is_gone(id(1)) && state.is_gone(id(2)));
    let state = state.after(Action::Walk(Step::Last));
    check(&state, &[2, 3]);
    check(&state.after(Action::Clear), &[3]);
}

#[test]
fn what_is_done_is_no_longer_chosen_and_what_is_not_done_is() {
    let state = after(known(&[1, 2]), [Action::All, Action::Asked(vec![(id(1), None), (id(2), None)])]);
    let state = state.after(Action::Done(vec![handled(1, acknowledged())]));
    let state = state.after(Action::NotDone(vec![(change(2), Error::TimedOut)]));
    assert!(!state.selection.has(id(1)) && state.selection.has(id(2)));
}

#[test]
fn an_answer_ends_with_another_report_or_when_it_is_sent() {
    let open = || after(known(&[1, 2]), [Action::Go(id(1)), Action::Write(writing(1))]);
    assert_eq!(open().after(Action::Go(id(1))).form, Some(writing(1)));
    assert_eq!(open().after(Action::Walk(Step::By(1))).form, None);
    assert_eq!(open().after(Action::Wrote(writing(2))).form, Some(writing(1)));
    assert_eq!(open().after(Action::Wrote(writing(1))).form, None);
    let chosen = Form { paper: Paper::Reason, target: Target::Chosen };
    let bulk = after(known(&[1, 2]), [Action::All, Action::Write(chosen), Action::Walk(Step::By(1))]);
    assert_eq!(bulk.form, Some(chosen));
    assert_eq!(bulk.after(Action::Clear).form, None);
}

#[test]
fn the_keyboard_is_led_to_the_row_and_into_the_report() {
    let state = known(&[1, 2]).after(Action::Walk(Step::By(1)));
    assert_eq!((state.current, state.focused, state.focus), (Some(id(1)), 1, Focus::Row));
    let state = state.after(Action::Open);
    assert_eq!((state.is_open, state.focused, state.focus), (true, 2, Focus::Detail));
    let state = read(state.after(Action::Close), &[1, 2]);
    assert_eq!((state.is_open, state.focused, state.focus), (false, 3, Focus::Row), "reading moves no focus");
}

#[test]
fn a_failed_reading_keeps_what_was_known() {
    let state = known(&[1]).after(Action::Stale(Stale::Everything));
    let ask = state.reading.wanted().unwrap();
    let state = after(state, [Action::Asking(ask.clone()), Action::ReadFailed(ask, Error::Unreachable)]);
    check(&state, &[1]);
    assert_eq!(state.reading.trouble, Some(Error::Unreachable));
    assert_eq!(read(state, &[1]).reading.trouble, None);
}

#[test]
fn what_builds_on_what_is_being_saved_waits_and_is_dropped_with_it() {
    let turn = || Turn::Do(Errand::Start, vec![id(1)]);
    let saving = known(&[1, 2]).after(Action::Asked(vec![(id(1), Some(acknowledged()))]));
    assert!(saving.must_wait(&[id(1)]) && !saving.must_wait(&[id(2)]));
    let waiting = after(saving, [Action::Later(turn()), Action::Later(Turn::Undo)]);
    assert!(waiting.must_wait(&[id(2)]), "what comes later waits behind it");
    let done = waiting.clone().after(Action::Done(vec![handled(1, acknowledged())])).after(Action::Begun);
    assert_eq!(done.turns, [Turn::Undo]);
    let refused = waiting.after(Action::NotDone(vec![(change(1), Error::Unreachable)]));
    assert!(refused.turns.is_empty());
}
