//! What forms choose from: all content, all objections. Read when a form wants it.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::api::Error;

/// It, as far as it is known.
#[derive(Debug, PartialEq)]
pub enum Known<T> {
    /// Being read.
    Loading,
    /// All of it.
    Ready(Rc<T>),
    /// It could not be read.
    Failed(Error),
}

impl<T> Clone for Known<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Loading => Self::Loading,
            Self::Ready(known) => Self::Ready(known.clone()),
            Self::Failed(error) => Self::Failed(error.clone()),
        }
    }
}

impl<T> Known<T> {
    /// All of it, if it is known.
    pub fn ready(&self) -> Option<&Rc<T>> {
        match self {
            Self::Ready(known) => Some(known),
            Self::Loading | Self::Failed(_) => None,
        }
    }
}

/// Reads it each time it becomes wanted, showing what was known meanwhile. The callback reads it again.
#[hook]
pub fn use_known<T, A>(is_wanted: bool, ask: fn() -> A) -> (Known<T>, Callback<()>)
where
    T: PartialEq + 'static,
    A: Future<Output = Result<T, Error>> + 'static,
{
    let known = use_state_eq(|| Known::Loading);
    let read = use_callback((), {
        let known = known.clone();
        move |(), ()| {
            let known = known.clone();
            spawn_local(async move {
                match ask().await {
                    Ok(read) => known.set(Known::Ready(Rc::new(read))),
                    Err(error) if known.ready().is_none() => known.set(Known::Failed(error)),
                    Err(_) => {}
                }
            });
        }
    });
    use_effect_with(is_wanted, {
        let read = read.clone();
        move |is_wanted| {
            if *is_wanted {
                read.emit(());
            }
        }
    });
    ((*known).clone(), read)
}
