//! How large things are on the screen.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};
use yew::prelude::*;

/// Says when an element changed its size, as long as the component is there.
#[hook]
pub fn use_resize(element: NodeRef, on_resize: Callback<()>) {
    use_effect_with((element, on_resize), |(element, on_resize)| {
        let on_resize = on_resize.clone();
        let observed = element.cast::<Element>().and_then(|element| observe(&element, move || on_resize.emit(())));
        move || {
            if let Some((observer, closure)) = observed {
                observer.disconnect();
                drop(closure);
            }
        }
    });
}

/// `None` only where a browser has no such observers.
fn observe(element: &Element, on_resize: impl Fn() + 'static) -> Option<(ResizeObserver, Closure<dyn Fn()>)> {
    let closure = Closure::<dyn Fn()>::new(on_resize);
    let observer = ResizeObserver::new(closure.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some((observer, closure))
}
