//! What crosses the wire of objections, content and reports, as it crosses it.

use plumbline_domain::ids::{ContentId, ObjectionId};
use plumbline_domain::objection::{Handling, Report, Severity, Status};
use plumbline_domain::record::Record;
use plumbline_protocol::error::{ErrorCode, ErrorResponse};
use plumbline_protocol::library::{
    ContentConflict, ContentEntry, ContentHistoryResponse, ContentRequest, ContentResponse, ImportResponse,
    LibraryChange, LibraryChangeKind, MergeRequest, ObjectionConflict, ObjectionEntry, ObjectionHandlingRequest,
    ObjectionRequest, ObjectionsResponse, RefusedRow,
};
use plumbline_protocol::report::{
    BulkHandlingRequest, BulkHandlingResponse, ContentUse, ContentUseRequest, FilingRequest, HandlingAction,
    HandlingConflict, HandlingRequest, ReportRequest, ReportResponse, ReportView, SeenReport,
};
use plumbline_protocol::review::{
    BoardColumn, BoardResponse, Heard, HeardOnView, InboxQuery, InboxReportView, InboxResponse, ObjectionCardView,
    ObjectionResponse, ReporterCount, ServerEvent, StatusCount, WEEKS,
};

use crate::samples::{self, *};

fn entry() -> ObjectionEntry {
    ObjectionEntry {
        objection: objection(),
        handling: answered(),
        merged_into: Some(ObjectionId::new("cost-of-ownership")),
        version: 3,
    }
}

fn piece() -> ContentEntry {
    ContentEntry { content: content(), is_retired: true, version: 3 }
}

fn heard() -> Heard {
    Heard {
        reports: 7,
        new: 2,
        last_at: Some(at(9)),
        open_deals: 1,
        revenue_at_stake: vec![euros(400_000)],
        weeks: vec![1; WEEKS],
    }
}

fn changes() -> Vec<LibraryChange> {
    let other = || ObjectionId::new("costly");
    let kinds = [
        LibraryChangeKind::Added,
        LibraryChangeKind::Edited { fields: vec!["name".into()] },
        LibraryChangeKind::Handled { handling: Handling::InProgress { by: "Mo".into(), at: at(10) }, reports: 4 },
        LibraryChangeKind::TakenBack { handling: Handling::New, reports: 4 },
        LibraryChangeKind::Merged { into: other() },
        LibraryChangeKind::Unmerged { from: other() },
        LibraryChangeKind::Absorbed { objection: other() },
        LibraryChangeKind::Released { objection: other() },
        LibraryChangeKind::Retired,
        LibraryChangeKind::Restored,
    ];
    kinds.into_iter().map(|what| LibraryChange { at: at(10), by: "Mo".into(), what }).collect()
}

#[test]
fn reports() {
    check!("report_request", ReportRequest(report()));
    check!(
        "report_request_bare",
        ReportRequest(Report {
            words: None,
            severity: None,
            competitor: None,
            segment: None,
            withdrawn: true,
            ..report()
        })
    );
    check!("report_response", ReportResponse { id: report_id(), revision: 2 });
    check!("report_view_new", ReportView { answer: None, ..report_view(Handling::New) });
    check!("report_view_acknowledged", report_view(Handling::Acknowledged { by: "Mo".into(), at: at(10) }));
    check!("report_view_answered", report_view(answered()));
    check!("report_view_in_progress", report_view(Handling::InProgress { by: "Mo".into(), at: at(10) }));
    let declined = Handling::Declined { by: "Mo".into(), at: at(10), reason: "We keep the price".into() };
    check!("report_view_declined", ReportView { answer: None, ..report_view(declined) });
    let unknown = Report { objection: None, ..report() };
    let nothing = ReportView { report: unknown, objection: None, counts_as: None, ..report_view(Handling::New) };
    check!("report_view_unknown", nothing);
    let request = |action, seen_at| HandlingRequest { action, seen_at };
    check!(
        "handling_requests",
        [
            request(HandlingAction::Acknowledge, None),
            request(HandlingAction::Answer { content: Some(ContentId::new("cost")), words: None }, None),
            request(HandlingAction::Answer { content: None, words: Some("Page 2".into()) }, Some(at(10))),
            request(HandlingAction::Start, None),
            request(HandlingAction::Decline { reason: "We keep the price".into() }, None),
            request(HandlingAction::Reopen, Some(at(10))),
            request(HandlingAction::TakeBack, Some(at(10))),
        ]
    );
    let error = ErrorResponse { code: ErrorCode::Invalid, message: "Mo answered this in the meantime.".into() };
    check!("handling_conflict", HandlingConflict { error, current: report_view(answered()) });
    let objection = ObjectionId::new("price");
    check!("filing_request", FilingRequest { filed_under: Some(objection), seen: None });
    let seen = SeenReport { id: report_id(), seen_at: Some(at(10)) };
    check!("bulk_handling_request", BulkHandlingRequest { reports: vec![seen], action: HandlingAction::Acknowledge });
    let view = || vec![report_view(answered())];
    check!(
        "bulk_handling_response",
        BulkHandlingResponse { done: view(), conflicts: view(), missing: vec![report_id()] }
    );
}

#[test]
fn library() {
    check!("content_use_opened", ContentUseRequest { record: key(), action: ContentUse::Opened });
    check!("content_use_copied", ContentUseRequest { record: key(), action: ContentUse::Copied });
    check!("content_use_snippet_copied", ContentUseRequest { record: key(), action: ContentUse::SnippetCopied });
    check!("objections_response", ObjectionsResponse { objections: vec![entry()] });
    check!("content_response", ContentResponse { content: vec![piece()] });
    check!("objection_request", ObjectionRequest { objection: objection(), seen_version: None });
    check!("content_request", ContentRequest { content: content(), is_retired: false, seen_version: Some(3) });
    let error = || ErrorResponse { code: ErrorCode::Invalid, message: "Mo changed this in the meantime.".into() };
    check!("objection_conflict", ObjectionConflict { error: error(), current: entry() });
    check!("content_conflict", ContentConflict { error: error(), current: piece() });
    let action = HandlingAction::Decline { reason: "We keep the price".into() };
    check!("objection_handling_request", ObjectionHandlingRequest { action, seen_version: 3 });
    check!("merge_request", MergeRequest { into: Some(ObjectionId::new("price")), seen_version: 3 });
    let refused = vec![RefusedRow { line: 12, why: "field name: is empty".into() }];
    check!("import_response", ImportResponse { added: 3, changed: 2, unchanged: 1, refused });
    check!("content_history_response", ContentHistoryResponse { id: ContentId::new("cost"), changes: changes() });
}

#[test]
fn review() {
    let entry = |record: Option<Record>, record_url: Option<&str>| InboxReportView {
        report: report_view(Handling::New),
        record,
        record_url: record_url.map(Into::into),
    };
    check!(
        "inbox_response",
        InboxResponse {
            reports: vec![entry(Some(record()), Some("https://crm.example.com/odoo/crm/17")), entry(None, None)],
            next: Some(format!("1764590400000.{}", report_id().0)),
            counts: Status::ALL.map(|status| StatusCount { status, count: 7 }).into(),
        }
    );
    check!("inbox_query_bare", InboxQuery::default());
    check!(
        "inbox_query",
        InboxQuery {
            status: Some(Status::InProgress),
            objection: Some(ObjectionId::new("price")),
            unknown: true,
            severity: Some(Severity::Challenge),
            competitor: Some("Acme Suite".into()),
            segment: Some("Enterprise".into()),
            reporter: Some("Dana".into()),
            q: Some("cost".into()),
            days: Some(30),
            after: Some("1764590400000.6f1c".into()),
            limit: Some(50),
        }
    );
    let card = ObjectionCardView {
        id: ObjectionId::new("price"),
        name: "Too expensive".into(),
        owner: Some("Mo".into()),
        version: 3,
        heard: heard(),
        content: 2,
    };
    check!(
        "board_response",
        BoardResponse {
            as_of: at(12),
            columns: vec![BoardColumn { status: Status::New, count: 1, objections: vec![card] }],
            revenue_at_stake: vec![euros(1_200_000)],
            open_deals: 1,
            unknown: 2,
        }
    );
    let deal = HeardOnView {
        record: record(),
        url: Some("https://crm.example.com/odoo/crm/17".into()),
        reports: 2,
        objections: 3,
        share: Some(euros(400_000)),
    };
    check!(
        "objection_response",
        ObjectionResponse {
            entry: self::entry(),
            parts: vec![self::entry()],
            heard: heard(),
            as_of: at(12),
            deals: vec![deal],
            reporters: vec![ReporterCount { name: "Dana".into(), reports: 2 }],
            content: vec![piece()],
            content_count: 21,
            changes: changes(),
        }
    );
    check!(
        "server_events",
        [
            ServerEvent::ReportChanged { id: report_id() },
            ServerEvent::LibraryChanged,
            ServerEvent::RecordChanged { record: key() },
            ServerEvent::Missed,
        ]
    );
}
