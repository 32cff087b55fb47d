//! The hub from outside: its store, its HTTP interface, and its Odoo connector against a server that plays Odoo.

#![allow(clippy::unwrap_used, missing_docs, reason = "a test fails by panicking, and says what it is by its name")]

mod attribution;
mod digest;
mod enrolment;
mod erasing;
mod escalation;
mod events;
mod explain;
mod fake_crm;
mod fake_odoo;
mod findings;
mod hand_offs;
mod harness;
mod hubspot;
mod numbers;
mod objections;
mod odoo;
mod odoo_writing;
mod openapi;
mod origins;
mod packet;
mod program;
mod recogniser;
mod records;
mod reports;
mod review;
mod signals;
mod sla;
mod sla_metrics;
mod store_story;
mod taking_back;
mod touches;
mod webhooks;
mod write_back;
