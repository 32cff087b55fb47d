//! The part of an address after the question mark.

use super::error::ApiError;

/// Names and values; a name may come several times, and a value may list several, separated by commas.
#[derive(Debug, Clone, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Reads it.
    pub fn parse(text: &str) -> Self {
        Self(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    /// The last value of a name, unless it is empty.
    pub fn one(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
        found.filter(|value| !value.is_empty())
    }

    /// All values of a name.
    pub fn all(&self, name: &str) -> Vec<String> {
        let values = self.0.iter().filter(|(own, _)| own == name).flat_map(|(_, value)| value.split(','));
        values.map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned).collect()
    }

    /// Whether a name has the value `true`.
    pub fn flag(&self, name: &str) -> bool {
        self.one(name) == Some("true")
    }

    /// How many to answer.
    ///
    /// # Errors
    /// It is no number, or not within `1..=most`.
    pub fn limit(&self, usual: usize, most: usize) -> Result<usize, ApiError> {
        let Some(text) = self.one("limit") else { return Ok(usual) };
        let limit = text.parse().ok().filter(|limit| (1..=most).contains(limit));
        limit.ok_or_else(|| ApiError::invalid(format!("limit must be a number from 1 to {most}, not {text}")))
    }

    /// Where to go on.
    ///
    /// # Errors
    /// It is no number, which all cursors here are.
    pub fn after(&self) -> Result<u64, ApiError> {
        let Some(text) = self.one("after") else { return Ok(0) };
        text.parse().map_err(|_| ApiError::invalid(format!("after is not a cursor that was given out: {text}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_come_with_commas_and_without() {
        let query = Query::parse("properties=email,firstname&properties=hs_latest_source&limit=5&archived=true&after=");
        assert_eq!(query.all("properties"), ["email", "firstname", "hs_latest_source"]);
        assert_eq!(query.limit(10, 100).unwrap(), 5);
        assert!(query.limit(10, 4).is_err());
        assert!(query.flag("archived"));
        assert_eq!(query.after().unwrap(), 0);
        assert!(Query::parse("after=x").after().is_err());
    }
}
