//! What of the library is looked at, as it stands in the address.

use std::fmt;

use crate::ui::address::{decoded, encoded};

/// One of the two lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kind {
    /// Reasons to say no.
    #[default]
    Objections,
    /// What answers them.
    Content,
}

impl Kind {
    /// Both, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Objections, Self::Content];

    /// As addresses have it, the page's and the hub's.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Objections => "objections",
            Self::Content => "content",
        }
    }
}

/// Which of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Only {
    /// What is in use: neither part of another nor taken out.
    #[default]
    InUse,
    /// Content in use that should have been checked.
    Stale,
    /// What is part of another, or was taken out.
    Aside,
}

impl Only {
    /// As addresses have it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::InUse => "in-use",
            Self::Stale => "stale",
            Self::Aside => "aside",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        [Self::InUse, Self::Stale, Self::Aside].into_iter().find(|only| only.word() == word)
    }

    /// What can be chosen of a list.
    pub const fn of(kind: Kind) -> &'static [Self] {
        match kind {
            Kind::Objections => &[Self::InUse, Self::Aside],
            Kind::Content => &[Self::InUse, Self::Stale, Self::Aside],
        }
    }
}

/// By what the list is sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Name or title.
    #[default]
    Name,
    /// Where an objection stands.
    Status,
    /// Who answers for an objection, or verifies a piece of content.
    Owner,
    /// What a piece of content is.
    Kind,
    /// The day by which a piece of content is to be checked; what has none comes last.
    VerifyBy,
}

impl Sort {
    const ALL: [Self; 5] = [Self::Name, Self::Status, Self::Owner, Self::Kind, Self::VerifyBy];

    const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Status => "status",
            Self::Owner => "owner",
            Self::Kind => "kind",
            Self::VerifyBy => "verify-by",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.word() == word)
    }
}

/// What is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Open {
    /// One that is not there yet.
    New,
    /// The one of this id.
    Existing(String),
}

/// A list, what is looked for in it, and what is being written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Which list.
    pub kind: Kind,
    /// Which of it.
    pub only: Only,
    /// Words that are looked for.
    pub q: String,
    /// Only content that answers one of these objections; all where none is named.
    pub answers: Vec<String>,
    /// By what it is sorted.
    pub sort: Sort,
    /// The last first.
    pub is_reversed: bool,
    /// What is being written.
    pub open: Option<Open>,
}

impl Query {
    /// A list as it is usually looked at.
    pub fn of(kind: Kind) -> Self {
        Self { kind, ..Self::default() }
    }

    /// Reads what [`fmt::Display`] wrote. What it does not know is as if it were not there.
    pub fn parse(kind: Kind, text: &str) -> Self {
        let pairs: Vec<(&str, String)> = text
            .split('&')
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (name, decoded(value)))
            .collect();
        let value = |wanted: &str| pairs.iter().find(|(name, _)| *name == wanted).map(|(_, value)| value.as_str());
        let (sort, is_reversed) = value("sort").map_or(("", false), |word| match word.strip_prefix('-') {
            Some(word) => (word, true),
            None => (word, false),
        });
        let existing = value("open").filter(|id| !id.is_empty()).map(|id| Open::Existing(id.to_owned()));
        Self {
            kind,
            only: value("only")
                .and_then(Only::from_word)
                .filter(|only| Only::of(kind).contains(only))
                .unwrap_or_default(),
            q: value("q").unwrap_or_default().to_owned(),
            answers: value("answers").map(ids).unwrap_or_default(),
            sort: Sort::from_word(sort).unwrap_or_default(),
            is_reversed,
            open: existing.or_else(|| value("new").map(|_| Open::New)),
        }
    }

    /// The same list with something opened, or with nothing.
    pub fn opening(&self, open: Option<Open>) -> Self {
        Self { open, ..self.clone() }
    }

    /// Another part of the same list.
    pub fn only(&self, only: Only) -> Self {
        Self { only, open: None, ..self.clone() }
    }

    /// The same list in another order; by what it is sorted already, the other way round.
    pub fn sorted(&self, sort: Sort) -> Self {
        let is_reversed = self.sort == sort && !self.is_reversed;
        Self { sort, is_reversed, ..self.clone() }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let reversed = if self.is_reversed { "-" } else { "" };
        let is_usual_order = (self.sort, self.is_reversed) == (Sort::Name, false);
        let parts = [
            (self.only != Only::InUse).then(|| format!("only={}", self.only.word())),
            (!self.q.is_empty()).then(|| format!("q={}", encoded(&self.q))),
            (!self.answers.is_empty()).then(|| format!("answers={}", encoded(&self.answers.join(",")))),
            (!is_usual_order).then(|| format!("sort={reversed}{}", self.sort.word())),
            match &self.open {
                None => None,
                Some(Open::New) => Some("new".to_owned()),
                Some(Open::Existing(id)) => Some(format!("open={}", encoded(id))),
            },
        ];
        f.write_str(&parts.into_iter().flatten().collect::<Vec<_>>().join("&"))
    }
}

fn ids(text: &str) -> Vec<String> {
    text.split(',').filter(|id| !id.is_empty()).map(ToOwned::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_reads_as_it_is_written() {
        let check = |query: Query, expect: &str| {
            assert_eq!(query.to_string(), expect);
            assert_eq!(Query::parse(query.kind, expect), query);
        };
        check(Query::default(), "");
        let stale = Query { only: Only::Stale, q: "a & b".into(), ..Query::of(Kind::Content) };
        check(stale.clone(), "only=stale&q=a%20%26%20b");
        check(stale.sorted(Sort::VerifyBy).sorted(Sort::VerifyBy), "only=stale&q=a%20%26%20b&sort=-verify-by");
        check(Query::default().sorted(Sort::Name), "sort=-name");
        let answering = Query { answers: vec!["price".into(), "too-dear".into()], ..Query::of(Kind::Content) };
        check(answering, "answers=price%2Ctoo-dear");
        check(Query::default().opening(Some(Open::New)), "new");
        check(Query::default().opening(Some(Open::Existing("new".into()))), "open=new");
    }

    #[test]
    fn what_is_not_known_is_passed_over() {
        assert_eq!(Query::parse(Kind::Objections, "only=stale&sort=colour&open=&x"), Query::default());
    }
}
