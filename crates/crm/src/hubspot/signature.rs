//! Signature v3 of HubSpot's webhooks: who knows the app's client secret sent this request, to this address, just now.
//!
//! HMAC-SHA256 under the client secret over method, address, body and timestamp, one behind the other, in base64. By HubSpot's
//! documentation ("Validating requests") twelve escapes of the address are decoded first. It is compared with the raw bytes that
//! came: what was parsed and written again would be other bytes.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use plumbline_domain::Instant;
use sha2::Sha256;
use thiserror::Error;

/// The header that carries the signature.
pub const SIGNATURE_HEADER: &str = "x-hubspot-signature-v3";

/// The header that carries the timestamp, in milliseconds since 1970.
pub const TIMESTAMP_HEADER: &str = "x-hubspot-request-timestamp";

/// How far a timestamp may be from the hub's clock, either way. HubSpot names five minutes for the past; whoever could date a
/// request ahead could play it back for as long, so the future has the same bound.
pub const MOST_APART: Duration = Duration::from_secs(5 * 60);

/// What HubSpot decodes before it signs, whatever the case of the digits. The question mark before a query is never encoded.
const DECODED: [(&str, u8); 12] = [
    ("3A", b':'),
    ("2F", b'/'),
    ("3F", b'?'),
    ("40", b'@'),
    ("21", b'!'),
    ("24", b'$'),
    ("27", b'\''),
    ("28", b'('),
    ("29", b')'),
    ("2A", b'*'),
    ("2C", b','),
    ("3B", b';'),
];

/// A request as far as it is signed.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// In capitals, such as `POST`.
    pub method: &'a str,
    /// The whole address as the sender knows it: scheme, host, path and query.
    pub uri: &'a str,
    /// The bytes as they came.
    pub body: &'a [u8],
    /// The header's text.
    pub timestamp: &'a str,
}

/// Why a request is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SignatureError {
    /// The timestamp is no count of milliseconds.
    #[error("the timestamp is no number of milliseconds since 1970")]
    NoTimestamp,
    /// It was signed long ago, or is dated ahead.
    #[error("the timestamp is more than five minutes from the hub's clock")]
    NotNow,
    /// The secret, or something that was signed, is another one.
    #[error("the signature does not fit")]
    Wrong,
}

/// Whether `signature` is that of `request` under `secret`, made within five minutes of `now`. Takes as long for a signature that
/// is nearly right as for any other.
///
/// # Errors
/// Says what does not fit.
pub fn verify(secret: &str, request: &Request<'_>, signature: &str, now: Instant) -> Result<(), SignatureError> {
    check_time(request.timestamp, now)?;
    let told = STANDARD.decode(signature).map_err(|_| SignatureError::Wrong)?;
    let made = code(secret, request).ok_or(SignatureError::Wrong)?;
    made.verify_slice(&told).map_err(|_| SignatureError::Wrong)
}

/// Whether a timestamp is of now, which can be told before the body is read.
///
/// # Errors
/// When it is not.
pub fn check_time(timestamp: &str, now: Instant) -> Result<(), SignatureError> {
    let is_number = !timestamp.is_empty() && timestamp.bytes().all(|byte| byte.is_ascii_digit());
    let millis = is_number.then(|| timestamp.parse::<i64>().ok()).flatten().ok_or(SignatureError::NoTimestamp)?;
    let apart = now.timestamp_millis().abs_diff(millis);
    if u128::from(apart) > MOST_APART.as_millis() { Err(SignatureError::NotNow) } else { Ok(()) }
}

/// The signature of `request` under `secret`, as the header has it.
pub fn sign(secret: &str, request: &Request<'_>) -> String {
    code(secret, request).map(|made| STANDARD.encode(made.finalize().into_bytes())).unwrap_or_default()
}

/// `None` for a secret of a length that HMAC does not take; it takes them all.
fn code(secret: &str, request: &Request<'_>) -> Option<Hmac<Sha256>> {
    let mut code = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    code.update(request.method.as_bytes());
    code.update(&decoded(request.uri));
    code.update(request.body);
    code.update(request.timestamp.as_bytes());
    Some(code)
}

fn decoded(uri: &str) -> Vec<u8> {
    let mut rest = uri.as_bytes();
    let mut decoded = Vec::with_capacity(rest.len());
    while let Some((&byte, after)) = rest.split_first() {
        match (byte, after.split_at_checked(2)) {
            (b'%', Some((digits, behind))) if sign_of(digits).is_some() => {
                decoded.extend(sign_of(digits));
                rest = behind;
            }
            _ => {
                decoded.push(byte);
                rest = after;
            }
        }
    }
    decoded
}

fn sign_of(digits: &[u8]) -> Option<u8> {
    DECODED.iter().find(|(escape, _)| escape.as_bytes().eq_ignore_ascii_case(digits)).map(|(_, sign)| *sign)
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;

    const SECRET: &str = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";

    /// Method, address, body, timestamp and signature under [`SECRET`]. The first is published with HubSpot's official Python
    /// client; the others are what the official Node client 14.0.1 makes.
    const VECTORS: [[&str; 5]; 3] = [
        [
            "POST",
            "https://www.example.com/webhook_uri",
            "{'example_field':'example_value'}",
            "1693657560000",
            "K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=",
        ],
        [
            "POST",
            "https://hub.example.com/v1/webhooks/hubspot/main?region=eu1&to=a",
            "[{\"eventId\":1,\"note\":\"Zürich, 5 €\"}]",
            "1767225600000",
            "qIsljivokXN4o821JIL0lnIATuoA68PH5f+QeDJdnfE=",
        ],
        ["GET", "https://hub.example.com/", "", "1", "fW0y80R2gMHMmeZjhYFD9NHx/+S92jNiyt84BQO0BJk="],
    ];

    fn at(millis: &str) -> Instant {
        Instant::from_timestamp_millis(millis.parse().unwrap()).unwrap()
    }

    fn believed(secret: &str, [method, uri, body, timestamp, signature]: [&str; 5], now: Instant) -> bool {
        verify(secret, &Request { method, uri, body: body.as_bytes(), timestamp }, signature, now).is_ok()
    }

    #[test]
    fn published_requests_are_believed() {
        for vector in VECTORS {
            assert!(believed(SECRET, vector, at(vector[3])), "{vector:?}");
            let [method, uri, body, timestamp, signature] = vector;
            assert_eq!(sign(SECRET, &Request { method, uri, body: body.as_bytes(), timestamp }), signature);
        }
    }

    /// Every text that differs from this one in one byte, by each of its lower bits.
    fn altered(text: &str) -> Vec<String> {
        let flip = |index: usize, bit: u8| {
            let mut bytes = text.as_bytes().to_vec();
            bytes[index] ^= bit;
            String::from_utf8(bytes).ok()
        };
        (0..text.len()).flat_map(|index| [1, 2, 4, 8, 16, 32].map(|bit| flip(index, bit))).flatten().collect()
    }

    #[test]
    fn one_byte_changed_anywhere_is_not_believed() {
        let mut tried = 0;
        for vector in VECTORS {
            let now = at(vector[3]);
            for secret in altered(SECRET) {
                assert!(!believed(&secret, vector, now), "secret {secret}");
                tried += 1;
            }
            for part in 0..vector.len() {
                for other in altered(vector[part]) {
                    let mut changed = vector;
                    changed[part] = &other;
                    assert!(!believed(SECRET, changed, now), "{other}");
                    tried += 1;
                }
            }
        }
        assert!(tried > 2_500, "{tried}");
    }

    #[test]
    fn only_requests_of_now_are_believed() {
        let vector = VECTORS[0];
        let check = |seconds: i64, expect: bool| {
            let now = at(vector[3]) + TimeDelta::seconds(seconds);
            assert_eq!(believed(SECRET, vector, now), expect, "{seconds} s later");
        };
        check(300, true);
        check(-300, true);
        check(301, false);
        check(-301, false);
        check(86_400 * 365, false);
        for timestamp in ["", "now", "-1", "+1693657560000", "1693657560000 ", "99999999999999999999"] {
            assert_eq!(check_time(timestamp, at("0")), Err(SignatureError::NoTimestamp), "{timestamp:?}");
        }
    }

    #[test]
    fn twelve_escapes_are_decoded() {
        let check = |uri: &str, expect: &str| assert_eq!(decoded(uri), expect.as_bytes(), "{uri}");
        check("/a%3Ab%2fc%3F%40%21%24%27%28%29%2A%2C%3b", "/a:b/c?@!$'()*,;");
        check("/%20%25%3A%C3%BC?a=%2", "/%20%25:%C3%BC?a=%2");
        check("%%3A%", "%:%");
        // What was decoded is not decoded again.
        check("%2%33A%253A", "%2%33A%253A");
    }

    proptest! {
        #[test]
        fn nothing_that_is_sent_breaks_it(uri: String, timestamp: String, signature: String, body: Vec<u8>) {
            let request = Request { method: "POST", uri: &uri, body: &body, timestamp: &timestamp };
            prop_assert!(verify(SECRET, &request, &signature, at("0")).is_err());
        }
    }
}
