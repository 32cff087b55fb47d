//! The keyboard in the list of deals: the search keeps the focus, and arrows walk the list.

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// To be at this place of the list.
    At(usize),
    /// To add or remove what one is at.
    Toggle(usize),
    /// To look for nothing.
    Clear,
}

/// What a key asks for at a place of a list of so many; `None` for one that is for the search itself.
pub fn wish(key: &str, at: Option<usize>, many: usize) -> Option<Wish> {
    let last = many.checked_sub(1);
    match key {
        "ArrowDown" => Some(Wish::At(at.map_or(0, |at| at + 1).min(last?))),
        "ArrowUp" => Some(Wish::At(at.map_or(last?, |at| at.saturating_sub(1)).min(last?))),
        "Enter" => at.filter(|at| *at < many).map(Wish::Toggle),
        "Escape" => Some(Wish::Clear),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_walk_the_list_and_stay_in_it() {
        let check = |key: &str, at: Option<usize>, many: usize, expect: Option<Wish>| {
            assert_eq!(wish(key, at, many), expect, "{key} at {at:?} of {many}");
        };
        check("ArrowDown", None, 3, Some(Wish::At(0)));
        check("ArrowDown", Some(0), 3, Some(Wish::At(1)));
        check("ArrowDown", Some(2), 3, Some(Wish::At(2)));
        check("ArrowUp", None, 3, Some(Wish::At(2)));
        check("ArrowUp", Some(0), 3, Some(Wish::At(0)));
        check("ArrowUp", Some(9), 3, Some(Wish::At(2)));
        check("ArrowDown", None, 0, None);
        check("Enter", Some(1), 3, Some(Wish::Toggle(1)));
        check("Enter", Some(3), 3, None);
        check("Enter", None, 3, None);
        check("Escape", None, 0, Some(Wish::Clear));
        check("a", Some(1), 3, None);
    }
}
