//! Starts the review app in the page it is loaded into.

fn main() {
    plumbline_review::start();
}
