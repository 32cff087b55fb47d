//! How much of what people wrote is kept.

use crate::field_error::shortened;

/// The most characters of a message that are kept: enough to recognise it by.
const MOST: usize = 160;

/// The beginning of a text.
pub(crate) fn summarised(text: &str) -> String {
    shortened(text, MOST)
}
