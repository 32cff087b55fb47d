//! `check`: is the configuration right, and may the hub's keys read and write what it needs?

use plumbline_domain::site::CrmSite;
use plumbline_domain::sla::Promise;

use super::{CliError, say};
use crate::clock::Clock;
use crate::config::{CrmSettings, Settings, Target};
use crate::connector::{Connector, Permission, Writing, connect};

pub(super) async fn check(settings: &Settings) -> Result<(), CliError> {
    say("configuration: fine");
    for promised in settings.sla.now().promises() {
        let Promise { name, within_seconds, calendar, hours, .. } = &promised.promise;
        say(&format!("promise: {name} within {} min of {calendar} ({hours})", within_seconds / 60));
    }
    if settings.crms.is_empty() {
        return Err(CliError::Refused("no [[crm]]: the hub has nothing to read".to_owned()));
    }
    let mut failed = 0;
    for crm in &settings.crms {
        let connector = connect(crm, &settings.sales, &Clock::system())?;
        for permission in connector.permissions(&writing(settings, crm)).await {
            failed += usize::from(report(connector.site(), &permission));
        }
        failed += unknown_logins(settings, &*connector).await;
    }
    match failed {
        0 => Ok(()),
        1 => Err(CliError::Refused("one thing that the hub needs is missing".to_owned())),
        more => Err(CliError::Refused(format!("{more} things that the hub needs are missing"))),
    }
}

/// What the hub is to write to a CRM.
fn writing(settings: &Settings, crm: &CrmSettings) -> Vec<Writing> {
    let escalations = settings.escalations.iter().filter_map(|rule| match rule.target {
        Target::Webhook(_) => None,
        Target::ToDo { .. } => Some(Writing::ToDos),
        Target::Owner { .. } => Some(Writing::Owners),
    });
    let mut writing: Vec<Writing> = escalations.chain(crm.write_back.then_some(Writing::Notes)).collect();
    writing.sort_unstable();
    writing.dedup();
    writing
}

/// Says which people, whom escalations name, a CRM does not know, and how many those are.
async fn unknown_logins(settings: &Settings, crm: &dyn Connector) -> usize {
    let mut unknown = 0;
    for rule in &settings.escalations {
        let (Target::ToDo { login } | Target::Owner { login }) = &rule.target else { continue };
        let (id, name) = (&crm.site().id, &rule.name);
        let trouble = match crm.user_named(login).await {
            Ok(Some(_)) => continue,
            Ok(None) => format!("{id}: nobody signs in as '{login}', whom escalation '{name}' names"),
            Err(trouble) => format!("{id}: cannot look for '{login}', whom escalation '{name}' names: {trouble}"),
        };
        say(&trouble);
        unknown += 1;
    }
    unknown
}

/// Says how it is, and whether the hub cannot do without.
fn report(site: &CrmSite, permission: &Permission) -> bool {
    let (id, what) = (&site.id, &permission.what);
    match (&permission.trouble, permission.otherwise) {
        (None, _) => say(&format!("{id}: may {what}")),
        (Some(trouble), Some(otherwise)) => say(&format!("{id}: may not {what}; so {otherwise} ({trouble})")),
        (Some(trouble), None) => say(&format!("{id}: cannot {what}: {trouble}")),
    }
    permission.trouble.is_some() && permission.otherwise.is_none()
}
