//! `invite`, `people` and `revoke`.

use chrono::TimeDelta;
use plumbline_domain::record::{Person, Role};

use super::{CliError, open, say};
use crate::clock::Clock;
use crate::config::{Settings, parse_duration};
use crate::connector::connect;
use crate::store::{Device, PeopleStore, PersonDevices};
use crate::tokens;

/// Whom to invite.
pub(super) struct Invitation {
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) expires: String,
    pub(super) crm_user: Option<String>,
}

pub(super) async fn invite(settings: &Settings, invitation: Invitation) -> Result<(), CliError> {
    let name = invitation.name.trim();
    if name.is_empty() || name.chars().count() > 100 {
        return Err(CliError::Refused("--name: must have 1 to 100 characters".to_owned()));
    }
    let expires =
        parse_duration(&invitation.expires).map_err(|wrong| CliError::Refused(format!("--expires: {wrong}")))?;
    let now = Clock::system().now();
    let expires_at = now + TimeDelta::from_std(expires).unwrap_or(TimeDelta::days(1));
    let store = open(settings).await?;
    let person = store.person_named(name, invitation.role, now).await?;
    if person.role != invitation.role {
        let message = format!("{name} is known as {}; a role cannot be changed yet", role_name(person.role));
        return Err(CliError::Refused(message));
    }
    if let Some(login) = &invitation.crm_user {
        name_crm_user(settings, store.as_ref(), &person, login).await?;
    }
    let (code, hash) = tokens::new_code()?;
    store.add_enrolment(&hash, &person.id, expires_at).await?;
    store.close().await;
    say(&format!("{name} ({}): {code}", role_name(person.role)));
    say(&format!("for one browser, until {}", expires_at.format("%Y-%m-%d %H:%M UTC")));
    Ok(())
}

/// Asks each CRM for the user, so that a misspelt login is found now.
async fn name_crm_user(
    settings: &Settings,
    store: &dyn PeopleStore,
    person: &Person,
    login: &str,
) -> Result<(), CliError> {
    let mut found = false;
    for crm in &settings.crms {
        let connector = connect(crm, &settings.sales, &Clock::system())?;
        let user = connector.user_named(login).await;
        let user = user.map_err(|trouble| CliError::Refused(format!("--crm-user: {}: {trouble}", crm.id)))?;
        if let Some(user) = user {
            store.set_crm_user(&person.id, &crm.id, &user.id).await?;
            found = true;
        }
    }
    if found { Ok(()) } else { Err(CliError::Refused(format!("--crm-user: no CRM has a user '{login}'"))) }
}

pub(super) async fn list(settings: &Settings) -> Result<(), CliError> {
    let store = open(settings).await?;
    for entry in store.people().await? {
        say(&format!("{} ({})", entry.person.name, role_name(entry.person.role)));
        entry.devices.iter().for_each(|device| say(&device_line(device)));
    }
    store.close().await;
    Ok(())
}

fn device_line(device: &Device) -> String {
    let since = device.enrolled_at.format("%Y-%m-%d %H:%M UTC");
    let revoked = device.revoked_at.map(|at| format!(", revoked {}", at.format("%Y-%m-%d %H:%M UTC")));
    format!("  {}  {} since {since}{}", device.id, device.kind, revoked.unwrap_or_default())
}

pub(super) async fn revoke(settings: &Settings, who: &str) -> Result<(), CliError> {
    let store = open(settings).await?;
    let people = store.people().await?;
    let devices = named(&people, who);
    if devices.is_empty() {
        return Err(CliError::Refused(format!("nobody and no browser is called '{who}'; see plumbline-hub people")));
    }
    let mut revoked = 0;
    for device in devices {
        revoked += usize::from(store.revoke_device(&device.id, Clock::system().now()).await?);
    }
    store.close().await;
    say(&format!("revoked {revoked}"));
    Ok(())
}

fn named<'a>(people: &'a [PersonDevices], who: &str) -> Vec<&'a Device> {
    let devices = people.iter().flat_map(|entry| entry.devices.iter().map(move |device| (entry, device)));
    devices.filter(|(entry, device)| device.id == who || entry.person.name == who).map(|(_, device)| device).collect()
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Rep => "rep",
        Role::Marketer => "marketer",
        Role::Admin => "admin",
        Role::Integration => "integration",
    }
}
