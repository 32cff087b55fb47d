//! Which address of Odoo 17 to 19 is which record.
//!
//! Since 18 a path is a trail of actions, each with the record it was opened on, and the last one is what is shown:
//! `/odoo/contacts/9/action-211/27`. An action with a path of its own or a model says what its records are; a bare
//! `action-211` does not, and the server must be asked. 17 has it all behind `#`.

use crate::RecordAddress;
use crate::page_url::{PageUrl, is_number};

/// Leads and opportunities.
pub const LEAD: &str = "crm.lead";

/// Contacts and companies.
pub const PARTNER: &str = "res.partner";

/// What stands before an action's number or name where its model is not in the address.
pub const ACTION_PREFIX: &str = "action-";

/// The paths that Odoo's own actions on leads and contacts have.
const ACTION_PATHS: &[(&str, &str)] = &[("crm", LEAD), ("contacts", PARTNER)];

/// The record that an address names.
pub fn address(url: &PageUrl<'_>) -> Option<RecordAddress> {
    match url.segments().split_first()? {
        // Whoever goes back faster than Odoo draws gets a list under `/odoo/crm/17?view_type=list`.
        (&("odoo" | "scoped_app"), trail) => in_trail(trail).filter(|_| is_form(url.query("view_type"))),
        (&"web", []) => in_fragment(url),
        _ => None,
    }
}

/// The path under which a record is opened; `None` for an object that has no page of its own.
pub fn path(address: &RecordAddress) -> Option<String> {
    let (action, _) = ACTION_PATHS.iter().find(|(_, model)| *model == address.object.as_str())?;
    is_number(address.id.as_str()).then(|| format!("/odoo/{action}/{}", address.id))
}

fn in_trail(trail: &[&str]) -> Option<RecordAddress> {
    let (id, before) = trail.split_last()?;
    let action = before.last()?;
    is_number(id).then(|| object(action)).flatten().map(|object| RecordAddress::new(object, *id))
}

fn in_fragment(url: &PageUrl<'_>) -> Option<RecordAddress> {
    let (id, model) = (url.fragment("id")?, url.fragment("model")?);
    let is_form = is_form(url.fragment("view_type"));
    (is_number(id) && is_form && is_known(model)).then(|| RecordAddress::new(model, id))
}

fn is_form(view_type: Option<&str>) -> bool {
    view_type.is_none_or(|view| view == "form")
}

/// The object whose records an action shows, `action-…` where only the server knows.
fn object(action: &str) -> Option<String> {
    if let Some((_, model)) = ACTION_PATHS.iter().find(|(path, _)| *path == action) {
        return Some((*model).to_owned());
    }
    if let Some(named) = action.strip_prefix(ACTION_PREFIX) {
        return is_action_name(named).then(|| action.to_owned());
    }
    let model = action.strip_prefix("m-").unwrap_or(action);
    is_known(model).then(|| model.to_owned())
}

fn is_known(model: &str) -> bool {
    model == LEAD || model == PARTNER
}

fn is_action_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.')
}

#[cfg(test)]
pub(crate) const SAMPLES: &[(&str, &str, &str)] = &[
    ("http://127.0.0.1:8069/odoo/crm/17", LEAD, "17"),
    ("https://crm.example.com/odoo/crm/17?debug=assets", LEAD, "17"),
    ("https://crm.example.com/odoo/crm.lead/17", LEAD, "17"),
    ("https://crm.example.com/odoo/m-crm.lead/17", LEAD, "17"),
    ("https://crm.example.com/odoo/contacts/9", PARTNER, "9"),
    ("https://crm.example.com/odoo/crm/18/res.partner/11", PARTNER, "11"),
    ("https://crm.example.com/odoo/contacts/9/action-211/27", "action-211", "27"),
    ("https://crm.example.com/odoo/action-crm.crm_lead_all_leads/5", "action-crm.crm_lead_all_leads", "5"),
    ("https://crm.example.com/scoped_app/crm/17", LEAD, "17"),
    ("https://crm.example.com/web#id=12&cids=1&menu_id=3&action=9&model=crm.lead&view_type=form", LEAD, "12"),
    ("https://crm.example.com/web#id=17&model=res.partner", PARTNER, "17"),
];

#[cfg(test)]
pub(crate) const NOT_RECORDS: &[&str] = &[
    "https://crm.example.com/odoo",
    "https://crm.example.com/odoo/crm",
    "https://crm.example.com/odoo/crm/new",
    "https://crm.example.com/odoo/crm/17?view_type=list",
    "https://crm.example.com/odoo/crm/17/action-44",
    "https://crm.example.com/odoo/17",
    "https://crm.example.com/odoo/sales/17",
    "https://crm.example.com/odoo/crm/-17",
    "https://crm.example.com/odoo/crm/017",
    "https://crm.example.com/odoo/crm/17abc",
    "https://crm.example.com/odoo/crm/99999999999999999999",
    "https://crm.example.com/odoo/action-/5",
    "https://crm.example.com/odoo/action-%3Cscript%3E/5",
    "https://crm.example.com/odoo/sale.order/5",
    "https://crm.example.com/blog/odoo/crm/17",
    "https://crm.example.com/web#id=12&model=crm.lead&view_type=list",
    "https://crm.example.com/web#id=12&model=sale.order&view_type=form",
    "https://crm.example.com/web#model=crm.lead",
    "https://crm.example.com/web/login",
];
