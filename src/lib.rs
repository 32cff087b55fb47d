//! The extension's Yew code.
