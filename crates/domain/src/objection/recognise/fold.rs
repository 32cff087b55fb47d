//! Characters without what people leave out or get wrong: case, diacritics, punctuation.
//!
//! The ranges stand here rather than Unicode's own tables, which would be a good part of a panel. Letters of other ranges, and of
//! scripts that know no case, stay as they are.

/// What a character is in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Folded {
    /// A letter or digit.
    Letter(char),
    /// Ends a word.
    Gap,
    /// Is not there: a combining mark, an apostrophe, something invisible.
    Nothing,
}

/// U+00C0 to U+017F.
const LATIN: &[u8; 192] = b"aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty\
    aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll\
    lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// U+1E00 to U+1EFF.
const LATIN_ADDITIONAL: &[u8; 256] = b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
    mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
    wwwwwwwwwwxxxxyyzzzzzzhtwyasssssaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
    eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyllvvyy";

/// Folds one character.
pub fn fold(character: char) -> Folded {
    let code = u32::from(character);
    match code {
        0x30..=0x39 | 0x61..=0x7A => Folded::Letter(character),
        0x41..=0x5A => letter(code + 0x20),
        0x27 | 0xAD => Folded::Nothing,
        0..=0xBF => Folded::Gap,
        0xC0..=0x17F => in_table(LATIN, code - 0xC0),
        0x1E00..=0x1EFF => in_table(LATIN_ADDITIONAL, code - 0x1E00),
        0x386..=0x3CE => greek(code),
        0x400..=0x40F => fold_cyrillic(code + 0x50),
        0x410..=0x42F => fold_cyrillic(code + 0x20),
        0x430..=0x45F => fold_cyrillic(code),
        // Fullwidth forms are those of ASCII.
        0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).map_or(Folded::Gap, fold),
        _ if is_nothing(code) => Folded::Nothing,
        _ if is_gap(code) => Folded::Gap,
        _ => Folded::Letter(character),
    }
}

/// Combining marks, Hebrew and Arabic points, joiners and what turns the direction of text.
const fn is_nothing(code: u32) -> bool {
    matches!(code,
        0x300..=0x36F | 0x591..=0x5BD | 0x5BF..=0x5C7 | 0x640 | 0x64B..=0x652 | 0x200B..=0x200F | 0x2019 | 0x202A..=0x202E
        | 0x2060..=0x206F | 0xFE00..=0xFE0F | 0xFEFF)
}

/// Punctuation, symbols and spaces beyond Latin 1.
const fn is_gap(code: u32) -> bool {
    matches!(code, 0x37E | 0x5BE | 0x60C | 0x61B | 0x61F | 0x6D4 | 0x964 | 0x965 | 0x1680 | 0x2000..=0x2BFF | 0x2E00..=0x2E7F
        | 0x3000..=0x303F | 0x30FB | 0xFF5F..=0xFF65 | 0xFFFD | 0x1F000..=0x1FAFF)
}

fn in_table(table: &[u8], place: u32) -> Folded {
    match table.get(place as usize) {
        Some(b' ') | None => Folded::Gap,
        Some(byte) => Folded::Letter(char::from(*byte)),
    }
}

fn fold_cyrillic(code: u32) -> Folded {
    // Ё is written Е by most, and Й stays what it is.
    letter(if code == 0x451 { 0x435 } else { code })
}

fn greek(code: u32) -> Folded {
    letter(match code {
        0x386 | 0x3AC => 0x3B1,
        0x388 | 0x3AD => 0x3B5,
        0x389 | 0x3AE => 0x3B7,
        0x38A | 0x390 | 0x3AA | 0x3AF | 0x3CA => 0x3B9,
        0x38C | 0x3CC => 0x3BF,
        0x38E | 0x3AB | 0x3B0 | 0x3CB | 0x3CD => 0x3C5,
        0x38F | 0x3CE => 0x3C9,
        0x3C2 => 0x3C3,
        0x391..=0x3A1 | 0x3A3..=0x3A9 => code + 0x20,
        0x387 => return Folded::Gap,
        _ => code,
    })
}

fn letter(code: u32) -> Folded {
    char::from_u32(code).map_or(Folded::Gap, Folded::Letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        let of = |character| match fold(character) {
            Folded::Letter(letter) => Some(letter),
            Folded::Gap => Some(' '),
            Folded::Nothing => None,
        };
        text.chars().filter_map(of).collect()
    }

    #[test]
    fn case_diacritics_and_punctuation_make_no_difference() {
        let check = |text: &str, expect: &str| assert_eq!(folded(text), expect, "{text}");
        check("Zu TEUER, ÜBRIGENS!", "zu teuer  ubrigens ");
        check("cafe\u{301} = café, don’t/don't", "cafe   cafe  dont dont");
        check("Ça coûte £5 000, łódź Ćwik", "ca coute  5 000  lodz cwik");
        check("Đắt quá", "dat qua");
        check("ДОРОГО, Ёлка ёлка", "дорого  елка елка");
        check("ΑΚΡΙΒΌΣ ακριβός", "ακριβοσ ακριβοσ");
        check("ＰＲＩＣＥ　高い、です。", "price 高い です ");
        check("שָׁלוֹם غَالٍ‏ قيمة؟", "שלום غال قيمة ");
        check("a\0b\u{7f}c\u{200b}d\u{fffd}e 🦀", "a b cd e  ");
    }

    #[test]
    fn a_letter_and_its_lower_case_fold_alike() {
        let ranges = [0..=0x17F_u32, 0x386..=0x3CE, 0x400..=0x45F, 0x1E00..=0x1EFF];
        for character in ranges.into_iter().flatten().filter_map(char::from_u32).filter(|c| c.is_alphabetic()) {
            let mut lower = character.to_lowercase();
            let (first, rest) = (lower.next().unwrap(), lower.next());
            assert!(rest.is_none_or(|mark| fold(mark) == Folded::Nothing), "{character}");
            // The micro sign and the ordinals are punctuation here.
            assert!(fold(character) == fold(first) || character < '\u{C0}', "{character}: {:?}", fold(character));
        }
    }

    #[test]
    fn what_is_folded_once_stays() {
        for character in '\0'..=char::MAX {
            if let Folded::Letter(letter) = fold(character) {
                assert_eq!(fold(letter), Folded::Letter(letter), "{character}");
            }
        }
    }
}
