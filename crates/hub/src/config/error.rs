use std::ops::Range;
use std::path::Path;

use thiserror::Error;

/// What is wrong with a configuration, as `plumbline.toml:12: unknown key 'calender', did you mean 'calendar'?`.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct ConfigError(String);

impl ConfigError {
    pub(super) fn unreadable(path: &Path, cause: &std::io::Error) -> Self {
        Self(format!("{}: {cause}; see plumbline.example.toml for one to start from", path.display()))
    }
}

/// What is wrong, and where in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Located {
    message: String,
    at: Option<Range<usize>>,
}

impl Located {
    pub(super) fn new(at: Range<usize>, message: impl Into<String>) -> Self {
        Self { message: message.into(), at: Some(at) }
    }

    pub(super) fn of_whole(message: impl Into<String>) -> Self {
        Self { message: message.into(), at: None }
    }

    pub(super) fn from_toml(error: &toml::de::Error, text: &str) -> Self {
        let message = match unknown_key(error.message()) {
            Some(message) => message,
            None => match error.span().and_then(|span| key_on_line(text, span.start)) {
                Some(key) => format!("key '{key}': {}", error.message()),
                None => error.message().to_owned(),
            },
        };
        Self { message, at: error.span() }
    }

    pub(super) fn in_file(self, path: &Path, text: &str) -> ConfigError {
        let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into());
        match self.at {
            Some(at) => ConfigError(format!("{name}:{}: {}", line_of(text, at.start), self.message)),
            None => ConfigError(format!("{name}: {}", self.message)),
        }
    }

    /// In a text of which everybody knows which it is.
    pub(super) fn in_text(self, text: &str) -> ConfigError {
        match self.at {
            Some(at) => ConfigError(format!("line {}: {}", line_of(text, at.start), self.message)),
            None => ConfigError(self.message),
        }
    }
}

fn line_of(text: &str, offset: usize) -> usize {
    1 + text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count()
}

/// The key that is set on the line, for errors that only tell of the value.
fn key_on_line(text: &str, offset: usize) -> Option<&str> {
    let line = text.lines().nth(line_of(text, offset) - 1)?;
    let (key, _) = line.split_once('=')?;
    let key = key.trim();
    let is_key = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.';
    (!key.is_empty() && key.bytes().all(is_key)).then_some(key)
}

/// serde's ``unknown field `a`, expected one of `b`, `c` `` as people would say it.
fn unknown_key(message: &str) -> Option<String> {
    let mut quoted = message.strip_prefix("unknown field ")?.split('`').skip(1).step_by(2);
    let key = quoted.next()?;
    let close = quoted
        .map(|known| (strsim::osa_distance(key, known), known))
        .filter(|(distance, known)| *distance <= (known.len() / 3).max(1))
        .min_by_key(|(distance, _)| *distance);
    Some(match close {
        Some((_, known)) => format!("unknown key '{key}', did you mean '{known}'?"),
        None => format!("unknown key '{key}'; plumbline.example.toml has them all"),
    })
}
