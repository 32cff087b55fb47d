//! The program of the options page.

fn main() {
    yew::Renderer::<plumbline::options::Options>::new().render();
}
