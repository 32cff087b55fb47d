use chrono::TimeZone;
use plumbline_domain::record::CrmUser;
use plumbline_domain::sla::{Acceptance, OpenHours, Pause, Promise, Span, Threshold};

use plumbline_protocol::record_view::PolicyView;

use super::*;
use crate::config::{Secret, Target};

fn at(minute: i64) -> Instant {
    Utc.with_ymd_and_hms(2026, 11, 23, 8, 29, 0).unwrap() + TimeDelta::minutes(minute)
}

fn webhook(format: MessageFormat) -> Webhook {
    Webhook { url: Secret::new("https://hooks.example.com/secret"), format, mention: Some("<!here>".into()) }
}

fn rule(webhook: &Webhook) -> Escalation {
    Escalation {
        name: "Sales lead".into(),
        promise: PromiseKind::Response,
        threshold: Threshold::OverdueBy(0),
        target: Target::Webhook(webhook.clone()),
    }
}

/// Two hours promised at minute 0, open all day.
fn view(title: &str, pauses: Vec<Pause>) -> HandOffView {
    let promise = Promise {
        name: "First response".into(),
        within_seconds: 7_200,
        due_soon_percent: 75,
        due_soon_seconds: None,
        calendar: "Always".into(),
        hours: "at all hours".into(),
        zone: "Europe/Berlin".into(),
    };
    let open = OpenHours::joined(vec![Span { start: at(0), end: at(2_000) }]);
    HandOffView {
        record: "odoo-main/crm.lead/17".parse().unwrap(),
        title: title.into(),
        owner: Some(CrmUser { id: "5".into(), name: "Dana".into() }),
        response: Clock::new(promise, at(0), pauses, None, &open).unwrap(),
        update: None,
        acceptance: Acceptance::Open,
        policy: PolicyView::default(),
        criteria: None,
    }
}

fn body(format: MessageFormat, view: &HandOffView, now: Instant) -> Value {
    let url = Some("https://crm.example.com/odoo/crm/17".to_owned());
    let webhook = webhook(format);
    Message { rule: &rule(&webhook), view, clock: &view.response, url, now }.body(&webhook)
}

#[track_caller]
fn check(view: &HandOffView, now: Instant, expect: &str) {
    assert_eq!(body(MessageFormat::Slack, view, now), json!({ "text": expect }));
}

#[test]
fn a_sentence_says_how_it_stands() {
    let pilot = view("Northwind pilot", Vec::new());
    let whose = "<!here> Northwind pilot (Dana): First response";
    let url = "https://crm.example.com/odoo/crm/17";
    let due = "due Mon 23 Nov 2026, 10:29 UTC";
    check(&pilot, at(180), &format!("{whose} was {due}, 1 h ago in business time. {url}"));
    check(&pilot, at(205), &format!("{whose} was {due}, 1 h 25 min ago in business time. {url}"));
    check(&pilot, at(120), &format!("{whose} was {due}, less than a minute ago in business time. {url}"));
    check(&pilot, at(60), &format!("{whose} is {due}, with 1 h of business time left. {url}"));
    let pause = Pause { from: at(100), to: None, status: "Waiting on prospect".into() };
    check(
        &view("Northwind pilot", vec![pause]),
        at(180),
        &format!("{whose} is paused, with 20 min of business time left. {url}"),
    );
}

#[test]
fn what_people_wrote_calls_nobody() {
    let hostile = view("<!channel> A & B\n<https://evil.example|open>", Vec::new());
    check(
        &hostile,
        at(180),
        "<!here> &lt;!channel&gt; A &amp; B &lt;https://evil.example|open&gt; (Dana): First response was due Mon 23 Nov 2026, \
         10:29 UTC, 1 h ago in business time. https://crm.example.com/odoo/crm/17",
    );
}

#[test]
fn a_record_of_nobody_without_a_page_is_told_of_too() {
    let nobody = HandOffView { owner: None, ..view("Northwind pilot", Vec::new()) };
    let webhook = Webhook { mention: None, ..webhook(MessageFormat::Slack) };
    let rule = rule(&webhook);
    let message = Message { rule: &rule, view: &nobody, clock: &nobody.response, url: None, now: at(60) };
    let expect = "Northwind pilot: First response is due Mon 23 Nov 2026, 10:29 UTC, with 1 h of business time left.";
    assert_eq!(message.body(&webhook), json!({ "text": expect }));
}

#[test]
fn plain_has_every_figure_as_it_is() {
    let expect = json!({
        "rule": "Sales lead", "promise": "response", "record": "odoo-main/crm.lead/17", "title": "A & B", "owner": "Dana",
        "handed_off_at": "2026-11-23T08:29:00Z", "due_at": "2026-11-23T10:29:00Z", "overdue_seconds": 3_600,
        "url": "https://crm.example.com/odoo/crm/17",
        "text": "<!here> A & B (Dana): First response was due Mon 23 Nov 2026, 10:29 UTC, 1 h ago in business time. \
                 https://crm.example.com/odoo/crm/17",
    });
    assert_eq!(body(MessageFormat::Plain, &view("A & B", Vec::new()), at(180)), expect);
    assert_eq!(body(MessageFormat::Plain, &view("A & B", Vec::new()), at(60))["overdue_seconds"], 0);
}

#[test]
fn in_the_crm_it_is_said_on_the_record_itself() {
    let (pilot, webhook) = (view("Northwind pilot", Vec::new()), webhook(MessageFormat::Slack));
    let rule = rule(&webhook);
    let said = |now| {
        let message = Message { rule: &rule, view: &pilot, clock: &pilot.response, url: None, now };
        (message.summary(), message.for_crm())
    };
    let (summary, text) = said(at(180));
    assert_eq!(summary, "First response overdue");
    let due = "due Mon 23 Nov 2026, 10:29 UTC";
    assert_eq!(
        text,
        format!("First response was {due}, 1 h ago in business time. Escalated as agreed under “Sales lead”.")
    );
    assert_eq!(said(at(60)).0, "First response due soon");
}
