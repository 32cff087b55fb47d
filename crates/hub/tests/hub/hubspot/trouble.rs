//! What goes wrong at HubSpot, and what is said of it.

use plumbline_domain::ids::{ObjectType as Object, RecordId};
use plumbline_hub::connector::ConnectorError;
use plumbline_simcrm::hubspot::fault::{Fault, Kind};
use plumbline_simcrm::hubspot::token::Token;

use super::*;

async fn read(account: &Account, config: &str, id: &str) -> Result<usize, ConnectorError> {
    let clock = Clock::saying(start);
    let connector = account.connector(config, &clock).unwrap();
    let reading = connector.read(&Object::new("0-1"), &RecordId::new(id)).await?;
    Ok(reading.facts.records.len())
}

#[track_caller]
fn says(result: &Result<usize, ConnectorError>, expect: &str) {
    assert_eq!(result.as_ref().unwrap_err().to_string(), expect);
}

#[tokio::test]
async fn each_trouble_is_named() {
    let account = Account::serve(demo(start()).unwrap(), start()).await.unwrap();
    let config = account.config();
    let contact = account.path(ObjectType::Contact, "0-1", "firstname", "Jana").rsplit('/').next().unwrap().to_owned();
    assert_eq!(read(&account, &config, &contact).await, Ok(2));

    says(&read(&account, &config, "999999").await, "the CRM has no such record, or the hub's key may not see it");
    says(
        &read(&account, &config, "1 or 1").await,
        "HubSpot answered something unexpected: an id that is no number: '1 or 1'",
    );
    let wrong = config.replace(TOKEN, "pat-na1-wrong");
    says(&read(&account, &wrong, &contact).await, "HubSpot refuses the hub's key; whoever runs the hub can renew it");
    let other = config.replace("26400100", "26400101");
    says(
        &read(&account, &other, &contact).await,
        "the hub's key is of account 26400100 in HubSpot, not of the one that the configuration names",
    );

    let trouble = async |fault: Kind, times: u64| {
        account.simulator.faults().0 = vec![Fault { times, path: "/crm/v3/objects/contacts".into(), fault }];
        let result = read(&account, &config, &contact).await;
        account.simulator.faults().0.clear();
        result
    };
    // What passes is tried again.
    assert_eq!(trouble(Kind::Status { status: 502 }, 1).await, Ok(2));
    says(&trouble(Kind::Status { status: 418 }, 9).await, "HubSpot failed (status 418)");
    says(&trouble(Kind::Delay { milliseconds: 40_000 }, 9).await, "HubSpot did not answer within 2 s");
    says(&trouble(Kind::Redirect { to: "https://evil.example/".into() }, 1).await, "HubSpot failed (status 302)");
    let half = trouble(Kind::Half, 9).await.unwrap_err().to_string();
    assert!(half.starts_with("HubSpot answered something unexpected: "), "{half}");

    account.simulator.token().scopes.remove("crm.objects.contacts.read");
    says(&read(&account, &config, &contact).await, "the hub's key may not read contacts in HubSpot");
    *account.simulator.token() = Token::new(TOKEN.to_owned());
    account.simulator.limiter().use_up_day(account.simulator.clock.now());
    says(&read(&account, &config, &contact).await, "HubSpot asks the hub to wait");
}

#[tokio::test]
async fn a_missing_scope_is_named_before_anything_is_read() {
    let account = Account::serve(demo(start()).unwrap(), start()).await.unwrap();
    account.simulator.token().scopes.remove("crm.objects.leads.read");
    let connector = account.connector(&account.config(), &Clock::saying(start)).unwrap();
    let asked = connector.permissions(&[]).await;
    let missing: Vec<&str> = asked
        .iter()
        .filter(|permission| permission.trouble.is_some())
        .map(|permission| permission.what.as_str())
        .collect();
    assert_eq!(missing, ["read leads (crm.objects.leads.read)"]);
    // Without leads the rest is read all the same.
    let contact = account.path(ObjectType::Contact, "0-1", "firstname", "Jana").rsplit('/').next().unwrap().to_owned();
    assert_eq!(read(&account, &account.config(), &contact).await, Ok(2));
}
