//! Words that say who somebody is, and texts without them. Pure.

use serde_json::Value;

/// What stands in the place of a person's name.
pub(super) const ERASED: &str = "Erased contact";

/// A name and addresses, however they are capitalised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    /// Taken out wherever they stand between other words.
    phrases: Vec<Vec<char>>,
    /// Taken out where they are all of a text: a name of one word is also a word of the language, such as Will or Rose.
    whole: Vec<Vec<char>>,
}

impl Words {
    /// Of a contact's title and addresses. An erased contact has none.
    pub(super) fn new<'a>(title: Option<&'a str>, emails: impl IntoIterator<Item = &'a str>) -> Self {
        let title = title.map(str::trim).filter(|title| !title.is_empty() && *title != ERASED);
        let (phrases, whole): (Vec<&str>, Vec<&str>) =
            title.into_iter().partition(|title| title.contains([' ', '@', '\u{a0}']));
        let folded = |texts: Vec<&str>| texts.into_iter().map(|text| folded(text).collect()).collect();
        let phrases = phrases.into_iter().chain(emails.into_iter().filter(|email| !email.is_empty())).collect();
        Self { phrases: folded(phrases), whole: folded(whole) }
    }

    /// Whether nothing is known that could be taken out.
    pub(super) fn is_empty(&self) -> bool {
        self.phrases.is_empty() && self.whole.is_empty()
    }

    /// The text without them; `None` when it has none of them.
    pub(super) fn without(&self, text: &str) -> Option<String> {
        if self.whole.iter().any(|whole| folded(text.trim()).eq(whole.iter().copied())) {
            return Some(ERASED.to_owned());
        }
        let (mut left, mut rest, mut before) = (String::new(), text, None);
        while let Some(first) = rest.chars().next() {
            let is_start = before.is_none_or(|before: char| !before.is_alphanumeric());
            let found =
                if is_start { self.phrases.iter().filter_map(|phrase| begins_with(rest, phrase)).max() } else { None };
            let taken = found.unwrap_or(first.len_utf8());
            let (part, behind) = rest.split_at(taken);
            left.push_str(if found.is_some() { ERASED } else { part });
            before = part.chars().next_back();
            rest = behind;
        }
        (left != text).then_some(left)
    }

    /// Takes them out of every text within a value, and says whether there were any.
    pub(super) fn take_out_of(&self, value: &mut Value) -> bool {
        match value {
            Value::String(text) => match self.without(text) {
                Some(left) => {
                    *text = left;
                    true
                }
                None => false,
            },
            Value::Array(values) => values.iter_mut().fold(false, |found, value| self.take_out_of(value) | found),
            Value::Object(fields) => fields.values_mut().fold(false, |found, value| self.take_out_of(value) | found),
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }
}

fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}

/// How many bytes of the text the phrase takes, if the text begins with it and no word goes on behind it.
fn begins_with(text: &str, phrase: &[char]) -> Option<usize> {
    let mut wanted = phrase.iter().copied().peekable();
    for (at, sign) in text.char_indices() {
        if wanted.peek().is_none() {
            return (!sign.is_alphanumeric()).then_some(at);
        }
        if sign.to_lowercase().any(|sign| wanted.next() != Some(sign)) {
            return None;
        }
    }
    wanted.peek().is_none().then_some(text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn words() -> Words {
        Words::new(Some("Zoë Nguyen"), ["zoe.nguyen@example.com"])
    }

    #[test]
    fn names_and_addresses_are_taken_out() {
        let check = |text: &str, expect: Option<&str>| assert_eq!(words().without(text).as_deref(), expect, "{text}");
        check("Zoë Nguyen", Some("Erased contact"));
        check("Pilot for ZOË NGUYEN, 20 seats", Some("Pilot for Erased contact, 20 seats"));
        check("Re: <Zoe.Nguyen@Example.com>", Some("Re: <Erased contact>"));
        check("zoë nguyen/Zoë Nguyen's deal", Some("Erased contact/Erased contact's deal"));
        check("Zoë Nguyenberg", None);
        check("AZoë Nguyen", None);
        check("zoe.nguyen@example.community", None);
        check("Zoë met Nguyen", None);
        check("", None);
    }

    #[test]
    fn one_word_is_only_taken_out_where_it_stands_alone() {
        let will = Words::new(Some("Will"), []);
        assert_eq!(will.without("Will buy next year"), None);
        assert_eq!(will.without(" will "), Some(ERASED.to_owned()));
    }

    #[test]
    fn who_is_erased_has_no_words() {
        assert!(Words::new(Some(ERASED), []).is_empty());
        assert!(Words::new(Some(" "), [""]).is_empty());
        assert!(Words::new(None, []).is_empty());
    }

    #[test]
    fn texts_within_values_are_found() {
        let mut value = json!({"by": "Zoë Nguyen", "at": 5, "list": [null, {"words": "ask zoë nguyen"}, "x"]});
        assert!(words().take_out_of(&mut value));
        assert_eq!(value, json!({"by": ERASED, "at": 5, "list": [null, {"words": "ask Erased contact"}, "x"]}));
        assert!(!words().take_out_of(&mut value));
    }

    proptest! {
        #[test]
        fn nothing_is_left_to_take_out(before in "[ a-zA-ZİßÄ\\.]{0,6}", after in "\\PC{0,8}", name in "[A-Zİß]{1,4} [a-zäß]{1,4}") {
            let words = Words::new(Some(&name), []);
            let text = format!("{before} {name} {after}");
            let left = words.without(&text);
            prop_assert!(left.is_some(), "{text}");
            prop_assert_eq!(words.without(&left.unwrap_or_default()), None);
        }
    }
}
