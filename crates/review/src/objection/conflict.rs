//! Saying that something did not come about, with what is there instead.

use plumbline_domain::objection::Status;
use yew::prelude::*;

use super::desk::Failure;
use crate::api::Error;
use crate::strings::inbox::NOT_SAVED;
use crate::strings::objection as words;
use crate::ui::notice::Trouble;

/// The failure, unless it is said at a field already.
pub fn failure(failure: &Failure, has_written: bool, on_retry: Callback<()>) -> Html {
    let Error::ObjectionChanged(conflict) = &failure.error else {
        return html! { <Trouble error={failure.error.clone()} lead={NOT_SAVED} {on_retry} /> };
    };
    html! {
        <div class="conflict" role="alert" data-part="conflict">
            <p><strong>{ &conflict.error.message }</strong>{ " " }{ words::NOTHING_DONE }</p>
            <ul>{ for failure.differences.iter().map(|difference| html! { <li dir="auto">{ difference }</li> }) }</ul>
            if has_written {
                <p>{ words::STILL_HERE }</p>
            }
        </div>
    }
}

/// What can be done next, from where it stands.
pub const fn can_be(status: Status, next: Status) -> bool {
    match next {
        Status::New => !matches!(status, Status::New),
        Status::Acknowledged => matches!(status, Status::New),
        Status::InProgress => matches!(status, Status::New | Status::Acknowledged),
        Status::Answered | Status::Declined => true,
    }
}
