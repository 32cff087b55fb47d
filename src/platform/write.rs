//! Rust values as JavaScript values: what [`read`](super::read) reads, in the shape that serde gives it. A general serializer
//! would take two of the panel's 150 kilobytes.

use chrono::{DateTime, Utc};
use js_sys::{Array, Date};
use wasm_bindgen::JsValue;

use super::host::object;

/// A type that can be written as a JavaScript value.
pub trait Write {
    /// The value.
    fn write(&self) -> JsValue;
}

/// A named value, for [`object`].
pub type Field = (&'static str, JsValue);

/// A variant of an enum whose kind stands among its fields.
#[inline(never)]
pub fn kind(name: &'static str, fields: &[Field]) -> JsValue {
    let kind = [("kind", JsValue::from_str(name))];
    object(&[&kind, fields].concat())
}

/// Writes structs by their fields.
macro_rules! write_structs {
    ($($type:ty { $($field:ident),+ $(,)? })+) => {$(
        impl $crate::platform::write::Write for $type {
            fn write(&self) -> wasm_bindgen::JsValue {
                $crate::platform::host::object(&[
                    $((stringify!($field), $crate::platform::write::Write::write(&self.$field))),+
                ])
            }
        }
    )+};
}

/// Reads and writes structs by their fields.
macro_rules! kept_structs {
    ($($type:ident { $($field:ident),+ $(,)? })+) => {
        $crate::platform::read::read_structs! { $($type { $($field),+ })+ }
        $crate::platform::write::write_structs! { $($type { $($field),+ })+ }
    };
}

pub(crate) use {kept_structs, write_structs};

impl Write for str {
    fn write(&self) -> JsValue {
        JsValue::from_str(self)
    }
}

impl Write for String {
    fn write(&self) -> JsValue {
        self.as_str().write()
    }
}

impl Write for bool {
    fn write(&self) -> JsValue {
        JsValue::from_bool(*self)
    }
}

impl Write for u32 {
    fn write(&self) -> JsValue {
        JsValue::from_f64(f64::from(*self))
    }
}

impl<T: Write> Write for Option<T> {
    fn write(&self) -> JsValue {
        self.as_ref().map_or(JsValue::NULL, Write::write)
    }
}

impl<T: Write> Write for [T] {
    fn write(&self) -> JsValue {
        self.iter().map(Write::write).collect::<Array>().into()
    }
}

impl<T: Write> Write for Vec<T> {
    fn write(&self) -> JsValue {
        self.as_slice().write()
    }
}

impl Write for DateTime<Utc> {
    /// To the millisecond, as the browser's clock.
    fn write(&self) -> JsValue {
        Date::new(&super::milliseconds(*self)).to_iso_string().into()
    }
}
