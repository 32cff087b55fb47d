//! The program of the attribution page.

fn main() {
    yew::Renderer::<plumbline::attribution::AttributionPage>::new().render();
}
