//! What objects can be to one another. HubSpot's own types have the same ids in every account.

use std::sync::Arc;

use super::kind::ObjectType::{self, Call, Communication, Company, Contact, Deal, Email, Lead, Meeting, Note, Task};

/// Identifies a type of association in one direction.
pub type AssociationTypeId = u32;

/// Whose type it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Category {
    /// HubSpot's.
    HubSpotDefined,
    /// The account's.
    UserDefined,
}

impl Category {
    /// As on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::HubSpotDefined => "HUBSPOT_DEFINED",
            Self::UserDefined => "USER_DEFINED",
        }
    }
}

/// What an object of one type can be to one of another, in one direction.
#[derive(Debug, Clone)]
pub struct AssociationType {
    /// Its id.
    pub id: AssociationTypeId,
    /// The type of the objects that have it.
    pub from: ObjectType,
    /// The type of those that they have it to.
    pub to: ObjectType,
    /// The type of the same association seen from the other end.
    pub inverse: AssociationTypeId,
    /// Whose it is.
    pub category: Category,
    /// What people call it; none for the association as such.
    pub label: Option<Arc<str>>,
}

/// An association as such: its two types and their ids there and back.
type Plain = (ObjectType, ObjectType, AssociationTypeId, AssociationTypeId);

/// From HubSpot's documentation of association types. The ids back from leads follow the rule of the others, one more than
/// the id there; they are not documented.
const PLAIN: [Plain; 32] = [
    (Contact, Contact, 449, 449),
    (Company, Company, 450, 450),
    (Deal, Deal, 451, 451),
    (Contact, Company, 279, 280),
    (Deal, Contact, 3, 4),
    (Deal, Company, 341, 342),
    (Lead, Contact, 608, 609),
    (Lead, Company, 610, 611),
    (Contact, Call, 193, 194),
    (Contact, Email, 197, 198),
    (Contact, Meeting, 199, 200),
    (Contact, Note, 201, 202),
    (Contact, Task, 203, 204),
    (Contact, Communication, 82, 81),
    (Company, Call, 181, 182),
    (Company, Email, 185, 186),
    (Company, Meeting, 187, 188),
    (Company, Note, 189, 190),
    (Company, Task, 191, 192),
    (Company, Communication, 88, 87),
    (Deal, Call, 205, 206),
    (Deal, Email, 209, 210),
    (Deal, Meeting, 211, 212),
    (Deal, Note, 213, 214),
    (Deal, Task, 215, 216),
    (Deal, Communication, 86, 85),
    (Lead, Call, 596, 597),
    (Lead, Email, 598, 599),
    (Lead, Meeting, 600, 601),
    (Lead, Communication, 602, 603),
    (Lead, Task, 646, 647),
    (Lead, Note, 854, 855),
];

/// HubSpot's labels: the same, with what each end calls the other.
const LABELLED: [(Plain, &str, &str); 4] = [
    ((Contact, Company, 1, 2), "Primary", "Primary"),
    ((Deal, Company, 5, 6), "Primary", "Primary"),
    ((Company, Company, 13, 14), "Child Company", "Parent Company"),
    ((Lead, Contact, 578, 579), "Primary", "Primary"),
];

/// All types of an account.
#[derive(Debug, Clone)]
pub struct AssociationTypes(Vec<AssociationType>);

impl Default for AssociationTypes {
    fn default() -> Self {
        let mut types = Self(Vec::new());
        for plain in PLAIN {
            types.insert(plain, Category::HubSpotDefined, None, None);
        }
        for (plain, there, back) in LABELLED {
            types.insert(plain, Category::HubSpotDefined, Some(there.into()), Some(back.into()));
        }
        types
    }
}

impl AssociationTypes {
    fn insert(&mut self, plain: Plain, category: Category, there: Option<Arc<str>>, back: Option<Arc<str>>) {
        let (from, to, id, inverse) = plain;
        self.0.push(AssociationType { id, from, to, inverse, category, label: there });
        if id != inverse {
            self.0.push(AssociationType { id: inverse, from: to, to: from, inverse: id, category, label: back });
        }
    }

    /// Adds a label of the account's own, and the one for the way back. Answers both.
    pub fn add(
        &mut self,
        from: ObjectType,
        to: ObjectType,
        label: &str,
        back: Option<&str>,
    ) -> (AssociationTypeId, AssociationTypeId) {
        let id = self.0.iter().filter(|kind| kind.category == Category::UserDefined).map(|kind| kind.id).max();
        let id = id.map_or(1, |last| last + 1);
        let back = back.unwrap_or(label);
        self.insert((from, to, id, id + 1), Category::UserDefined, Some(label.into()), Some(back.into()));
        (id, id + 1)
    }

    /// The one of a category with an id that objects of a type can have, wherever it leads.
    pub fn leading(
        &self,
        from: ObjectType,
        category: Option<Category>,
        id: AssociationTypeId,
    ) -> Option<&AssociationType> {
        let fits = |kind: &&AssociationType| {
            kind.from == from && kind.id == id && category.is_none_or(|category| category == kind.category)
        };
        self.0.iter().find(fits)
    }

    /// All types there are from one type of object to another.
    pub fn between(&self, from: ObjectType, to: ObjectType) -> impl Iterator<Item = &AssociationType> {
        self.0.iter().filter(move |kind| kind.from == from && kind.to == to)
    }

    /// The one without a label.
    pub fn plain(&self, from: ObjectType, to: ObjectType) -> Option<&AssociationType> {
        self.between(from, to).find(|kind| kind.label.is_none())
    }

    /// The one of a category with an id, if it leads from `from` to `to`. Ids are of their category only.
    pub fn find(
        &self,
        from: ObjectType,
        to: ObjectType,
        category: Option<Category>,
        id: AssociationTypeId,
    ) -> Option<&AssociationType> {
        self.between(from, to).find(|kind| kind.id == id && category.is_none_or(|category| category == kind.category))
    }
}

impl AssociationType {
    /// What the version 3 interface calls it.
    pub fn name(&self) -> String {
        let (from, to) = (self.from.singular(), self.to.singular());
        match (&self.label, self.id) {
            (_, 13) => "parent_to_child_company".to_owned(),
            (_, 14) => "child_to_parent_company".to_owned(),
            (None, 279 | 280 | 341 | 342) => format!("{from}_to_{to}_unlabeled"),
            (Some(_), 1 | 2 | 5 | 6) | (None, _) => format!("{from}_to_{to}"),
            (Some(_), 578) => "lead_to_primary_contact".to_owned(),
            (Some(_), 579) => "primary_contact_to_lead".to_owned(),
            (Some(label), _) => label.to_lowercase().replace(' ', "_"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documented_ids() {
        let types = AssociationTypes::default();
        let plain = |from, to| types.plain(from, to).map(|kind| kind.id);
        assert_eq!(plain(Note, Deal), Some(214));
        assert_eq!(plain(Note, Contact), Some(202));
        assert_eq!(plain(Deal, Contact), Some(3));
        assert_eq!(plain(Contact, Deal), Some(4));
        assert_eq!(plain(Contact, Company), Some(279));
        assert_eq!(plain(Call, Note), None);
        assert_eq!(
            types.find(Contact, Company, None, 1).map(|kind| kind.name()).as_deref(),
            Some("contact_to_company")
        );
        assert!(types.find(Company, Contact, None, 1).is_none());
    }

    #[test]
    fn every_type_leads_back() {
        let mut types = AssociationTypes::default();
        types.add(Deal, Contact, "Decision maker", Some("Decides on"));
        for kind in &types.0 {
            let back = types.find(kind.to, kind.from, Some(kind.category), kind.inverse).unwrap();
            assert_eq!(back.inverse, kind.id, "{kind:?}");
        }
    }
}
