//! What has to be drawn again because time passes.

use gloo::timers::callback::Interval;
use yew::prelude::*;

/// Draws the calling component again every so many milliseconds, while `running`.
#[hook]
pub fn use_tick(milliseconds: u32, running: bool) {
    let draw = use_force_update();
    use_effect_with(running, move |running| {
        let interval = running.then(|| Interval::new(milliseconds, move || draw.force_update()));
        move || drop(interval)
    });
}
