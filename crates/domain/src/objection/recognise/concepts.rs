//! Which words mean alike.

/// What words mean, by keys of words. A word may mean several things.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concepts {
    /// Ascending, one for each meaning.
    keys: Vec<u32>,
    meanings: Vec<u8>,
}

impl Concepts {
    /// Adds a meaning to a key that is not less than those before.
    pub fn push(&mut self, key: u32, meaning: u8) {
        self.keys.push(key);
        self.meanings.push(meaning);
    }

    /// What a key means; nothing, where nobody knows.
    pub fn of(&self, key: u32) -> &[u8] {
        let from = self.keys.partition_point(|known| *known < key);
        let same = self.keys.iter().skip(from).take_while(|known| **known == key).count();
        self.meanings.get(from..from + same).unwrap_or_default()
    }

    /// Keys and meanings, by key.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (u32, u8)> {
        self.keys.iter().copied().zip(self.meanings.iter().copied())
    }
}
