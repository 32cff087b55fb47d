//! What single keys mean.

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// The next report.
    Next,
    /// The previous one.
    Previous,
    /// Acknowledge this one.
    Acknowledge,
    /// Answer this one.
    Answer,
    /// Take back what was done last.
    Undo,
    /// Search.
    Search,
    /// Show the keys.
    Help,
}

/// What `key` asks for, unless it is being typed or is part of somebody else's shortcut.
pub fn wish(key: &str, is_typing: bool, has_modifier: bool) -> Option<Wish> {
    if is_typing || has_modifier {
        return None;
    }
    match key {
        "j" => Some(Wish::Next),
        "k" => Some(Wish::Previous),
        "a" => Some(Wish::Acknowledge),
        "r" => Some(Wish::Answer),
        "z" => Some(Wish::Undo),
        "/" => Some(Wish::Search),
        "?" => Some(Wish::Help),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_mean_nothing_while_typing_or_with_a_modifier() {
        assert_eq!(wish("a", false, false), Some(Wish::Acknowledge));
        assert_eq!(wish("a", true, false), None);
        assert_eq!(wish("r", false, true), None);
        assert_eq!(wish("A", false, false), None);
        assert_eq!(wish("Enter", false, false), None);
    }
}
