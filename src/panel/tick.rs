//! What has to be drawn again because time passes.

use gloo::timers::callback::Interval;
use yew::prelude::*;

/// Draws the calling component again every so many milliseconds, while `running`.
#[hook]
pub fn use_tick(milliseconds: u32, running: bool) {
    let tick = use_state(|| 0_u32);
    use_effect_with(running, {
        let tick = tick.clone();
        move |running| {
            let count = std::cell::Cell::new(*tick);
            let interval = running.then(|| {
                Interval::new(milliseconds, move || {
                    count.set(count.get().wrapping_add(1));
                    tick.set(count.get());
                })
            });
            move || drop(interval)
        }
    });
}
