//! The hub's web app: for marketers what the field hears, grouped by objection and weighed by revenue, to be answered; for
//! both teams what they agreed and how it is kept.
//!
//! One folder a feature. What decides something is pure and tested natively; what talks to the browser is thin.

mod agreement;
mod api;
mod app;
mod board;
mod feed;
mod findings;
mod inbox;
mod library;
mod live;
mod numbers;
mod objection;
mod packet;
mod place;
mod session;
mod sla;
mod strings;
mod top_bar;
mod ui;

/// Puts the app into the page's element `#app`, in place of the skeleton that stands there while it loads.
pub fn start() {
    if let Some(root) = gloo::utils::document().get_element_by_id("app") {
        root.set_inner_html("");
        yew::Renderer::<app::App>::with_root(root).render();
    }
}
