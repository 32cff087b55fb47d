//! One story that every store must tell the same way.

mod notes;

use chrono::TimeDelta;
use plumbline_crm::reading::{Facts, RecordFacts};
use plumbline_domain::ids::{ContentId, CrmId, ObjectionId, PersonId, ReportId};
use plumbline_domain::objection::{Handling, Report, Severity};
use plumbline_domain::record::{Outcome, Role};
use plumbline_domain::sla::EventKind;
use plumbline_hub::store::sqlite::SqliteStore;
use plumbline_hub::store::{
    Claim, Escalated, EscalationStore, Exchanged, Imported, LabelledWords, LastRead, Library, LibraryStore,
    NewContentUse, NewHandling, PeopleStore, PutReport, ReportsOf, Settled, Store, TokenHash, Waits, Wanted,
};
use plumbline_protocol::report::{ContentUse, ReportView};
use uuid::Uuid;

use crate::fake_crm::{deal, happened, key, responded};
use crate::harness::{library_rows, start};

#[tokio::test]
async fn sqlite_tells_the_story() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hub.db");
    let store = SqliteStore::open(&path).await.unwrap();
    tell(&store).await;
    // What was told is there after a restart, and in a copy.
    let copy = folder.path().join("it's a copy.db");
    store.backup(&copy).await.unwrap();
    store.close().await;
    for path in [path, copy] {
        let store = SqliteStore::open(&path).await.unwrap();
        assert_eq!(store.people().await.unwrap().len(), 2);
        assert_eq!(store.library().await.unwrap().objections().len(), 2);
        let dana = store.person_named("Dana", Role::Rep, start()).await.unwrap();
        assert_eq!(everybodys(&store, &dana.id).await.len(), 1);
        notes::the_one_that_was_being_left_comes_back(&store).await;
        // The one that was being told then is known, and told no more.
        assert_eq!(store.open_escalations().await.unwrap(), [escalated("lost")]);
        store.settle_escalation(&escalated("lost"), Settled::Unknown).await.unwrap();
        assert_eq!(store.open_escalations().await.unwrap(), []);
        for rule in ["sent", "lost", "given up"] {
            let claim = store.claim_escalation(&escalated(rule), start() + TimeDelta::days(9)).await.unwrap();
            assert_eq!(claim, None, "{rule}");
        }
    }
}

#[tokio::test]
async fn a_library_changed_by_another_program_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hub.db");
    let (hub, command) = (SqliteStore::open(&path).await.unwrap(), SqliteStore::open(&path).await.unwrap());
    assert_eq!(*hub.library().await.unwrap(), Library::default());
    let mut rows = library_rows();
    for title in ["Five-year cost", "Cost over five years"] {
        title.clone_into(&mut rows.content[0].title);
        command.import(&rows, "import", start()).await.unwrap();
        assert_eq!(hub.library().await.unwrap().exchanged().content, rows.content);
    }
}

async fn tell(store: &impl Store) {
    people(store).await;
    marketing_keeps_a_library(store).await;
    the_field_reports(store).await;
    records_are_read(store).await;
    notes::are_claimed_once_and_in_order(store).await;
    escalations_are_claimed_once(store).await;
}

fn hash(text: &str) -> TokenHash {
    TokenHash(text.to_owned())
}

async fn people(store: &impl Store) {
    let dana = store.person_named("Dana", Role::Rep, start()).await.unwrap();
    assert_eq!(store.person_named("Dana", Role::Admin, start()).await.unwrap(), dana);
    store.person_named("Mo", Role::Marketer, start()).await.unwrap();
    let crm = CrmId::new("odoo-main");
    store.set_crm_user(&dana.id, &crm, "4").await.unwrap();
    store.set_crm_user(&dana.id, &crm, "5").await.unwrap();
    assert_eq!(store.crm_users(&dana.id).await.unwrap(), [(crm, "5".to_owned())]);

    let tomorrow = start() + TimeDelta::days(1);
    store.add_enrolment(&hash("code"), &dana.id, tomorrow).await.unwrap();
    store.add_enrolment(&hash("late"), &dana.id, tomorrow).await.unwrap();
    assert_eq!(store.enrol(&hash("wrong"), &hash("t0"), "extension", start()).await.unwrap(), None);
    assert_eq!(store.enrol(&hash("late"), &hash("t0"), "extension", tomorrow).await.unwrap(), None);
    let session = store.enrol(&hash("code"), &hash("t1"), "extension", start()).await.unwrap().unwrap();
    assert_eq!(session.person, dana);
    assert_eq!(store.enrol(&hash("code"), &hash("t2"), "extension", start()).await.unwrap(), None);
    assert_eq!(store.session(&hash("t1")).await.unwrap(), Some(session.clone()));
    assert_eq!(store.session(&hash("t2")).await.unwrap(), None);

    assert!(store.revoke_device(&session.device, start()).await.unwrap());
    assert!(!store.revoke_device(&session.device, start()).await.unwrap());
    assert_eq!(store.session(&hash("t1")).await.unwrap(), None);
    let people = store.people().await.unwrap();
    assert_eq!(people.iter().map(|entry| entry.person.name.as_str()).collect::<Vec<_>>(), ["Dana", "Mo"]);
    assert_eq!(people[0].devices[0].revoked_at, Some(start()));
}

async fn marketing_keeps_a_library(store: &impl Store) {
    let mut rows = library_rows();
    rows.objections.sort_by(|a, b| a.name.cmp(&b.name));
    let import = async |rows: &Exchanged| {
        let Imported { added, changed, unchanged } = store.import(rows, "import", start()).await.unwrap();
        assert_eq!(store.library().await.unwrap().exchanged().objections.len(), 2);
        (added, changed, unchanged)
    };
    assert_eq!(import(&rows).await, (3, 0, 0));
    assert_eq!(import(&rows).await, (0, 0, 3));
    assert_eq!(store.library().await.unwrap().exchanged(), rows);
    rows.content[0].title = "Cost over five years".into();
    rows.content[0].verified_on = Some("2026-11-02".parse().unwrap());
    assert_eq!(import(&Exchanged { objections: Vec::new(), content: rows.content.clone() }).await, (0, 1, 0));
    assert_eq!(store.library().await.unwrap().exchanged(), rows);
    let dana = store.person_named("Dana", Role::Rep, start()).await.unwrap();
    let used = NewContentUse {
        content: &ContentId::new("cost"),
        person: &dana.id,
        record: &key("crm.lead/1"),
        action: ContentUse::Opened,
        at: start(),
    };
    store.add_content_use(used).await.unwrap();
}

fn report(revision: u32) -> Report {
    Report {
        id: ReportId(Uuid::from_u128(1)),
        revision,
        record: key("crm.lead/1"),
        objection: Some(ObjectionId::new("price")),
        heard_at: start() + TimeDelta::milliseconds(7),
        words: Some("<b>zu teuer</b>\0 אָב 🦀 '; DROP TABLE reports".into()),
        severity: Some(Severity::DealBreaker),
        competitor: None,
        segment: None,
        withdrawn: false,
    }
}

async fn everybodys(store: &impl Store, viewer: &PersonId) -> Vec<ReportView> {
    store.inbox(&Wanted { limit: 9, ..Wanted::default() }, viewer).await.unwrap().reports
}

async fn the_field_reports(store: &impl Store) {
    let dana = store.person_named("Dana", Role::Rep, start()).await.unwrap().id;
    let mo = store.person_named("Mo", Role::Marketer, start()).await.unwrap().id;
    assert_eq!(store.put_report(&report(1), &dana, None).await.unwrap(), PutReport::Stored(1));
    assert_eq!(store.put_report(&report(1), &dana, None).await.unwrap(), PutReport::Known(1));
    let other = Report { words: Some("too dear".into()), ..report(1) };
    assert_eq!(store.put_report(&other, &dana, None).await.unwrap(), PutReport::Different);
    assert_eq!(store.put_report(&other, &mo, None).await.unwrap(), PutReport::NotYours);
    assert_eq!(store.put_report(&report(3), &dana, None).await.unwrap(), PutReport::Stored(3));
    let late = Report { words: None, ..report(2) };
    assert_eq!(store.put_report(&late, &dana, None).await.unwrap(), PutReport::Known(3));
    assert_eq!(store.put_report(&report(4), &mo, None).await.unwrap(), PutReport::NotYours);
    let seen_by_mo = everybodys(store, &mo).await;
    assert_eq!(seen_by_mo.len(), 1);
    assert_eq!(seen_by_mo[0].report, report(3));
    assert_eq!((seen_by_mo[0].is_mine, seen_by_mo[0].reporter.as_str()), (false, "Dana"));
    assert_eq!(seen_by_mo[0].handling, Handling::New);

    let id = report(1).id;
    let answer = NewHandling::Answer { content: Some(ContentId::new("cost")), words: Some("Page 2".into()) };
    assert!(!store.handle_report(ReportId(Uuid::nil()), None, &answer, &mo, start()).await.unwrap());
    assert!(store.handle_report(id, None, &answer, &mo, start()).await.unwrap());
    let unseen = store.reports(ReportsOf::UnseenAnswers(&dana), &dana).await.unwrap();
    assert_eq!(unseen[0].answer.as_ref().unwrap().title, "Cost over five years");
    assert_eq!(store.reports(ReportsOf::UnseenAnswers(&mo), &mo).await.unwrap(), []);
    store.mark_answers_seen(&key("crm.lead/1"), &dana).await.unwrap();
    assert_eq!(store.reports(ReportsOf::UnseenAnswers(&dana), &dana).await.unwrap(), []);
    assert!(store.handle_report(id, Some(start()), &NewHandling::Acknowledge, &mo, start()).await.unwrap());
    let one = store.reports(ReportsOf::One(id), &dana).await.unwrap();
    assert_eq!(one[0].handling, Handling::Acknowledged { by: "Mo".into(), at: start() });
    assert_eq!(one[0].answer, None);
    assert!(!store.handle_report(id, None, &NewHandling::Reopen, &mo, start()).await.unwrap());
    assert!(store.handle_report(id, Some(start()), &NewHandling::Reopen, &mo, start()).await.unwrap());
    assert_eq!(store.reports(ReportsOf::One(id), &dana).await.unwrap()[0].handling, Handling::New);

    let price = ObjectionId::new("price");
    let words = report(1).words.unwrap();
    let labelled = LabelledWords { objection: Some(price.clone()), words: words.clone() };
    assert_eq!(store.labelled_words(9).await.unwrap(), [labelled]);
    assert_eq!(store.labelled_words(0).await.unwrap(), []);
    assert_eq!(store.report_counts(start()).await.unwrap(), [(price, 1)]);
    assert_eq!(store.report_counts(start() + TimeDelta::days(1)).await.unwrap(), []);
    let withdrawn = Report { withdrawn: true, ..report(5) };
    assert_eq!(store.put_report(&withdrawn, &dana, None).await.unwrap(), PutReport::Stored(5));
    assert_eq!(store.reports(ReportsOf::Record(&key("crm.lead/1")), &dana).await.unwrap(), []);
    assert_eq!(store.report_counts(start()).await.unwrap(), []);
    assert_eq!(store.labelled_words(9).await.unwrap(), []);
    assert!(!store.handle_report(id, None, &NewHandling::Acknowledge, &mo, start()).await.unwrap());
    // What nobody knows says something once marketing looked at it.
    let unknown = Report { objection: None, ..report(6) };
    assert_eq!(store.put_report(&unknown, &dana, None).await.unwrap(), PutReport::Stored(6));
    assert_eq!(store.labelled_words(9).await.unwrap(), []);
    assert!(store.handle_report(id, None, &NewHandling::Acknowledge, &mo, start()).await.unwrap());
    assert_eq!(store.labelled_words(9).await.unwrap(), [LabelledWords { objection: None, words }]);
    assert!(store.handle_report(id, Some(start()), &NewHandling::Reopen, &mo, start()).await.unwrap());
    assert_eq!(store.put_report(&report(7), &dana, None).await.unwrap(), PutReport::Stored(7));
}

fn facts(records: Vec<RecordFacts>) -> Facts {
    Facts { records, ..Facts::default() }
}

async fn records_are_read(store: &impl Store) {
    let (crm, at) = (CrmId::new("odoo-main"), start() - TimeDelta::hours(3));
    let (one, two) = (key("crm.lead/1"), key("crm.lead/2"));
    let names = |changed: Vec<_>| changed.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(store.circle(&one).await.unwrap(), None);

    // One is read with its circle, in which two is.
    let both = facts(vec![deal("crm.lead/1", at), deal("crm.lead/2", at)]);
    let changed = store.put_facts(&both, Some(&one), start()).await.unwrap();
    assert_eq!(names(changed), ["odoo-main/crm.lead/1", "odoo-main/crm.lead/2"]);
    assert_eq!(store.put_facts(&both, Some(&one), start()).await.unwrap(), []);
    let circle = store.circle(&one).await.unwrap().unwrap();
    assert_eq!((circle.read_at, circle.members), (Some(start()), both.records));
    let circle = store.circle(&two).await.unwrap().unwrap();
    assert_eq!((circle.read_at, circle.members.len()), (None, 0));

    // What is new about two shows on one.
    let answered = responded(deal("crm.lead/2", at), start());
    let changed = store.put_facts(&facts(vec![answered.clone()]), None, start()).await.unwrap();
    assert_eq!(names(changed), ["odoo-main/crm.lead/1", "odoo-main/crm.lead/2"]);
    assert!(store.circle(&one).await.unwrap().unwrap().members.contains(&answered));
    let waiting = async |waits| {
        let waiting = store.waiting(&crm, waits).await.unwrap();
        names(waiting.into_iter().map(|facts| facts.record.key).collect())
    };
    assert_eq!(waiting(Waits::ForResponse).await, ["odoo-main/crm.lead/1"]);
    assert_eq!(names(store.unanswered(&crm).await.unwrap()), ["odoo-main/crm.lead/1"]);
    assert_eq!(waiting(Waits::ForResponseOrUpdate).await, ["odoo-main/crm.lead/1", "odoo-main/crm.lead/2"]);
    assert_eq!(store.facts(&two).await.unwrap().unwrap().events, answered.events);

    // A closed deal waits for nobody, and touches that are gone are gone.
    let mut lost = happened(deal("crm.lead/1", at), start(), EventKind::Closed { outcome: Outcome::Lost });
    lost.touches.clear();
    store.put_facts(&facts(vec![lost.clone()]), Some(&one), start()).await.unwrap();
    assert_eq!(waiting(Waits::ForResponseOrUpdate).await, ["odoo-main/crm.lead/2"]);
    assert_eq!(store.circle(&one).await.unwrap().unwrap().members, [lost.clone()]);

    // One that is gone is not shown, but what was reported on it still is.
    let gone = [one.clone(), key("crm.lead/99")];
    assert_eq!(store.mark_gone(&gone).await.unwrap(), std::slice::from_ref(&one));
    assert_eq!(store.mark_gone(&gone).await.unwrap(), []);
    assert_eq!(store.circle(&one).await.unwrap(), None);
    assert_eq!(store.record(&one).await.unwrap(), Some(LastRead { record: lost.record.clone(), is_gone: true }));
    store.put_facts(&facts(vec![lost]), Some(&one), start()).await.unwrap();
    assert!(store.circle(&one).await.unwrap().is_some());

    assert_eq!(store.cursor(&crm).await.unwrap(), None);
    store.set_cursor(&crm, "a").await.unwrap();
    store.set_cursor(&crm, "b").await.unwrap();
    assert_eq!(store.cursor(&crm).await.unwrap().as_deref(), Some("b"));
}

fn escalated(rule: &str) -> Escalated {
    Escalated::new(key("crm.lead/2"), start() - TimeDelta::hours(3), rule.to_owned())
}

async fn escalations_are_claimed_once(store: &impl Store) {
    let claim = async |rule: &str, at| store.claim_escalation(&escalated(rule), at).await.unwrap();
    let first = Some(Claim { attempt: 1, first_at: start() });
    for rule in ["sent", "lost", "given up"] {
        assert_eq!(claim(rule, start()).await, first);
        assert_eq!(claim(rule, start() + TimeDelta::days(1)).await, None);
    }
    // The same hand-off to the millisecond is the same; another is another.
    let finer =
        Escalated::new(key("crm.lead/2"), escalated("sent").handed_off_at + TimeDelta::microseconds(3), "sent".into());
    assert_eq!(store.claim_escalation(&finer, start()).await.unwrap(), None);
    let other = Escalated::new(key("crm.lead/2"), start(), "sent".into());
    assert_eq!(store.claim_escalation(&other, start()).await.unwrap(), first);
    store.settle_escalation(&other, Settled::Unknown).await.unwrap();

    // A release opens it again, later; an end is an end.
    store.settle_escalation(&escalated("sent"), Settled::Sent).await.unwrap();
    store.release_escalation(&escalated("sent"), start()).await.unwrap();
    assert_eq!(claim("sent", start()).await, None);
    let later = start() + TimeDelta::minutes(1);
    store.release_escalation(&escalated("given up"), later).await.unwrap();
    let claimed = async |at| {
        let claimed = store.claimed_escalations(&CrmId::new("odoo-main"), at).await.unwrap();
        (claimed.len(), claimed.contains(&escalated("given up")))
    };
    assert_eq!(claimed(start()).await, (4, true));
    assert_eq!(claimed(later).await, (3, false));
    assert_eq!(claim("given up", later - TimeDelta::milliseconds(1)).await, None);
    assert_eq!(claim("given up", later).await, Some(Claim { attempt: 2, first_at: start() }));
    store.settle_escalation(&escalated("given up"), Settled::GivenUp).await.unwrap();
    assert_eq!(store.claimed_escalations(&CrmId::new("other"), later).await.unwrap().len(), 0);
}
