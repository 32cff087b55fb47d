//! What crosses the wire of the deal review packet, as it crosses it.

use plumbline_domain::content::{Close, ContentKind, Sequel, StageMove};
use plumbline_domain::ids::{ContentId, SignalKind};
use plumbline_domain::record::{Outcome, Record};
use plumbline_domain::touch::{Channel, Touch};
use plumbline_protocol::packet::{
    BuyerSignals, DealChoice, DealPage, DealReport, DrawnIn, HeardOnDeal, Messaging, MissingDeal, PacketDealsQuery,
    PacketDealsResponse, PacketQuery, PacketResponse, SignalCount, UsedPiece, WhyMissing, WhySuggested,
};
use plumbline_protocol::record_view::{Freshness, ObjectionChip, by_channel};
use plumbline_protocol::report::ContentUse;

use crate::samples::{self, *};

fn signal() -> Touch {
    Touch { signal: Some(SignalKind::new("pricing_page")), ..touch() }
}

fn drawn_in() -> DrawnIn {
    let source = source();
    DrawnIn {
        journey: source.journey,
        model: source.model,
        claim: source.claim,
        first: source.touches.first().cloned(),
        lead: source.touches.last().cloned(),
        channels: by_channel(&source.touches),
        channels_in_all: 1,
        marketing: source.touches,
        marketing_in_all: 400,
    }
}

fn piece() -> UsedPiece {
    UsedPiece {
        id: ContentId::new("cost"),
        title: "Five-year cost".into(),
        kind: Some(ContentKind::Document),
        uses: 3,
        actions: vec![ContentUse::Opened, ContentUse::Copied, ContentUse::SnippetCopied],
        by: vec!["Dana".into(), "Kim".into()],
        first_at: at(9),
        last_at: at(12),
        answers: vec![ObjectionChip { id: objection().id, name: "Too expensive".into() }],
        sequel: Sequel {
            buyer: Some(signal()),
            moved: Some(StageMove { at: at(13), to: "Proposition".into(), by: "Dana".into() }),
            closed: Some(Close { at: at(20), outcome: Outcome::Won }),
        },
    }
}

fn bare_piece() -> UsedPiece {
    UsedPiece { kind: None, answers: Vec::new(), sequel: Sequel::default(), ..piece() }
}

fn page() -> DealPage {
    DealPage {
        record: record(),
        record_url: Some("https://odoo.example.com/odoo/crm/17".into()),
        freshness: Freshness { read_at: at(9), trouble: Some("Odoo did not answer.".into()) },
        drawn_in: drawn_in(),
        messaging: Messaging { pieces: vec![piece(), bare_piece()], in_all: 7 },
        objections: HeardOnDeal {
            reports: vec![
                DealReport { report: report_view(answered()), told_back_after_days: Some(2) },
                DealReport {
                    report: report_view(plumbline_domain::objection::Handling::New),
                    told_back_after_days: None,
                },
            ],
            in_all: 60,
            answered: 41,
            declined: 3,
        },
        signals: BuyerSignals {
            latest: vec![signal()],
            in_all: 300,
            kinds: vec![
                SignalCount { signal: Some(SignalKind::new("pricing_page")), channel: Channel::Direct, count: 200 },
                SignalCount { signal: None, channel: Channel::Email, count: 100 },
            ],
        },
    }
}

#[test]
fn a_packet() {
    check!("packet_query", PacketQuery { deals: format!("{0},{0}", key()) });
    let missing = [WhyMissing::NoSuchRecord, WhyMissing::NoDeal, WhyMissing::NotRead];
    let missing = missing.map(|why| MissingDeal { record: key(), why }).into();
    check!("packet_response", PacketResponse { as_of: at(10), pages: vec![page()], missing });
}

#[test]
fn deals_to_choose_from() {
    check!("packet_deals_query", PacketDealsQuery { q: "head office".into() });
    let because = vec![
        WhySuggested::Closed { outcome: Outcome::Lost, at: at(8) },
        WhySuggested::Heard { reports: 3, last_at: at(9) },
    ];
    let other = Record { company: None, stage: None, amount: None, owner: None, ..record() };
    let deals = vec![DealChoice { record: record(), because }, DealChoice { record: other, because: Vec::new() }];
    check!("packet_deals_response", PacketDealsResponse { as_of: at(10), deals });
}

#[test]
fn the_last_thing_that_happened_is_known_of_each() {
    assert_eq!(WhySuggested::Closed { outcome: Outcome::Won, at: at(8) }.at(), at(8));
    assert_eq!(WhySuggested::Heard { reports: 1, last_at: at(9) }.at(), at(9));
}
