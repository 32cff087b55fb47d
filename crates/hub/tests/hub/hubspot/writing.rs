//! What is written to HubSpot is there once, whatever happened to the answers.

use plumbline_domain::record::{CrmUser, RecordKey};
use plumbline_hub::connector::{Note, ToDo};
use plumbline_simcrm::hubspot::fault::{Fault, Kind};

use super::*;

/// What the notes or tasks that are on some record say, by a property.
fn said(account: &Account, kind: ObjectType, property: &str) -> Vec<String> {
    account.simulator.read(|portal| {
        let live = portal.objects(kind).into_iter().flat_map(|objects| objects.live());
        let of_ours = live.filter_map(|record| record.value(property)).filter(|said| said.contains("Plumbline "));
        of_ours.map(ToOwned::to_owned).collect()
    })
}

fn key(account: &Account, kind: ObjectType, type_id: &str, property: &str, value: &str) -> RecordKey {
    account.path(kind, type_id, property, value).trim_start_matches("/v1/records/").parse().unwrap()
}

#[tokio::test]
async fn a_note_is_left_once_and_edited_when_it_says_something_else() {
    let account = Account::serve(demo(start()).unwrap(), start()).await.unwrap();
    let connector = account.connector(&account.config(), &Clock::saying(start)).unwrap();
    let contact = key(&account, ObjectType::Contact, "0-1", "firstname", "Jana");
    let deal = key(&account, ObjectType::Deal, "0-3", "dealname", "Nordwind: three sites");
    for record in [&contact, &deal, &contact] {
        connector.leave_note(record, &Note::new("accepted", "Sam <accepted> it & called.")).await.unwrap();
    }
    let notes = said(&account, ObjectType::Note, "hs_note_body");
    assert_eq!(notes.len(), 2);
    assert!(
        notes.iter().all(|note| note.starts_with("Sam &lt;accepted&gt; it &amp; called. [Plumbline ")),
        "{notes:?}"
    );
    connector.leave_note(&contact, &Note::new("accepted", "Sam took it back.")).await.unwrap();
    let notes = said(&account, ObjectType::Note, "hs_note_body");
    assert_eq!(notes.iter().filter(|note| note.starts_with("Sam took it back.")).count(), 1);
    assert_eq!(notes.len(), 2);
}

#[tokio::test]
async fn an_answer_that_was_lost_doubles_nothing() {
    let account = Account::serve(demo(start()).unwrap(), start()).await.unwrap();
    let connector = account.connector(&account.config(), &Clock::saying(start)).unwrap();
    let contact = key(&account, ObjectType::Contact, "0-1", "firstname", "Jana");
    let note = Note::new("accepted", "Sam accepted it.");
    account.simulator.faults().0 = vec![Fault { times: 1, path: "/crm/v3/objects/notes".into(), fault: Kind::Half }];
    assert!(connector.leave_note(&contact, &note).await.is_err());
    // Half an answer is one to something that was done.
    assert_eq!(said(&account, ObjectType::Note, "hs_note_body").len(), 1);
    connector.leave_note(&contact, &note).await.unwrap();
    assert_eq!(said(&account, ObjectType::Note, "hs_note_body").len(), 1);
}

#[tokio::test]
async fn a_to_do_is_given_once_and_an_owner_changed() {
    let account = Account::serve(demo(start()).unwrap(), start()).await.unwrap();
    let connector = account.connector(&account.config(), &Clock::saying(start)).unwrap();
    let contact = key(&account, ObjectType::Contact, "0-1", "firstname", "Jana");
    let user = connector.user_named("SDR.two@plumbline.example").await.unwrap().unwrap();
    assert_eq!(user, CrmUser { id: "71002".into(), name: "Robin Prospect".into() });
    assert_eq!(connector.user_named("left@plumbline.example").await.unwrap(), None);
    let to_do = ToDo { summary: "Call Jana".into(), note: Note::new("late", "Nobody called yet.") };
    for _ in 0..2 {
        connector.give_to_do(&contact, &user, &to_do).await.unwrap();
    }
    assert_eq!(said(&account, ObjectType::Task, "hs_task_body").len(), 1);
    connector.assign(&contact, &user).await.unwrap();
    let owner = account.simulator.read(|portal| {
        let mut live = portal.objects(ObjectType::Contact).unwrap().live();
        live.find(|record| record.value("firstname") == Some("Jana"))
            .unwrap()
            .value("hubspot_owner_id")
            .map(ToOwned::to_owned)
    });
    assert_eq!(owner.as_deref(), Some("71002"));
}
