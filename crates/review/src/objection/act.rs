//! What a marketer does with an objection, and how to take it back. Pure, but for the asking.

use plumbline_domain::ids::ObjectionId;
use plumbline_domain::objection::Objection;
use plumbline_protocol::library::{MergeRequest, ObjectionEntry, ObjectionHandlingRequest, ObjectionRequest};
use plumbline_protocol::report::HandlingAction;

use crate::api::{self, Error};

/// One thing that is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Its standing changes, and with it that of its reports.
    Handle(HandlingAction),
    /// It is written otherwise.
    Write(Box<Objection>),
    /// It counts as another, or as itself again.
    Merge(Option<ObjectionId>),
}

impl Act {
    /// Asks the hub to do it with the version that was seen.
    pub async fn send(&self, seen: &ObjectionEntry) -> Result<ObjectionEntry, Error> {
        let (id, seen_version) = (&seen.objection.id, seen.version);
        match self.clone() {
            Self::Handle(action) => {
                api::library::handle_objection(id, &ObjectionHandlingRequest { action, seen_version }).await
            }
            Self::Write(objection) => {
                let request = ObjectionRequest { objection: *objection, seen_version: Some(seen_version) };
                api::library::put_objection(&request).await
            }
            Self::Merge(into) => api::library::merge_objection(id, &MergeRequest { into, seen_version }).await,
        }
    }

    /// What brings back what was before.
    pub fn undone(&self, before: &ObjectionEntry) -> Self {
        match self {
            Self::Handle(_) => Self::Handle(HandlingAction::TakeBack),
            Self::Write(_) => Self::Write(Box::new(before.objection.clone())),
            Self::Merge(_) => Self::Merge(before.merged_into.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::sample::objection;

    #[test]
    fn a_standing_is_taken_back_by_the_hub_which_knows_how_each_report_stood() {
        let before = objection("price", "Price");
        let undone = Act::Handle(HandlingAction::Start).undone(&before);
        assert_eq!(undone, Act::Handle(HandlingAction::TakeBack));
    }

    #[test]
    fn words_and_merges_are_brought_back_as_they_were() {
        let before = objection("price", "Price");
        let other = Objection { name: "Dear".into(), ..before.objection.clone() };
        assert_eq!(Act::Write(Box::new(other)).undone(&before), Act::Write(Box::new(before.objection.clone())));
        assert_eq!(Act::Merge(Some(ObjectionId::new("cost"))).undone(&before), Act::Merge(None));
        let part = ObjectionEntry { merged_into: Some(ObjectionId::new("cost")), ..before };
        assert_eq!(Act::Merge(None).undone(&part), Act::Merge(Some(ObjectionId::new("cost"))));
    }
}
