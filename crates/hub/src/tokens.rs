//! Secrets that the hub hands out: tokens and enrolment codes. It keeps only their hashes.

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::store::TokenHash;

/// Letters and digits that cannot be taken for one another when read aloud or off a screen.
const CODE_ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Twelve of thirty: 58 bits, against at most a few attempts a second over a day.
const CODE_LENGTH: usize = 12;

/// The system has no randomness to give.
#[derive(Debug, Error)]
#[error("no random numbers from the system: {0}")]
pub struct RandomError(#[from] getrandom::Error);

/// A new token of 256 random bits, and its hash.
///
/// # Errors
/// When the system gives no randomness.
pub fn new_token() -> Result<(String, TokenHash), RandomError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes)?;
    let token = format!("pl_{}", hex(&bytes));
    let hash = hash(&token);
    Ok((token, hash))
}

/// A new enrolment code such as `K7QM-4XZP-9T2B`, and its hash.
///
/// # Errors
/// When the system gives no randomness.
pub fn new_code() -> Result<(String, TokenHash), RandomError> {
    let mut letters = String::new();
    while letters.len() < CODE_LENGTH {
        let mut byte = [0_u8];
        getrandom::fill(&mut byte)?;
        // Only whole rounds of the alphabet, so that no letter is likelier than another.
        if let Some(letter) = CODE_ALPHABET.get(usize::from(byte[0] & 31)) {
            letters.push(char::from(*letter));
        }
    }
    let hash = hash(&letters);
    let groups: Vec<&str> = [0, 4, 8].into_iter().filter_map(|start| letters.get(start..start + 4)).collect();
    Ok((groups.join("-"), hash))
}

/// The hash of a code as a person typed it: case, spaces and dashes do not matter.
pub fn hash_code(typed: &str) -> TokenHash {
    let letters: String =
        typed.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect();
    hash(&letters)
}

/// The hash of a token.
///
/// Plain SHA-256 is enough: what it hides was drawn at random, so there is nothing to guess from. Looking a hash up is
/// also safe against timing, since a client cannot steer the hash of what it sends.
pub fn hash(secret: &str) -> TokenHash {
    TokenHash(hex(&Sha256::digest(secret.as_bytes())))
}

/// Bytes as text, two digits each.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        let (code, hash) = new_code().unwrap();
        assert_eq!(code.len(), 14);
        assert_eq!(hash_code(&code), hash);
        assert_eq!(hash_code(&format!(" {} ", code.to_lowercase().replace('-', " "))), hash);
        assert_ne!(hash_code("K7QM-4XZP-9T2B"), hash);
    }

    #[test]
    fn tokens_differ() {
        let (one, other) = (new_token().unwrap(), new_token().unwrap());
        assert_ne!(one, other);
        assert_eq!(hash(&one.0), one.1);
        assert_eq!(one.0.len(), 67);
    }
}
