//! The extension's storage. Every value has a key of its own, so that two tabs and the worker never overwrite each other's.

use js_sys::{Object, Reflect};
use thiserror::Error;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::chrome;
use super::read::Read;
use super::write::Write;

/// Where a value is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// On disk, until it is removed.
    Local,
    /// In memory, until the browser is closed.
    Session,
}

/// A value could not be kept or read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StorageError {
    /// No room is left.
    #[error("the browser's storage for this extension is full")]
    Full,
    /// The browser said no.
    #[error("the browser's storage failed: {0}")]
    Failed(String),
    /// What is kept is not what was expected.
    #[error("what is stored under '{key}' cannot be read: {why}")]
    Unreadable {
        /// Under which key.
        key: String,
        /// What was wrong with it.
        why: String,
    },
}

impl Area {
    /// The value under `key`.
    ///
    /// # Errors
    /// When the browser fails, or the value is not a `T`.
    pub async fn get<T: Read>(self, key: &str) -> Result<Option<T>, StorageError> {
        let value = self.get_raw(key).await?;
        value.map(|value| read(key, &value)).transpose()
    }

    /// The value under `key`, as it was kept.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn get_raw(self, key: &str) -> Result<Option<JsValue>, StorageError> {
        let found = self.fetch(&JsValue::from_str(key)).await?;
        let value = Reflect::get(&found, &JsValue::from_str(key)).map_err(failed)?;
        Ok(Some(value).filter(|value| !value.is_undefined()))
    }

    /// Every value whose key begins with `prefix`, by key. One that cannot be read is left where it is and told of.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn entries<T: Read>(self, prefix: &str) -> Result<Vec<(String, T)>, StorageError> {
        let mut entries = Vec::new();
        for (key, value) in self.raw_entries(prefix).await? {
            match read(&key, &value) {
                Ok(value) => entries.push((key, value)),
                Err(error) => super::log(&error.to_string()),
            }
        }
        Ok(entries)
    }

    /// The same as they were kept, in the order of their keys. Not for each type anew.
    async fn raw_entries(self, prefix: &str) -> Result<Vec<(String, JsValue)>, StorageError> {
        let found = self.fetch(&JsValue::NULL).await?;
        let mut entries = Vec::new();
        for pair in Object::entries(found.unchecked_ref::<Object>()).sort().iter() {
            let pair: js_sys::Array = pair.unchecked_into();
            if let Some(key) = pair.get(0).as_string().filter(|key| key.starts_with(prefix)) {
                entries.push((key, pair.get(1)));
            }
        }
        Ok(entries)
    }

    /// Keeps `value` under `key`, in place of what was there.
    ///
    /// # Errors
    /// When there is no room or the browser fails; what was there stays.
    pub async fn set(self, key: &str, value: &(impl Write + ?Sized)) -> Result<(), StorageError> {
        self.set_raw(key, value.write()).await
    }

    /// Keeps `value` under `key` as it is, in place of what was there.
    ///
    /// # Errors
    /// When there is no room or the browser fails; what was there stays.
    pub async fn set_raw(self, key: &str, value: JsValue) -> Result<(), StorageError> {
        let items = Object::new();
        Reflect::set(&items, &JsValue::from_str(key), &value).map_err(failed)?;
        let done = self.with(|area| area.set(&items)).map_err(failed)?;
        JsFuture::from(done).await.map(|_| ()).map_err(failed)
    }

    /// Forgets what is under `key`.
    ///
    /// # Errors
    /// When the browser fails.
    pub async fn remove(self, key: &str) -> Result<(), StorageError> {
        let done = self.with(|area| area.remove(&JsValue::from_str(key))).map_err(failed)?;
        JsFuture::from(done).await.map(|_| ()).map_err(failed)
    }

    /// Forgets everything.
    pub async fn clear(self) {
        if let Ok(done) = self.with(chrome::StorageArea::clear) {
            let _ = JsFuture::from(done).await.inspect_err(super::log_error);
        }
    }

    async fn fetch(self, keys: &JsValue) -> Result<JsValue, StorageError> {
        let found = self.with(|area| area.get(keys)).map_err(failed)?;
        JsFuture::from(found).await.map_err(failed)
    }

    fn with<R>(self, act: impl FnOnce(&chrome::StorageArea) -> R) -> R {
        match self {
            Self::Local => chrome::LOCAL.with(act),
            Self::Session => chrome::SESSION.with(act),
        }
    }
}

/// Keeps content scripts out of [`Area::Local`], which they may otherwise read: the token is there.
pub async fn hide_from_pages() {
    let level = super::host::object(&[("accessLevel", JsValue::from_str("TRUSTED_CONTEXTS"))]);
    if let Ok(done) = Area::Local.with(|area| area.set_access_level(&level)) {
        let _ = JsFuture::from(done).await.inspect_err(super::log_error);
    }
}

/// Calls back with each key that is set or removed in [`Area::Local`], until it is dropped.
pub struct Watch(Closure<dyn FnMut(JsValue, String)>);

impl Watch {
    /// Starts watching.
    pub fn new(mut changed: impl FnMut(String) + 'static) -> Self {
        let listener = Closure::new(move |changes: JsValue, area: String| {
            if area == "local" {
                Object::keys(changes.unchecked_ref::<Object>())
                    .iter()
                    .filter_map(|key| key.as_string())
                    .for_each(&mut changed);
            }
        });
        chrome::STORAGE_CHANGED.with(|event| event.add_listener(function(&listener)));
        Self(listener)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        chrome::STORAGE_CHANGED.with(|event| event.remove_listener(function(&self.0)));
    }
}

fn function(closure: &Closure<dyn FnMut(JsValue, String)>) -> &js_sys::Function {
    closure.as_ref().unchecked_ref()
}

fn read<T: Read>(key: &str, value: &JsValue) -> Result<T, StorageError> {
    T::read(value).map_err(|error| StorageError::Unreadable { key: key.to_owned(), why: error.to_string() })
}

#[expect(clippy::needless_pass_by_value, reason = "shaped for map_err")]
fn failed(error: JsValue) -> StorageError {
    let message = Reflect::get(&error, &"message".into()).ok().and_then(|message| message.as_string());
    let message = message.unwrap_or_default();
    let is_full = message.as_bytes().windows(5).any(|word| word.eq_ignore_ascii_case(b"quota"));
    if is_full { StorageError::Full } else { StorageError::Failed(message) }
}
