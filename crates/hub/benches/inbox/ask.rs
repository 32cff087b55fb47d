//! Asks a hub for marketing's pages, and takes the time.

use std::path::Path;
use std::time::Instant;

use plumbline_domain::ids::{ObjectionId, ReportId};
use plumbline_domain::objection::Report;
use plumbline_domain::record::{RecordKey, Role};
use plumbline_hub::store::{PeopleStore, ReportStore};
use uuid::Uuid;

use super::rig::{CRM, Figures, Hub, Outcome, Random, millis, now};

/// Answers of each kind.
const ANSWERS: usize = 200;

/// Answers right after a change.
const CHANGES: usize = 40;

/// Answers that are not counted: a program's first ones are of no interest to anybody.
const WARM_UP: usize = 10;

/// Reports that are taken.
const REPORTS: u32 = 500;

/// As marketers filter, the last two over everything.
const FILTERS: [&str; 8] = [
    "",
    "status=new",
    "objection=objection-0",
    "status=new&severity=deal_breaker&days=90",
    "competitor=acme%20suite&segment=enterprise",
    "reporter=Rep%207",
    "q=nobody%20has%20time",
    "q=nothing%20like%20it",
];

/// Milliseconds.
pub(crate) struct Times {
    pub(crate) inbox: Figures,
    pub(crate) board: Figures,
    /// The board right after something was reported.
    pub(crate) changed_board: Figures,
    pub(crate) objection: Figures,
    /// Findings right after something was reported.
    pub(crate) findings: Figures,
    /// The inbox and the board.
    pub(crate) all: Figures,
    pub(crate) reports_per_second: f64,
}

/// Asks for the inbox by all filters in turns, for the board, and for objections.
pub(crate) async fn ask(file: &Path) -> Outcome<Times> {
    let hub = Hub::open(file, Role::Marketer).await?;
    let mut random = Random(7);
    let (mut inbox, mut board, mut objection) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..ANSWERS + WARM_UP {
        inbox.push(millis(hub.get(&format!("/v1/inbox?{}", FILTERS[n % FILTERS.len()])).await?.0));
        board.push(millis(hub.get("/v1/board").await?.0));
        objection.push(millis(hub.get(&format!("/v1/objections/objection-{}", random.below(200))).await?.0));
    }
    let (mut changed_board, mut findings) = (Vec::new(), Vec::new());
    for _ in 0..CHANGES + WARM_UP {
        hub.change();
        changed_board.push(millis(hub.get("/v1/board").await?.0));
        findings.push(millis(hub.get("/v1/findings").await?.0));
    }
    let counted = |times: Vec<f64>| -> Vec<f64> { times.into_iter().skip(WARM_UP).collect() };
    let (inbox, board, objection) = (counted(inbox), counted(board), counted(objection));
    let reports_per_second = take_reports(&hub, &mut random).await?;
    hub.store.close().await;
    Ok(Times {
        all: Figures::of(inbox.iter().chain(&board).copied().collect()),
        inbox: Figures::of(inbox),
        board: Figures::of(board),
        changed_board: Figures::of(counted(changed_board)),
        objection: Figures::of(objection),
        findings: Figures::of(counted(findings)),
        reports_per_second,
    })
}

/// Reports of one rep, which are withdrawn again so that the store counts what it did.
async fn take_reports(hub: &Hub, random: &mut Random) -> Outcome<f64> {
    let rep = hub.store.person_named("Rep 7", Role::Rep, now()?).await?.id;
    let ids: Vec<ReportId> =
        (0..REPORTS).map(|_| ReportId(Uuid::from_u64_pair(random.next(), random.next()))).collect();
    let began = Instant::now();
    for withdrawn in [false, true] {
        for id in &ids {
            hub.store.put_report(&report(*id, withdrawn)?, &rep, None).await?;
        }
    }
    Ok(f64::from(2 * REPORTS) / began.elapsed().as_secs_f64())
}

fn report(id: ReportId, withdrawn: bool) -> Outcome<Report> {
    Ok(Report {
        id,
        revision: if withdrawn { 2 } else { 1 },
        record: RecordKey::new(CRM, "crm.lead", "1"),
        objection: Some(ObjectionId::new("objection-0")),
        heard_at: now()?,
        words: Some("They have no budget this year".into()),
        severity: None,
        competitor: None,
        segment: None,
        withdrawn,
    })
}
