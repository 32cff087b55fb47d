//! Whether this browser is enrolled, followed as it changes.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::functional::UseForceUpdateHandle;
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
    let (standing, draw) = (use_mut_ref(|| Standing::Unknown), use_force_update());
    use_effect_with((), {
        let standing = standing.clone();
        move |()| {
            let read = move || spawn_local(read(standing.clone(), draw.clone()));
            read();
            let watch = Watch::new(move |key| {
                if key == enrolment::KEY {
                    read();
                }
            });
            move || drop(watch)
        }
    });
    standing.borrow().clone()
}

async fn read(standing: Rc<RefCell<Standing>>, draw: UseForceUpdateHandle) {
    let found = Enrolment::load().await.ok().flatten();
    let found = found.map_or(Standing::NotEnrolled, |enrolment| Standing::Enrolled(Rc::new(enrolment)));
    if standing.replace(found.clone()) != found {
        draw.force_update();
    }
}
