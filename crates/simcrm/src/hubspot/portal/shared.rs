//! Values that many objects have are kept once.

use std::collections::HashSet;
use std::sync::Arc;

/// No longer than this, or they are unlikely to come again.
const LONGEST: usize = 40;

/// The values.
#[derive(Debug, Default)]
pub struct Shared {
    values: HashSet<Arc<str>>,
    /// A moment is seldom had by two objects, but by several properties of one.
    moment: Option<Arc<str>>,
}

impl Shared {
    /// The one copy of a value.
    pub fn get(&mut self, value: &str) -> Arc<str> {
        if value.len() > LONGEST {
            return value.into();
        }
        if is_moment(value) {
            let known = self.moment.as_ref().filter(|known| &***known == value);
            return Arc::clone(match known {
                Some(known) => known,
                None => self.moment.insert(value.into()),
            });
        }
        if let Some(known) = self.values.get(value) {
            return Arc::clone(known);
        }
        let new: Arc<str> = value.into();
        self.values.insert(Arc::clone(&new));
        new
    }
}

fn is_moment(value: &str) -> bool {
    value.len() == 24 && value.ends_with('Z') && value.as_bytes().get(10) == Some(&b'T')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_are_one() {
        let mut shared = Shared::default();
        for value in ["lead", "2026-03-02T09:00:00.000Z"] {
            let (one, other) = (shared.get(value), shared.get(value));
            assert_eq!(&*one, value);
            assert!(Arc::ptr_eq(&one, &other), "{value}");
        }
        assert_eq!(shared.values.len(), 1);
    }
}
