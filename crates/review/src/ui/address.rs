//! Values as a part of an address.

/// Percent-encoded, but for letters, digits and `-_.`.
pub fn encoded(text: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    text.bytes()
        .map(|byte| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// What [`encoded`] wrote; what is no code stays as it is.
pub fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_reads_as_it_is_written() {
        let check = |text: &str, expect: &str| {
            assert_eq!(encoded(text), expect);
            assert_eq!(decoded(expect), text);
        };
        check("named:Zu früh & 100%", "named%3AZu%20fr%C3%BCh%20%26%20100%25");
        check("a-b_c.d", "a-b_c.d");
        assert_eq!(decoded("100%"), "100%");
    }
}
