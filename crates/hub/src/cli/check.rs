//! `check`: is the configuration right, and may the hub's keys read what it needs?

use plumbline_domain::site::CrmSite;
use plumbline_domain::sla::Promise;

use super::{CliError, say};
use crate::clock::Clock;
use crate::config::Settings;
use crate::connector::odoo::Odoo;
use crate::connector::{Connector, Permission};

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
        let odoo = Odoo::new(crm.clone(), settings.sales.clone(), Clock::system())?;
        for permission in odoo.permissions().await {
            failed += usize::from(report(odoo.site(), &permission));
        }
    }
    match failed {
        0 => Ok(()),
        1 => Err(CliError::Refused("one thing that the hub needs is missing".to_owned())),
        more => Err(CliError::Refused(format!("{more} things that the hub needs are missing"))),
    }
}

/// Says how it is, and whether the hub cannot do without.
fn report(site: &CrmSite, permission: &Permission) -> bool {
    let (id, what) = (&site.id, &permission.what);
    match (&permission.trouble, permission.otherwise) {
        (None, _) => say(&format!("{id}: may read {what}")),
        (Some(trouble), Some(otherwise)) => say(&format!("{id}: without {what}, {otherwise} ({trouble})")),
        (Some(trouble), None) => say(&format!("{id}: cannot read {what}: {trouble}")),
    }
    permission.trouble.is_some() && permission.otherwise.is_none()
}
