//! The description of the interface, kept as a snapshot. `INSTA_UPDATE=always cargo test -p plumbline-hub` writes it anew.

use plumbline_hub::api;

#[test]
fn the_description_is_kept() {
    insta::assert_json_snapshot!("openapi", api::document());
}
