//! The ids and names in an index. They are packed in pairs of bytes: a byte that occurs in no name stands for two others, which
//! may stand for two each themselves.

use super::format::{IndexError, Reader};

/// The most bytes that one byte may stand for.
pub const LONGEST: usize = 64;

/// The most bytes that all ids and names may have.
pub const MOST_UNPACKED: usize = 4 * 1024 * 1024;

/// Ends an id or a name.
pub const END: char = '\0';

/// Ids and names by place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names {
    text: String,
    /// Where each id and each name ends, by turns.
    ends: Vec<usize>,
}

impl Names {
    /// How many objections.
    pub fn len(&self) -> usize {
        self.ends.len() / 2
    }

    /// The id and the name of an objection.
    pub fn get(&self, place: usize) -> Option<(&str, &str)> {
        let begin = match place {
            0 => 0,
            _ => self.ends.get(place * 2 - 1)? + 1,
        };
        let (middle, end) = (*self.ends.get(place * 2)?, *self.ends.get(place * 2 + 1)?);
        Some((self.text.get(begin..middle)?, self.text.get(middle + 1..end)?))
    }

    fn new(text: String) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == END as u8).map(|(place, _)| place).collect();
        Self { text, ends }
    }
}

/// What each byte stands for: itself, unless a pair says otherwise.
pub struct Meanings(Vec<Vec<u8>>);

impl Default for Meanings {
    fn default() -> Self {
        Self((0..=u8::MAX).map(|byte| vec![byte]).collect())
    }
}

impl Meanings {
    /// Lets a byte stand for two, if that is not too long.
    pub fn pair(&mut self, byte: u8, left: u8, right: u8) -> Option<()> {
        let both = [self.of(left)?, self.of(right)?].concat();
        (both.len() <= LONGEST).then_some(())?;
        *self.0.get_mut(usize::from(byte))? = both;
        Some(())
    }

    /// What a byte stands for.
    pub fn of(&self, byte: u8) -> Option<&[u8]> {
        self.0.get(usize::from(byte)).map(Vec::as_slice)
    }

    fn unpack(&self, packed: &[u8]) -> Option<Vec<u8>> {
        let mut unpacked = Vec::new();
        for byte in packed {
            unpacked.extend_from_slice(self.of(*byte)?);
            (unpacked.len() <= MOST_UNPACKED).then_some(())?;
        }
        Some(unpacked)
    }
}

/// Reads ids and names.
pub fn read(reader: &mut Reader<'_>) -> Result<Names, IndexError> {
    let mut meanings = Meanings::default();
    for _ in 0..reader.number()? {
        let &[byte, left, right] = reader.bytes(3)? else { return Err(reader.broken()) };
        meanings.pair(byte, left, right).ok_or(reader.broken())?;
    }
    let packed = reader.number()? as usize;
    let unpacked = meanings.unpack(reader.bytes(packed)?).ok_or(reader.broken())?;
    String::from_utf8(unpacked).map(Names::new).map_err(|_| reader.broken())
}
