//! The index as bytes: see [the module](super).

use thiserror::Error;

use super::concepts::Concepts;
use super::names::{self, Names};
use super::recogniser::{Postings, Recogniser};

/// What an index begins with.
pub const MAGIC: &[u8; 4] = b"PLRC";

/// The version that is written, and the only one that is read.
pub const VERSION: u8 = 1;

/// Bits of a posting beside the objection: the weight, and whether it is the last of its feature.
pub const WEIGHT_BITS: u32 = 4;

/// The largest weight of a posting.
pub const MOST_WEIGHT: u32 = (1 << WEIGHT_BITS) - 1;

/// Bytes that are no index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum IndexError {
    /// They are something else.
    #[error("these bytes are no index of objections; ask the hub for it again")]
    NoIndex,
    /// They are of a hub that knows more.
    #[error("the index has version {0}, and version {VERSION} is read here; update the extension")]
    Version(u8),
    /// They end too early, go on too long or contradict themselves.
    #[error("the index is broken at {0}; ask the hub for it again")]
    Broken(&'static str),
}

/// Reads what is left of an index.
pub struct Reader<'a> {
    left: &'a [u8],
    /// What is being read, for the error.
    part: &'static str,
}

impl<'a> Reader<'a> {
    /// Reads from the first byte.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { left: bytes, part: "its head" }
    }

    /// That something is wrong with the part that is read.
    pub fn broken(&self) -> IndexError {
        IndexError::Broken(self.part)
    }

    /// So many bytes.
    pub fn bytes(&mut self, count: usize) -> Result<&'a [u8], IndexError> {
        let (bytes, left) = self.left.split_at_checked(count).ok_or(self.broken())?;
        self.left = left;
        Ok(bytes)
    }

    /// One byte.
    pub fn byte(&mut self) -> Result<u8, IndexError> {
        self.bytes(1)?.first().copied().ok_or(self.broken())
    }

    /// A number.
    pub fn number(&mut self) -> Result<u32, IndexError> {
        let mut number = 0;
        for shift in [0, 7, 14, 21, 28] {
            let byte = u32::from(self.byte()?);
            number |= (byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(self.broken())
    }

    /// A number that is told by how much it is more than the one before.
    fn after(&mut self, before: u32) -> Result<u32, IndexError> {
        before.checked_add(self.number()?).ok_or(self.broken())
    }
}

/// Appends a number as [`Reader::number`] reads it.
pub fn push_number(bytes: &mut Vec<u8>, mut number: u32) {
    while number > 0x7F {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Reads an index.
pub fn read(bytes: &[u8]) -> Result<Recogniser, IndexError> {
    let mut reader = Reader::new(bytes);
    if reader.bytes(MAGIC.len()) != Ok(MAGIC) {
        return Err(IndexError::NoIndex);
    }
    match reader.byte()? {
        VERSION => {}
        other => return Err(IndexError::Version(other)),
    }
    let threshold = reader.number()?;
    let names = read_names(&mut reader)?;
    let concepts = read_concepts(&mut reader)?;
    let postings = read_postings(&mut reader, names.len())?;
    match reader.left {
        [] => Ok(Recogniser { threshold, names, concepts, postings }),
        _ => Err(reader.broken()),
    }
}

fn read_names(reader: &mut Reader<'_>) -> Result<Names, IndexError> {
    reader.part = "the names";
    let objections = reader.number()?;
    let names = names::read(reader)?;
    if names.len() == objections as usize { Ok(names) } else { Err(reader.broken()) }
}

fn read_concepts(reader: &mut Reader<'_>) -> Result<Concepts, IndexError> {
    reader.part = "the concepts";
    let (mut concepts, mut key) = (Concepts::default(), 0);
    for _ in 0..reader.number()? {
        key = reader.after(key)?;
        concepts.push(key, reader.byte()?);
    }
    Ok(concepts)
}

fn read_postings(reader: &mut Reader<'_>, objections: usize) -> Result<Postings, IndexError> {
    reader.part = "the features";
    let (mut postings, mut feature) = (Postings::of(objections), 0);
    for _ in 0..reader.number()? {
        feature = reader.after(feature)?;
        postings.begin(feature);
        let mut objection = 0;
        loop {
            let posting = reader.number()?;
            objection += posting >> (WEIGHT_BITS + 1);
            if objection as usize >= objections {
                return Err(reader.broken());
            }
            postings.push(objection, posting >> 1 & MOST_WEIGHT);
            if posting & 1 == 1 {
                break;
            }
        }
    }
    Ok(postings)
}
