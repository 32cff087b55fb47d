//! The panel's own reader of JavaScript values reads what serde reads, for every wire type that the panel is sent.
//!
//! `cargo test --target wasm32-unknown-unknown --test read`, with wasm-bindgen's test runner. The values are the snapshots of
//! the protocol, so a field or a word that is added there and forgotten here turns this red.

#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test fails by panicking")]

use std::fmt::Debug;

use plumbline::platform::read::Read;
use plumbline::platform::write::Write;
use plumbline_domain::attribution::{Milestone, Model};
use plumbline_domain::content::ContentKind;
use plumbline_domain::objection::{Report, Severity};
use plumbline_domain::record::{Outcome, RecordKind, Role};
use plumbline_domain::site::Vendor;
use plumbline_domain::sla::ResponseKind;
use plumbline_domain::touch::{Actor, Channel};
use plumbline_protocol::error::{ErrorCode, ErrorResponse};
use plumbline_protocol::people::{EnrolResponse, SessionResponse};
use plumbline_protocol::record_view::{AttentionResponse, RecordView};
use plumbline_protocol::report::{ReportResponse, ReportView};
use serde::de::DeserializeOwned;
use wasm_bindgen_test::wasm_bindgen_test;

macro_rules! snapshot {
    ($name:literal) => {
        include_str!(concat!("../../crates/protocol/tests/wire/snapshots/wire__", $name, ".snap"))
    };
}

#[track_caller]
fn check<T: Read + DeserializeOwned + PartialEq + Debug>(snapshot: &str) {
    let json = snapshot.splitn(3, "---\n").nth(2).unwrap();
    let ours = T::read(&js_sys::JSON::parse(json).unwrap());
    assert_eq!(ours.unwrap(), serde_json::from_str::<T>(json).unwrap());
}

#[wasm_bindgen_test]
fn records_are_read_as_serde_reads_them() {
    check::<RecordView>(snapshot!("record_view"));
    check::<RecordView>(snapshot!("record_view_bare"));
    check::<AttentionResponse>(snapshot!("attention_response"));
}

#[wasm_bindgen_test]
fn reports_people_and_errors_are_read_as_serde_reads_them() {
    check::<ReportView>(snapshot!("objections__report_view_new"));
    check::<ReportView>(snapshot!("objections__report_view_acknowledged"));
    check::<ReportView>(snapshot!("objections__report_view_answered"));
    check::<ReportView>(snapshot!("objections__report_view_in_progress"));
    check::<ReportView>(snapshot!("objections__report_view_declined"));
    check::<ReportView>(snapshot!("objections__report_view_unknown"));
    check::<ReportResponse>(snapshot!("objections__report_response"));
    check::<EnrolResponse>(snapshot!("enrol_response"));
    check::<SessionResponse>(snapshot!("session_response"));
    check::<ErrorResponse>(snapshot!("error_response"));
}

#[wasm_bindgen_test]
fn what_is_written_is_read_as_it_was() {
    fn check<T: Read + Write + DeserializeOwned + PartialEq + Debug>(snapshot: &str) {
        let written: T = serde_json::from_str(snapshot.splitn(3, "---\n").nth(2).unwrap()).unwrap();
        assert_eq!(T::read(&written.write()).unwrap(), written);
    }
    check::<Report>(snapshot!("objections__report_request"));
    check::<SessionResponse>(snapshot!("session_response"));
    check::<Vec<Severity>>(snapshot!("severities"));
    check::<Vec<Role>>(snapshot!("roles"));
}

#[wasm_bindgen_test]
fn every_word_is_known() {
    check::<Vec<Actor>>(snapshot!("actors"));
    check::<Vec<Channel>>(snapshot!("channels"));
    check::<Vec<ContentKind>>(snapshot!("content_kinds"));
    check::<Vec<ErrorCode>>(snapshot!("error_codes"));
    check::<Vec<Milestone>>(snapshot!("milestones"));
    check::<Vec<Model>>(snapshot!("models"));
    check::<Vec<Outcome>>(snapshot!("outcomes"));
    check::<Vec<RecordKind>>(snapshot!("record_kinds"));
    check::<Vec<ResponseKind>>(snapshot!("response_kinds"));
    check::<Vec<Role>>(snapshot!("roles"));
    check::<Vec<Severity>>(snapshot!("severities"));
    check::<Vec<Vendor>>(snapshot!("vendors"));
}

#[wasm_bindgen_test]
fn what_is_wrong_is_named_by_its_place() {
    let check = |json: &str, expect: &str| {
        let error = SessionResponse::read(&js_sys::JSON::parse(json).unwrap()).unwrap_err();
        assert_eq!(error.to_string(), expect);
    };
    let person = r#""person":{"id":"p1","name":"A rep","role":"rep"}"#;
    check("{}", ".protocol: expected a whole number");
    check(r#"{"protocol":1.5}"#, ".protocol: expected a whole number");
    check(r#"{"protocol":-1}"#, ".protocol: expected a smaller whole number");
    check(&format!(r#"{{"protocol":1,{person},"crms":7}}"#), ".crms: expected a list");
    let site = r#"{"id":"a","vendor":"of a later version","origin":"https://crm.example"}"#;
    check(&format!(r#"{{"protocol":1,{person},"crms":[{site}]}}"#), ".crms[0].vendor: expected Vendor");
}
