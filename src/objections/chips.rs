use plumbline_domain::ids::ObjectionId;
use plumbline_protocol::record_view::ObjectionChip;
use yew::prelude::*;

use crate::element::{clicked, keyed, plain, tag, text_tag};
use crate::objections::session::{Act, Session};
use crate::platform::text::text;

/// Chips beyond these are folded.
const CHIPS: usize = 8;

/// The objections in the order in which they first stood here, whatever is likeliest by now: a chip that moves while a pointer
/// is on its way to another is clicked in its place, and what was never said is sent.
pub fn in_place<'a>(order: &mut Vec<ObjectionId>, told: &'a [ObjectionChip]) -> Vec<&'a ObjectionChip> {
    for chip in told {
        if !order.contains(&chip.id) {
            order.push(chip.id.clone());
        }
    }
    order.iter().filter_map(|id| told.iter().find(|chip| chip.id == *id)).collect()
}

/// The likeliest objections, and the others one click away.
pub fn chips(objections: &[&ObjectionChip], session: &Session) -> Html {
    if objections.is_empty() {
        return text_tag("p", "empty", text("objections_none"));
    }
    let mut all: Vec<Html> = objections.iter().map(|objection| chip(objection, session)).collect();
    if all.len() > CHIPS {
        let others = all.split_off(CHIPS);
        let summary = tag("summary", &[], &[], vec![plain(text("objections_more"))]);
        let more = vec![summary, tag("div", &["class"], &["chips"], others)];
        all.push(keyed("more".to_owned(), tag("details", &["class"], &["more"], more)));
    }
    tag("div", &["class", "role", "aria-label"], &["chips", "group", &text("objections_heard")], all)
}

fn chip(objection: &ObjectionChip, session: &Session) -> Html {
    let id = objection.id.as_str();
    let names = &["class", "data-part", "data-objection"];
    let on_click = session.on(Act::Pick(objection.clone()));
    let button = clicked("button", names, &["chip", "chip", id], on_click, vec![plain(objection.name.clone())]);
    keyed(id.to_owned(), button)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_chip_takes_the_place_of_another() {
        let mut order = Vec::new();
        let mut check = |told: &[&str], expect: &[&str]| {
            let chip = |id: &&str| ObjectionChip { id: ObjectionId::new(*id), name: (*id).to_owned() };
            let told: Vec<_> = told.iter().map(chip).collect();
            let shown: Vec<_> = in_place(&mut order, &told).iter().map(|chip| chip.name.clone()).collect();
            assert_eq!(shown, expect);
        };
        check(&["price", "budget", "security"], &["price", "budget", "security"]);
        check(&["security", "price", "budget"], &["price", "budget", "security"]);
        check(&["effort", "security", "price"], &["price", "security", "effort"]);
        check(&["budget", "effort", "price"], &["price", "budget", "effort"]);
    }
}
