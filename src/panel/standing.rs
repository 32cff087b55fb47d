//! Whether this browser is enrolled, followed as it changes.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::enrolment::{self, Enrolment};
use crate::platform::storage::Watch;

/// Whether this browser is enrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// The browser's storage has not answered yet.
    Unknown,
    /// It is not.
    NotEnrolled,
    /// It is.
    Enrolled(Rc<Enrolment>),
}

impl Standing {
    /// The enrolment, where there is one.
    pub fn enrolment(&self) -> Option<Rc<Enrolment>> {
        match self {
            Self::Enrolled(enrolment) => Some(enrolment.clone()),
            _ => None,
        }
    }
}

/// The standing of this browser, kept up to date while another page enrols it or takes it out.
#[hook]
pub fn use_standing() -> Standing {
    let standing = use_state_eq(|| Standing::Unknown);
    use_effect_with((), {
        let standing = standing.setter();
        move |()| {
            read(standing.clone());
            let watch = Watch::new(move |key| {
                if key == enrolment::KEY {
                    read(standing.clone());
                }
            });
            move || drop(watch)
        }
    });
    (*standing).clone()
}

fn read(standing: UseStateSetter<Standing>) {
    spawn_local(async move {
        let found = Enrolment::load().await.ok().flatten();
        standing.set(found.map_or(Standing::NotEnrolled, |enrolment| Standing::Enrolled(Rc::new(enrolment))));
    });
}
