//! JSON-2 answers of Odoo 19 turned into facts.
//!
//! What counts as what:
//!
//! | in Odoo | here |
//! | --- | --- |
//! | a lead or opportunity created with a utm source, medium or campaign | a marketing touch then, its channel by [`channel::channel`] |
//! | one created with a source or medium that says cold outreach, by the configured words | an outbound touch by sales then |
//! | one created without, by the public user or a portal user | an inbound touch by the buyer |
//! | one created without, by anybody else | no touch: entering a record is no interaction |
//! | a message by somebody who does not work here | a mail by the buyer |
//! | a message by a colleague that is no internal note, no automation and no out-of-office reply | a mail by sales, or by marketing where `[sales]` leaves the author out |
//! | an activity of the category *phone call* that was done | a call |
//! | a `calendar.event` of the opportunity that has begun | a meeting at its start |
//! | one without an opportunity, to which a contact was invited | the same, on the contact; it responds to no hand-off |
//!
//! A **hand-off** is the moment a lead or opportunity first got a salesperson whom `[sales]` does not leave out: the first
//! tracked change of `user_id` to one, or its creation where it was created with one; and each time that such a person gets it
//! from a colleague who is not in sales. `date_open` would be simpler, but every reassignment resets it; it only helps out where
//! the key may not read tracked changes. The **response** is the first sales touch on that record from then on; a meeting
//! responds when it is arranged, not when it is held. The **update** is the first change of stage by somebody in sales. A stage
//! in which sales waits for others, as `[sales]` names them, **pauses** the clocks. Won and lost end them.

mod activity;
pub mod channel;
mod directory;
mod events;
mod record;
pub mod row;
mod touches;

use std::collections::HashMap;

use plumbline_domain::Instant;
use plumbline_domain::ids::{CrmId, ObjectType, RecordId};
use plumbline_domain::record::RecordKey;
use plumbline_domain::touch::Touch;
use serde_json::{Value, json};

pub use directory::{Directory, DirectoryAnswers, Part, User};

use crate::odoo::{LEAD, PARTNER};
use crate::reading::{Edit, Facts, RecordFacts};
use events::Answer;

/// The fields to ask each model for.
pub mod fields {
    /// `crm.lead`, inactive ones too: lost ones are.
    pub const LEAD: &[&str] = &[
        "name",
        "type",
        "active",
        "won_status",
        "stage_id",
        "user_id",
        "create_uid",
        "create_date",
        "date_open",
        "date_conversion",
        "date_closed",
        "expected_revenue",
        "company_currency",
        "source_id",
        "medium_id",
        "campaign_id",
        "partner_id",
        "partner_name",
        "contact_name",
        "email_normalized",
        "tag_ids",
        "team_id",
        "country_id",
        "write_date",
        "write_uid",
    ];
    /// `res.partner`, inactive ones too.
    pub const PARTNER: &[&str] = &["name", "commercial_partner_id", "user_id", "create_date", "email_normalized"];
    /// `mail.message` of leads and partners.
    pub const MESSAGE: &[&str] = &[
        "model",
        "res_id",
        "date",
        "message_type",
        "is_internal",
        "subtype_id",
        "author_id",
        "email_from",
        "subject",
        "preview",
        "mail_activity_type_id",
    ];
    /// `calendar.event` of opportunities, and of contacts.
    pub const MEETING: &[&str] = &["name", "start", "create_date", "user_id", "opportunity_id", "partner_ids"];
}

/// The fields of `crm.lead` whose changes tell how it went from marketing to sales, and where it came from. Odoo tracks the
/// latter three only where somebody made it do so.
pub const TRACKED: &[&str] = &["user_id", "stage_id", "source_id", "medium_id", "campaign_id"];

/// What to ask `mail.tracking.value` for, in the form that `web_search_read` takes.
pub fn change_fields() -> Value {
    let message = json!({"fields": {"res_id": {}, "date": {}, "author_id": {}}});
    json!({
        "field_id": {"fields": {"name": {}}}, "old_value_integer": {}, "new_value_integer": {}, "old_value_char": {},
        "new_value_char": {}, "mail_message_id": message,
    })
}

/// The kinds of message that a person sends to another.
pub const MESSAGE_TYPES: &[&str] = &["email", "comment", "email_outgoing", "sms"];

/// The answers of the calls that tell about some records.
#[derive(Debug, Clone, Default)]
pub struct Answers {
    /// `crm.lead` with [`fields::LEAD`].
    pub leads: Vec<Value>,
    /// `res.partner` with [`fields::PARTNER`].
    pub partners: Vec<Value>,
    /// `mail.message` on these leads and partners with [`fields::MESSAGE`].
    pub messages: Vec<Value>,
    /// `mail.tracking.value` of the [`TRACKED`] fields with [`change_fields`]; `None` where the key may not read them.
    pub changes: Option<Vec<Value>>,
    /// `calendar.event` with [`fields::MEETING`].
    pub meetings: Vec<Value>,
}

/// The facts that the answers tell of, read at `now`.
pub fn facts(crm: &CrmId, answers: &Answers, directory: &Directory, now: Instant) -> Facts {
    let mut warnings = Vec::new();
    let mut happened = touches::happened(answers, directory, now, &mut warnings);
    let changes = events::changes(answers, &mut warnings);
    let (mut records, mut edits) = (Vec::new(), Vec::new());
    for row in &answers.leads {
        let Some(lead) = record::lead(crm, row, directory, &mut warnings) else { continue };
        let (mut touches, sales) = happened.remove(&(LEAD, lead.id)).unwrap_or_default().into_parts();
        touches.extend(touches::creation(&lead));
        let events = events::events(&lead, changes.as_ref(), directory, sales);
        let dated = changes.as_ref().and_then(|changes| changes.get(&lead.id)).map_or(&[][..], Vec::as_slice);
        edits.extend(lead.edit.map(|edit| Edit { tracked: events::origin_changes(dated, directory), ..edit }));
        records.push(RecordFacts { record: lead.record, profile: lead.profile, events, touches: in_order(touches) });
    }
    for row in &answers.partners {
        let Some((id, record, profile)) = record::partner(crm, row, &mut warnings) else { continue };
        let (touches, _) = happened.remove(&(PARTNER, id)).unwrap_or_default().into_parts();
        records.push(RecordFacts { record, profile, events: Vec::new(), touches: in_order(touches) });
    }
    Facts { records, warnings, edits }
}

fn in_order(touches: Vec<Touch>) -> Vec<Touch> {
    plumbline_domain::touch::in_order(touches)
}

fn key(crm: &CrmId, object: &str, id: i64) -> RecordKey {
    RecordKey { crm: crm.clone(), object: ObjectType::new(object), id: RecordId::new(id.to_string()) }
}

/// What happened on one record.
#[derive(Debug, Default)]
struct Happened {
    touches: Vec<Touch>,
    answers: Vec<Answer>,
}

impl Happened {
    fn into_parts(self) -> (Vec<Touch>, Vec<Answer>) {
        (self.touches, self.answers)
    }
}

/// What happened, by model and number of the record.
type ByRecord = HashMap<(&'static str, i64), Happened>;

#[cfg(test)]
mod tests;
