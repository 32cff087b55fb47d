//! What single keys mean.

use super::errand::Errand;
use super::walk::Step;

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// To go to another report.
    Walk(Step),
    /// All of this report.
    Open,
    /// Away from what is done: the form, then the choice, then the report.
    Leave,
    /// To choose this report, or let it go.
    Choose,
    /// To choose all up to this report.
    ChooseTo,
    /// To choose all.
    ChooseAll,
    /// To do something with what is chosen, or with this report.
    Do(Errand),
    /// To take back what was done last.
    Undo,
    /// To search.
    Search,
    /// To see the keys.
    Help,
}

/// Where a key was pressed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pressed {
    /// It is being typed.
    pub is_typing: bool,
    /// It is part of somebody else's shortcut.
    pub has_modifier: bool,
    /// Within the list, where arrows walk.
    pub is_in_list: bool,
}

/// So many rows are a page.
const PAGE: isize = 10;

/// What `key` asks for.
pub fn wish(key: &str, pressed: Pressed) -> Option<Wish> {
    if pressed.is_typing || pressed.has_modifier {
        return None;
    }
    let in_list = || pressed.is_in_list.then(|| in_list(key)).flatten();
    let errand = || Errand::ALL.into_iter().find(|errand| errand.key() == key).map(Wish::Do);
    match key {
        "j" => Some(Wish::Walk(Step::By(1))),
        "k" => Some(Wish::Walk(Step::By(-1))),
        "o" => Some(Wish::Open),
        "x" => Some(Wish::Choose),
        "X" => Some(Wish::ChooseTo),
        "*" => Some(Wish::ChooseAll),
        "z" => Some(Wish::Undo),
        "/" => Some(Wish::Search),
        "?" => Some(Wish::Help),
        "Escape" => Some(Wish::Leave),
        _ => errand().or_else(in_list),
    }
}

fn in_list(key: &str) -> Option<Wish> {
    Some(match key {
        "ArrowDown" => Wish::Walk(Step::By(1)),
        "ArrowUp" => Wish::Walk(Step::By(-1)),
        "PageDown" => Wish::Walk(Step::By(PAGE)),
        "PageUp" => Wish::Walk(Step::By(-PAGE)),
        "Home" => Wish::Walk(Step::First),
        "End" => Wish::Walk(Step::Last),
        "Enter" => Wish::Open,
        " " => Wish::Choose,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_mean_nothing_while_typing_or_with_a_modifier() {
        let free = Pressed::default();
        let typing = Pressed { is_typing: true, ..free };
        let modified = Pressed { has_modifier: true, ..free };
        let in_list = Pressed { is_in_list: true, ..free };
        let check = |key: &str, pressed, expect| assert_eq!(wish(key, pressed), expect, "{key:?} {pressed:?}");
        check("a", free, Some(Wish::Do(Errand::Acknowledge)));
        check("a", typing, None);
        check("Escape", typing, None);
        check("r", modified, None);
        check("A", free, None);
        check("Enter", free, None);
        check("Enter", in_list, Some(Wish::Open));
        check("ArrowDown", free, None);
        check("ArrowDown", in_list, Some(Wish::Walk(Step::By(1))));
    }

    #[test]
    fn no_key_means_two_things() {
        for errand in Errand::ALL {
            assert_eq!(wish(errand.key(), Pressed::default()), Some(Wish::Do(errand)));
        }
    }
}
