//! The program of the panel and of the options page: one module, loaded by both, so that the browser compiles it once.

fn main() {
    let path = web_sys::window().and_then(|window| window.location().pathname().ok());
    if path.is_some_and(|path| path.ends_with("/options.html")) {
        yew::Renderer::<plumbline::options::Options>::new().render();
    } else {
        yew::Renderer::<plumbline::panel::Panel>::new().render();
    }
}
