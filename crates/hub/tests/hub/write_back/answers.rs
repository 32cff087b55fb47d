//! A report has one note, which says what marketing answered, too.

use chrono::TimeDelta;
use plumbline_domain::ids::{ContentId, ObjectionId, PersonId, ReportId};
use plumbline_domain::objection::Report;
use plumbline_domain::record::{Person, Role};
use plumbline_hub::store::{LibraryStore, NewHandling, PeopleStore, PutReport, ReportNote, ReportStore, Seen};
use uuid::Uuid;

use super::world::{Run, World};
use crate::fake_crm::key;
use crate::harness::{library_rows, start};

const SAID: &str = "odoo-main/crm.lead/1: Objection reported to marketing by Dana: Too expensive.";

fn report(revision: u32, words: Option<&str>) -> Report {
    Report {
        id: ReportId(Uuid::from_u128(7)),
        revision,
        record: key("crm.lead/1"),
        objection: Some(ObjectionId::new("price")),
        heard_at: start(),
        words: words.map(ToOwned::to_owned),
        severity: None,
        competitor: None,
        segment: None,
        withdrawn: false,
    }
}

async fn person(run: &Run, name: &str, role: Role) -> Person {
    run.store.person_named(name, role, start()).await.unwrap()
}

/// As the hub's API keeps a revision.
async fn put(run: &Run, world: &World, dana: &PersonId, report: &Report) {
    let note = ReportNote { text: "What the report alone says.", at: world.now() };
    let put = run.store.put_report(report, dana, Some(note)).await.unwrap();
    assert_eq!(put, PutReport::Stored(report.revision));
}

#[tokio::test]
async fn its_note_is_edited_when_marketing_answers_when_words_come_and_when_that_is_taken_back() {
    let world = World::new().await;
    let run = world.run().await;
    run.store.import(&library_rows(), "import", start()).await.unwrap();
    let (dana, mo) = (person(&run, "Dana", Role::Rep).await, person(&run, "Mo", Role::Marketer).await);
    put(&run, &world, &dana.id, &report(1, None)).await;
    run.worker.round().await;
    assert_eq!(world.crm.writes.said(), [SAID]);

    let handle = async |seen_at, handling: NewHandling| {
        world.pass(TimeDelta::minutes(1));
        let id = report(1, None).id;
        assert!(run.store.handle_report(id, seen_at, &handling, &mo.id, world.now()).await.unwrap());
        run.worker.round().await;
        world.crm.writes.said()
    };
    let answer = NewHandling::Answer { content: Some(ContentId::new("cost")), words: Some("Page <2>".into()) };
    let answered = " Answered by Mo with “Five-year cost”: “Page <2>”";
    assert_eq!(handle(None, answer).await, [format!("{SAID}{answered}")]);
    let answered_at = Some(world.now());

    world.pass(TimeDelta::minutes(1));
    put(&run, &world, &dana.id, &report(2, Some("Twice what we have"))).await;
    run.worker.round().await;
    assert_eq!(world.crm.writes.said(), [format!("{SAID} “Twice what we have”{answered}")]);

    let decline = NewHandling::Decline { reason: "Not this year".into() };
    assert_eq!(
        handle(answered_at, decline).await,
        [format!("{SAID} “Twice what we have” Declined by Mo: “Not this year”")]
    );
    let declined_at = Some(world.now());
    assert_eq!(handle(declined_at, NewHandling::TakeBack).await, [format!("{SAID} “Twice what we have”{answered}")]);
}

#[tokio::test]
async fn an_answer_to_the_objection_is_in_the_notes_of_all_its_reports() {
    let world = World::new().await;
    let run = world.run().await;
    run.store.import(&library_rows(), "import", start()).await.unwrap();
    let (dana, mo) = (person(&run, "Dana", Role::Rep).await, person(&run, "Mo", Role::Marketer).await);
    put(&run, &world, &dana.id, &report(1, None)).await;
    run.worker.round().await;
    let price = ObjectionId::new("price");
    let handle = async |version, handling: NewHandling| {
        world.pass(TimeDelta::minutes(1));
        let seen = Seen { version: Some(version), by: &mo, now: world.now() };
        run.store.handle_objection(&price, &handling, seen).await.unwrap();
        run.worker.round().await;
        world.crm.writes.said()
    };
    let answer = NewHandling::Answer { content: None, words: Some("We cost less".into()) };
    assert_eq!(handle(1, answer).await, [format!("{SAID} Answered by Mo: “We cost less”")]);
    assert_eq!(handle(2, NewHandling::TakeBack).await, [SAID]);
    drop(run);
    // A hub that starts again has nothing more to say.
    world.run().await.worker.round().await;
    assert_eq!(world.crm.writes.attempts(), 3);
}
