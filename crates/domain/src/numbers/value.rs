use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// By what the figures are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Not at all: everything together.
    Total,
    /// By the touches' source.
    Source,
    /// By the touches' campaign.
    Campaign,
    /// By the touches' channel.
    Channel,
    /// By the segments that the CRM marks the record with.
    Segment,
}

impl Dimension {
    /// Those that are chosen from, in the order in which they are offered.
    pub const CHOICES: [Self; 4] = [Self::Source, Self::Campaign, Self::Channel, Self::Segment];

    /// As it is written in addresses and in the store.
    pub fn word(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::Source => "source",
            Self::Campaign => "campaign",
            Self::Channel => "channel",
            Self::Segment => "segment",
        }
    }

    /// The one of this word, if it can be chosen.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::CHOICES.into_iter().find(|dimension| dimension.word() == word)
    }
}

/// One row of a dimension. Written `whole`, `no_touch`, `unnamed` or `named:` and the name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Value {
    /// Everything: the one row of [`Dimension::Total`].
    Whole,
    /// What has this source, campaign or segment by its name, or this channel by its word.
    Named(String),
    /// What has none.
    Unnamed,
    /// What no touch has credit for.
    NoTouch,
}

/// The text is no row.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("'{0}' names no row; it is whole, no_touch, unnamed, or named: and a name")]
pub struct ValueError(pub String);

impl Value {
    /// The row of this name; of none where there is nothing but blanks.
    pub fn of(name: Option<&str>) -> Self {
        match name.map(str::trim) {
            None | Some("") => Self::Unnamed,
            Some(name) => Self::Named(name.to_owned()),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole => f.write_str("whole"),
            Self::Named(name) => write!(f, "named:{name}"),
            Self::Unnamed => f.write_str("unnamed"),
            Self::NoTouch => f.write_str("no_touch"),
        }
    }
}

impl FromStr for Value {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match (text, text.strip_prefix("named:")) {
            ("whole", _) => Ok(Self::Whole),
            ("unnamed", _) => Ok(Self::Unnamed),
            ("no_touch", _) => Ok(Self::NoTouch),
            (_, Some(name)) if !name.trim().is_empty() => Ok(Self::Named(name.to_owned())),
            _ => Err(ValueError(text.to_owned())),
        }
    }
}

impl TryFrom<String> for Value {
    type Error = ValueError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Value> for String {
    fn from(value: Value) -> Self {
        value.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_reads_as_it_is_written() {
        let named = |name: &str| Value::Named(name.to_owned());
        for value in
            [Value::Whole, Value::Unnamed, Value::NoTouch, named("whole"), named("named: x"), named("Käse, rot")]
        {
            assert_eq!(value.to_string().parse(), Ok(value));
        }
        for text in ["", "named:", "named: ", "Google"] {
            assert_eq!(text.parse::<Value>(), Err(ValueError(text.to_owned())));
        }
    }

    #[test]
    fn blanks_are_no_name() {
        let check = |name: Option<&str>, expect: Value| assert_eq!(Value::of(name), expect);
        check(None, Value::Unnamed);
        check(Some("  "), Value::Unnamed);
        check(Some(" Google "), Value::Named("Google".to_owned()));
    }
}
