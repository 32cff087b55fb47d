//! Ids, made from names once and fixed from then on.

/// The most characters of an id that is made.
const MOST: usize = 60;

/// A short id for what is called so; `fallback` where no letter of the name can stand in an id, and with a number where it is
/// taken.
pub fn id_for(name: &str, fallback: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let plain = plain(name);
    let stem = if plain.is_empty() { fallback } else { plain.as_str() };
    let numbered = (2_u32..).map(|n| format!("{stem}-{n}"));
    std::iter::once(stem.to_owned()).chain(numbered).find(|id| !is_taken(id)).unwrap_or_default()
}

/// Letters and digits as an id may have them, with one dash between words.
fn plain(name: &str) -> String {
    let mut id = String::new();
    for letter in name.chars().flat_map(char::to_lowercase) {
        match without_mark(letter) {
            Some(letters) => id.push_str(letters),
            None if letter.is_ascii_alphanumeric() => id.push(letter),
            // An apostrophe parts no words.
            None if matches!(letter, '\'' | '’') => {}
            None if !id.is_empty() && !id.ends_with('-') => id.push('-'),
            None => {}
        }
        if id.len() >= MOST {
            break;
        }
    }
    id.truncate(MOST);
    id.trim_end_matches('-').to_owned()
}

/// Letters of Western European languages as they are written where only plain ones can be.
const fn without_mark(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'å' => "a",
        'ä' | 'æ' => "ae",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' => "o",
        'ö' | 'ø' | 'œ' => "oe",
        'ß' => "ss",
        'ù' | 'ú' | 'û' => "u",
        'ü' => "ue",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, taken: &[&str], expect: &str) {
        assert_eq!(id_for(name, "objection", |id| taken.contains(&id)), expect, "{name}");
    }

    #[test]
    fn an_id_is_made_of_the_plain_letters_of_a_name() {
        check("Too expensive", &[], "too-expensive");
        check("  “Zu teuer”, für uns! ", &[], "zu-teuer-fuer-uns");
        check("Can't do 2FA", &[], "cant-do-2fa");
        check("価格", &[], "objection");
        check("", &["objection"], "objection-2");
        check(&"long ".repeat(40), &[], "long-".repeat(12).trim_end_matches('-'));
    }

    #[test]
    fn an_id_that_is_taken_gets_a_number() {
        check("Price", &["price"], "price-2");
        check("Price", &["price", "price-2"], "price-3");
    }
}
