//! The program of the panel. The options page has one of its own, so that the panel does not carry it to every record.

fn main() {
    yew::Renderer::<plumbline::panel::Panel>::new().render();
}
