use chrono::DateTime;
use plumbline_domain::objection::Handling;
use plumbline_protocol::error::{ErrorCode, ErrorResponse};
use plumbline_protocol::report::{HandlingAction, HandlingConflict};

use super::*;
use crate::inbox::sample::{self, acknowledged, id, inbox};

type Shape<'a> = &'a [(&'a str, &'a [u128])];

fn read(groups: Shape) -> Action {
    Action::Read(inbox(groups), DateTime::UNIX_EPOCH)
}

fn after(actions: impl IntoIterator<Item = Action>) -> State {
    actions.into_iter().fold(State::default(), State::after)
}

fn change(n: u128) -> Change {
    Change { id: id(n), request: HandlingAction::Acknowledge, before: Handling::New }
}

#[track_caller]
fn check(state: &State, expect: Shape) {
    let shape: Vec<(&str, Vec<ReportId>)> = state
        .groups
        .iter()
        .map(|group| (group.objection.name.as_str(), group.reports.iter().map(|view| view.report.report.id).collect()))
        .collect();
    let expect: Vec<(&str, Vec<ReportId>)> =
        expect.iter().map(|(name, reports)| (*name, reports.iter().copied().map(id).collect())).collect();
    assert_eq!(shape, expect);
}

#[test]
fn groups_on_the_page_keep_their_order_and_new_ones_come_first() {
    let state = after([read(&[("price", &[1]), ("timing", &[2])])]);
    check(&state, &[("price", &[1]), ("timing", &[2])]);
    let state = state.after(read(&[("timing", &[4, 2]), ("trust", &[3]), ("price", &[1])]));
    check(&state, &[("trust", &[3]), ("price", &[1]), ("timing", &[4, 2])]);
}

#[test]
fn what_comes_while_the_page_is_open_is_news_once() {
    let state = after([read(&[("price", &[1])])]);
    assert!(state.fresh.is_empty() && state.announcement.is_empty());
    let state = state.after(read(&[("price", &[2, 1])]));
    assert_eq!(state.fresh, HashSet::from([id(2)]));
    assert!(!state.announcement.is_empty());
    let state = state.after(Action::Seen).after(read(&[("price", &[2, 1])]));
    assert!(state.fresh.is_empty() && state.announcement.is_empty());
}

#[test]
fn a_change_is_shown_at_once_and_rolled_back_when_the_hub_refuses() {
    let asked = after([read(&[("price", &[1])]), Action::Asked(id(1), Some(acknowledged()))]);
    assert_eq!(asked.count(asked.reports()), Counts { acknowledged: 1, ..Counts::default() });
    let reread = asked.after(read(&[("price", &[1])]));
    assert_eq!(reread.count(reread.reports()).new, 0, "an older word does not undo what was asked");
    let refused = reread.after(Action::NotDone(change(1), Error::Unreachable));
    assert_eq!(refused.count(refused.reports()).new, 1);
    assert_eq!(refused.failed[&id(1)].1, Error::Unreachable);
    assert!(refused.after(Action::Dismissed(id(1))).failed.is_empty());
}

#[test]
fn what_somebody_else_did_first_is_shown_and_the_form_stays() {
    let answered = Handling::Answered { by: "Ann".into(), at: DateTime::UNIX_EPOCH, content: None, words: None };
    let conflict = HandlingConflict {
        error: ErrorResponse { code: ErrorCode::Invalid, message: "Ann answered this in the meantime.".into() },
        current: sample::report(1, answered).report,
    };
    let state = after([read(&[("price", &[1])]), Action::Answering(Some(id(1))), Action::Asked(id(1), None)]);
    let state = state.after(Action::NotDone(change(1), Error::Conflict(Box::new(conflict))));
    assert_eq!((state.answering, state.count(state.reports()).answered), (Some(id(1)), 1));
    assert_eq!(
        strings::trouble(&state.failed[&id(1)].1),
        "Ann answered this in the meantime. This is how it stands now."
    );
}

#[test]
fn a_confirmed_change_replaces_the_report_and_ends_its_answer() {
    let answered = Handling::Answered { by: "Me".into(), at: DateTime::UNIX_EPOCH, content: None, words: None };
    let view = |handling| Box::new(sample::report(1, handling).report);
    let open = || after([read(&[("price", &[1])]), Action::Answering(Some(id(1))), Action::Asked(id(1), None)]);
    let done = open().after(Action::Done(view(answered)));
    assert_eq!((done.answering, done.count(done.reports()).answered), (None, 1));
    assert!(done.saving.is_empty());
    let acknowledged = open().after(Action::Done(view(acknowledged())));
    assert_eq!(acknowledged.answering, Some(id(1)), "only an answer closes the form");
}

#[test]
fn a_report_stays_in_sight_while_it_is_handled() {
    let filters = Filters::default();
    let is_shown = |state: &State| state.reports().any(|view| state.shows(&filters, "price", view));
    let state = after([read(&[("price", &[1])]), Action::Asked(id(1), Some(acknowledged()))]);
    let state = state.after(Action::Done(Box::new(sample::report(1, acknowledged()).report)));
    assert!(is_shown(&state));
    assert!(!is_shown(&state.after(Action::Filtered)));
}

#[test]
fn a_report_withdrawn_while_it_is_answered_stays_until_the_form_is_closed() {
    let state = after([read(&[("price", &[1, 2]), ("timing", &[3])]), Action::Answering(Some(id(1)))]);
    let gone = state.clone().after(read(&[("price", &[2]), ("timing", &[3])]));
    check(&gone, &[("price", &[1, 2]), ("timing", &[3])]);
    assert!(gone.is_gone);
    check(&gone.after(Action::Answering(None)), &[("price", &[2]), ("timing", &[3])]);
    let group_gone = state.after(read(&[("timing", &[3])]));
    check(&group_gone, &[("price", &[1]), ("timing", &[3])]);
    check(&group_gone.after(Action::Answering(Some(id(3)))), &[("timing", &[3])]);
}

#[test]
fn a_failed_reading_keeps_what_was_known() {
    let state = after([read(&[("price", &[1])]), Action::ReadFailed(Error::Unreachable)]);
    check(&state, &[("price", &[1])]);
    assert_eq!(state.trouble, Some(Error::Unreachable));
    assert_eq!(state.after(read(&[("price", &[1])])).trouble, None);
}
