use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::record::{Outcome, Stage};

/// The term whose definition says which deals are pipeline.
const QUALIFIED: &str = "qualified";

/// What both teams mean by a word, from a date on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Definition {
    /// The word, such as `MQL`, `SQL`, `qualified` or `opportunity`. Case does not matter.
    pub term: String,
    /// Which version of it, from 1 on.
    pub version: u32,
    /// The first day on which it is in force.
    pub since: NaiveDate,
    /// What was agreed, for people.
    pub text: String,
    /// For `qualified`: the CRM's names of the stages in which a deal is. Others have none.
    pub stages: Vec<String>,
}

impl Definition {
    /// Whether it is of this word.
    pub fn is_of(&self, term: &str) -> bool {
        self.term.to_lowercase() == term.to_lowercase()
    }

    /// Whether it says which deals are qualified.
    pub fn is_of_qualified(&self) -> bool {
        self.is_of(QUALIFIED)
    }
}

/// Of each word the definition in force on a day, which is the latest of those that began by then; in the order in which the words
/// first come.
pub fn definitions_in_force(all: &[Definition], on: NaiveDate) -> Vec<&Definition> {
    let mut found: Vec<&Definition> = Vec::new();
    for definition in all.iter().filter(|definition| definition.since <= on) {
        match found.iter_mut().find(|known| known.is_of(&definition.term)) {
            Some(known) if (known.since, known.version) < (definition.since, definition.version) => *known = definition,
            Some(_) => {}
            None => found.push(definition),
        }
    }
    found
}

/// Which deals are qualified: pipeline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qualified {
    /// The CRM's names of the stages; empty where nothing was agreed, and every deal is.
    pub stages: Vec<String>,
}

impl Qualified {
    /// As agreed on a day.
    pub fn on(all: &[Definition], day: NaiveDate) -> Self {
        let agreed = definitions_in_force(all, day).into_iter().find(|definition| definition.is_of_qualified());
        Self { stages: agreed.map(|definition| definition.stages.clone()).unwrap_or_default() }
    }

    /// Whether a deal in this stage is. A won one is, whatever its stage is called.
    pub fn has(&self, stage: Option<&Stage>) -> bool {
        let Some(stage) = stage else { return self.stages.is_empty() };
        let is_named = |name: &String| name.to_lowercase() == stage.name.to_lowercase();
        self.stages.is_empty() || stage.outcome == Outcome::Won || self.stages.iter().any(is_named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn definition(term: &str, version: u32, since: &str, stages: &[&str]) -> Definition {
        let stages = stages.iter().map(ToString::to_string).collect();
        Definition { term: term.into(), version, since: since.parse().unwrap(), text: String::new(), stages }
    }

    #[test]
    fn the_latest_that_has_begun_is_in_force() {
        let all = [
            definition("MQL", 1, "2025-01-01", &[]),
            definition("qualified", 2, "2026-06-01", &["Proposition"]),
            definition("Qualified", 1, "2026-01-01", &["Qualified"]),
        ];
        let check = |day: &str, expect: &[(&str, u32)]| {
            let found = definitions_in_force(&all, day.parse().unwrap());
            let found: Vec<_> = found.into_iter().map(|found| (found.term.as_str(), found.version)).collect();
            assert_eq!(found, expect, "{day}");
        };
        check("2024-12-31", &[]);
        check("2025-12-31", &[("MQL", 1)]);
        check("2026-05-31", &[("MQL", 1), ("Qualified", 1)]);
        check("2026-06-01", &[("MQL", 1), ("qualified", 2)]);
    }

    #[test]
    fn qualified_is_what_was_agreed() {
        let stage = |name: &str, outcome| Some(Stage { name: name.into(), outcome });
        let agreed = Qualified { stages: vec!["Proposition".into()] };
        let check = |agreed: &Qualified, stage: Option<Stage>, expect| assert_eq!(agreed.has(stage.as_ref()), expect);
        check(&agreed, stage("proposition", Outcome::Open), true);
        check(&agreed, stage("Proposition", Outcome::Lost), true);
        check(&agreed, stage("New", Outcome::Open), false);
        check(&agreed, stage("New", Outcome::Lost), false);
        check(&agreed, stage("Signed", Outcome::Won), true);
        check(&agreed, None, false);
        check(&Qualified::default(), stage("New", Outcome::Open), true);
        check(&Qualified::default(), None, true);
    }
}
