use std::rc::Rc;

use plumbline_domain::record::RecordKind;
use plumbline_protocol::record_view::RecordView;
use yew::prelude::*;
use yew::virtual_dom::VChild;

use crate::element::{tag, text_tag};
use crate::enrolment::Enrolment;
use crate::objections::{ObjectionsCard, Props};
use crate::panel::notice::{Kind, notice};
use crate::panel::state::Open;
use crate::platform::link::Command;
use crate::platform::text::text;
use crate::sla::sla_card;
use crate::source::source_card;

/// The four cards, the one that matters most on this record first. The next record is drawn into what is there of the last
/// one; only what a person can have changed has the record in its key and is made anew.
pub fn cards(open: &Open, enrolment: &Rc<Enrolment>, refresh: &Callback<()>, command: Option<(Command, u32)>) -> Html {
    let Some(told) = &open.told else {
        return match &open.trouble {
            Some(error) => notice(&Kind::Failed(error.clone()), refresh),
            None => skeleton(),
        };
    };
    let (told, refresh, enrolment) = (told.clone(), refresh.clone(), enrolment.clone());
    let key = format!("{} {}", enrolment.owner(), told.view.record.key);
    let (sla, source) = (sla_card(&told, &enrolment, &refresh), source_card(&told));
    let is_clock_first = clock_first(&told.view);
    let objections =
        VChild::<ObjectionsCard>::new(Props { told, enrolment, refresh, command }, Some(key.into())).into();
    let cards = if is_clock_first { vec![sla, objections, source] } else { vec![objections, source, sla] };
    tag("div", &["class"], &["cards"], cards)
}

/// Somebody who works leads looks for the clock; in the middle of a deal it matters only while it runs.
fn clock_first(view: &RecordView) -> bool {
    let is_waiting = view.hand_offs.iter().any(|hand_off| hand_off.response.stop.is_none());
    view.record.kind != RecordKind::Deal || is_waiting
}

/// The shape of the cards before anything is known.
pub fn skeleton() -> Html {
    let line = |class| text_tag("span", class, String::new());
    let section = || tag("section", &[], &[], vec![line("line short"), line("line"), line("line")]);
    let names = &["class", "aria-busy", "aria-label", "data-part"];
    tag("div", names, &["skeleton", "true", &text("loading"), "skeleton"], vec![section(), section(), section()])
}
