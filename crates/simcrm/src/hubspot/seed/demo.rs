//! The small world of the demo, as `demo.txt` tells it.

use super::world::{SeedError, World, owned};
use crate::clock::{Instant, iso};
use crate::hubspot::kind::ObjectType;
use crate::hubspot::portal::{Key, Portal, PortalError, Visit};

const STORY: &str = include_str!("demo.txt");

/// The types of a primary company, and of a lead's primary contact.
const PRIMARY_OF_CONTACT: u32 = 1;
const PRIMARY_OF_DEAL: u32 = 5;
const PRIMARY_OF_LEAD: u32 = 578;

/// The account, as its story leads up to `now`.
///
/// # Errors
/// The story says something that cannot be.
pub fn demo(now: Instant) -> Result<Portal, SeedError> {
    let mut world = World::new(now);
    let told = STORY.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut lines = told.map(|line| Line::read(line, &world)).collect::<Result<Vec<_>, _>>()?;
    lines.sort_by_key(|line| line.at);
    for line in lines {
        line.happen(&mut world)?;
    }
    Ok(world.portal)
}

/// A line of the story.
struct Line<'a> {
    text: &'a str,
    at: Instant,
    verb: &'a str,
    name: &'a str,
    rest: Vec<&'a str>,
}

impl<'a> Line<'a> {
    fn read(text: &'a str, world: &World) -> Result<Self, SeedError> {
        let cells: Vec<_> = text.split('|').map(str::trim).collect();
        let wrong = |why: &str| SeedError::Line { line: text.to_owned(), why: why.to_owned() };
        let [days, verb, name, rest @ ..] = &cells[..] else { return Err(wrong("it has too few parts")) };
        let days = days.parse().map_err(|_| wrong("it does not begin with a number of days"))?;
        Ok(Self { text, at: world.ago(days), verb, name, rest: rest.to_vec() })
    }

    fn wrong(&self, why: &str) -> SeedError {
        SeedError::Line { line: self.text.to_owned(), why: why.to_owned() }
    }

    /// A part of it; empty where there is none.
    fn part(&self, at: usize) -> &'a str {
        self.rest.get(at).copied().unwrap_or_default()
    }

    fn key(&self, world: &World, name: &str) -> Result<Key, SeedError> {
        world.named(name.trim()).ok_or_else(|| self.wrong(&format!("there is no {name}")))
    }

    fn happen(&self, world: &mut World) -> Result<(), SeedError> {
        match self.verb {
            "company" => self.company(world),
            "contact" => self.contact(world),
            "deal" => self.deal(world),
            "lead" => self.lead(world),
            "visit" => self.visit(world),
            "form" => self.refusable(world, |world, key| world.portal.submitted_form(key, self.part(0), self.at)),
            "booking" => self.refusable(world, |world, key| {
                world.portal.booked_meeting(key, [self.part(0), self.part(1), self.part(2)], self.at)
            }),
            "owner" => {
                let (id, _) = world.owner(self.part(0)).ok_or_else(|| self.wrong("there is no such owner"))?;
                self.set(world, "hubspot_owner_id", &id.to_string(), self.part(1))
            }
            "stage" => self.set(world, "lifecyclestage", self.part(0), self.part(1)),
            "deal-stage" => self.deal_stage(world),
            "lead-stage" => self.set(world, "hs_pipeline_stage", self.part(0), self.part(1)),
            "put" => self.set(world, self.part(0), self.part(1), self.part(2)),
            "from" => self.from(world),
            _ => self.engagement(world),
        }
    }

    fn refusable(
        &self,
        world: &mut World,
        act: impl FnOnce(&mut World, Key) -> Result<(), PortalError>,
    ) -> Result<(), SeedError> {
        let key = self.key(world, self.name)?;
        act(world, key).map_err(|error| self.wrong(&format!("{error:?}")))
    }

    fn set(&self, world: &mut World, property: &str, value: &str, person: &str) -> Result<(), SeedError> {
        let act = world.person(person, self.at);
        let values = owned(&[(property, value.to_owned())]);
        self.refusable(world, |world, key| world.portal.update(key, &values, &act).map(drop))
    }

    /// A deal that closes does so on that day.
    fn deal_stage(&self, world: &mut World) -> Result<(), SeedError> {
        self.set(world, "dealstage", self.part(0), self.part(1))?;
        let key = self.key(world, self.name)?;
        let closed = world.portal.find(key, false).is_some_and(|deal| deal.value("hs_is_closed") == Some("true"));
        if closed { self.set(world, "closedate", &iso(self.at), self.part(1)) } else { Ok(()) }
    }

    fn company(&self, world: &mut World) -> Result<(), SeedError> {
        let names = ["name", "domain", "industry", "numberofemployees"];
        let values: Vec<_> = names.iter().zip(&self.rest).map(|(name, value)| (*name, (*value).to_owned())).collect();
        let act = world.machine("CRM_UI", self.at);
        let key = world.create(ObjectType::Company, &values, &[], &act)?;
        world.call(self.name, key);
        Ok(())
    }

    fn contact(&self, world: &mut World) -> Result<(), SeedError> {
        let company = self.key(world, self.part(0))?;
        let found = world.portal.find(company, false);
        let of_company = |name| found.and_then(|company| company.value(name)).unwrap_or_default().to_owned();
        let (first, last) = (self.part(1), self.part(2));
        let email = format!("{}.{}@{}", first, last, of_company("domain")).to_lowercase();
        let values = [
            ("email", email),
            ("firstname", first.to_owned()),
            ("lastname", last.to_owned()),
            ("jobtitle", self.part(3).to_owned()),
            ("company", of_company("name")),
            ("lifecyclestage", "lead".to_owned()),
        ];
        let act = world.machine("FORM", self.at);
        let key = world.create(ObjectType::Contact, &values, &[(company, Some(PRIMARY_OF_CONTACT))], &act)?;
        world.call(self.name, key);
        Ok(())
    }

    fn deal(&self, world: &mut World) -> Result<(), SeedError> {
        let mut ends = vec![(self.key(world, self.part(0))?, Some(PRIMARY_OF_DEAL))];
        for contact in self.part(1).split(',') {
            ends.push((self.key(world, contact)?, None));
        }
        let owner = world.owner(self.part(4)).map(|(id, _)| id.to_string()).unwrap_or_default();
        let values = [
            ("dealname", self.part(2).to_owned()),
            ("amount", self.part(3).to_owned()),
            ("deal_currency_code", "EUR".to_owned()),
            ("dealtype", "newbusiness".to_owned()),
            ("hubspot_owner_id", owner),
        ];
        let act = world.person(self.part(4), self.at);
        let key = world.create(ObjectType::Deal, &values, &ends, &act)?;
        world.call(self.name, key);
        Ok(())
    }

    fn lead(&self, world: &mut World) -> Result<(), SeedError> {
        let contact = self.key(world, self.part(0))?;
        let owner = world.owner(self.part(2)).map(|(id, _)| id.to_string()).unwrap_or_default();
        let values = [
            ("hs_lead_name", self.part(1).to_owned()),
            ("hs_lead_type", "NEW_BUSINESS".to_owned()),
            ("hubspot_owner_id", owner),
        ];
        let act = world.person(self.part(2), self.at);
        let key = world.create(ObjectType::Lead, &values, &[(contact, Some(PRIMARY_OF_LEAD))], &act)?;
        world.call(self.name, key);
        Ok(())
    }

    fn visit(&self, world: &mut World) -> Result<(), SeedError> {
        let visit = Visit { source: self.part(0), detail: [self.part(1), self.part(2)], url: self.part(3) };
        self.refusable(world, |world, key| world.portal.visited(key, visit, self.at))
    }

    /// Where a deal is said to come from: what its first contact came from.
    fn from(&self, world: &mut World) -> Result<(), SeedError> {
        let names = ["hs_analytics_source", "hs_analytics_latest_source"];
        let mut values = Vec::new();
        for name in names {
            values.push((name.to_owned(), self.part(0).to_owned()));
            values.push((format!("{name}_data_1"), self.part(1).to_owned()));
            values.push((format!("{name}_data_2"), self.part(2).to_owned()));
        }
        let act = world.machine("DEALS", self.at);
        let values = values.into_iter().collect();
        self.refusable(world, |world, key| world.portal.observe(key, &values, &act).map(drop))
    }

    /// What was said and done, on a deal also with its contacts.
    fn engagement(&self, world: &mut World) -> Result<(), SeedError> {
        let mut with = vec![self.key(world, self.name)?];
        if let Some(deal) = world.portal.find(with[0], false).filter(|_| with[0].kind == ObjectType::Deal) {
            let contacts = deal.links(ObjectType::Contact).iter();
            with.extend(contacts.map(|link| Key { kind: ObjectType::Contact, id: link.to }));
        }
        let owner = self.part(0);
        let (one, two) = (self.part(1).to_owned(), self.part(2).to_owned());
        let (kind, values) = match self.verb {
            "call" => (ObjectType::Call, call(one, two)),
            "email" => (ObjectType::Email, email(one, two)),
            "meeting" => (ObjectType::Meeting, meeting(one, two, self.at)),
            "note" => (ObjectType::Note, vec![("hs_note_body", one)]),
            "task" => (ObjectType::Task, vec![("hs_task_subject", one), ("hs_task_body", two)]),
            "message" => (ObjectType::Communication, message(one, two)),
            _ => return Err(self.wrong("there is no such verb")),
        };
        world.engage(kind, &values, &with, owner, self.at).map(drop).map_err(|error| self.wrong(&format!("{error:?}")))
    }
}

fn call(outcome: String, body: String) -> Vec<(&'static str, String)> {
    let status = if outcome == "CONNECTED" { "COMPLETED" } else { "NO_ANSWER" };
    let duration = if outcome == "CONNECTED" { "420000" } else { "0" };
    vec![
        ("hs_call_title", "Call".to_owned()),
        ("hs_call_body", body),
        ("hs_call_direction", "OUTBOUND".to_owned()),
        ("hs_call_disposition", outcome),
        ("hs_call_status", status.to_owned()),
        ("hs_call_duration", duration.to_owned()),
    ]
}

fn email(subject: String, text: String) -> Vec<(&'static str, String)> {
    let (direction, status) = ("EMAIL".to_owned(), "SENT".to_owned());
    vec![
        ("hs_email_subject", subject),
        ("hs_email_text", text),
        ("hs_email_direction", direction),
        ("hs_email_status", status),
    ]
}

fn meeting(title: String, body: String, at: Instant) -> Vec<(&'static str, String)> {
    let end = at + chrono::TimeDelta::minutes(45);
    vec![
        ("hs_meeting_title", title),
        ("hs_meeting_body", body),
        ("hs_meeting_start_time", iso(at)),
        ("hs_meeting_end_time", iso(end)),
        ("hs_meeting_outcome", "COMPLETED".to_owned()),
    ]
}

fn message(channel: String, body: String) -> Vec<(&'static str, String)> {
    let logged = "CRM".to_owned();
    vec![
        ("hs_communication_channel_type", channel),
        ("hs_communication_body", body),
        ("hs_communication_logged_from", logged),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_story_can_be_told() {
        let now = "2026-03-02T09:00:00Z".parse().unwrap();
        let portal = demo(now).unwrap();
        let count = |kind| portal.objects(kind).map_or(0, |objects| objects.live().count());
        let counts = [ObjectType::Company, ObjectType::Contact, ObjectType::Deal, ObjectType::Lead].map(count);
        assert_eq!(counts, [8, 27, 12, 6]);
        let deals: Vec<_> = portal.objects(ObjectType::Deal).unwrap().live().collect();
        let closed = |name: &str| deals.iter().filter(|deal| deal.value(name) == Some("true")).count();
        assert_eq!((closed("hs_is_closed_won"), closed("hs_is_closed_lost")), (3, 2));
        assert_eq!(deals.iter().filter(|deal| deal.some("competitor").is_some()).count(), 2);
        assert!(deals.iter().all(|deal| deal.updated <= now));
    }

    #[test]
    fn every_history_is_in_the_order_of_time() {
        let portal = demo("2026-03-02T09:00:00Z".parse().unwrap()).unwrap();
        for kind in ObjectType::ALL {
            for record in portal.objects(kind).into_iter().flat_map(|objects| objects.live()) {
                for (name, _) in record.properties() {
                    let times: Vec<_> = record.history(name).map(|version| version.at).collect();
                    assert!(times.is_sorted_by(|later, earlier| later >= earlier), "{kind} {} {name}", record.id);
                }
            }
        }
    }
}
