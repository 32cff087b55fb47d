//! The panel's line to the content script of the page it stands beside.
//!
//! The panel calls, the content script answers: only an extension can open a port to a tab, and the content script takes
//! only the one whose name it gave to its own frame. A panel that a page framed by itself does not know that name and stays
//! without a line.
//!
//! While a page starts it may be too busy to answer for long. So the worker, which was asked whether there is a record, notes
//! the address for the frame of that name, and the panel shows that record until the page says where it is.
//!
//! What goes over that line passes through the browser's own process, which is busiest just when a page changes its address.
//! So the panel asks for a second, direct one: it makes up a word, says it over the first line, and takes the
//! `MessagePort` that is handed in with that word. Nobody else hears the word.

use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{MessageEvent, MessagePort, Window};

use super::chrome;
use super::storage::Area;
use super::write::{Write, kind};

/// What the content script says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FromPage {
    /// The page is at this address now.
    Visited {
        /// As the page's location has it.
        url: String,
    },
    /// The person used a keyboard command or the toolbar button.
    Command {
        /// Which.
        command: Command,
    },
}

impl FromPage {
    fn read(message: &JsValue) -> Option<Self> {
        let field = |name: &str| Reflect::get(message, &name.into()).ok().and_then(|value| value.as_string());
        match field("kind")?.as_str() {
            "visited" => Some(Self::Visited { url: field("url")? }),
            "command" => Some(Self::Command { command: Command::named(&field("command")?)? }),
            _ => None,
        }
    }
}

impl Command {
    fn named(name: &str) -> Option<Self> {
        match name {
            "open-panel" => Some(Self::OpenPanel),
            "log-objection" => Some(Self::LogObjection),
            _ => None,
        }
    }
}

/// A keyboard command, as the manifest names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Open the panel, or collapse it.
    OpenPanel,
    /// Open the panel with the objections at hand.
    LogObjection,
}

/// What the panel asks of the content script.
#[derive(Debug, Clone, PartialEq)]
pub enum ToPage {
    /// Stand here.
    Place {
        /// Whether anything is to be seen.
        shown: bool,
        /// Open, or collapsed to a tab.
        open: bool,
        /// Pixels, while open.
        width: u32,
        /// Pixels from the top, while collapsed.
        top: u32,
    },
    /// Give the keyboard back to the page.
    Leave,
    /// Hand in a direct line with this word.
    Line {
        /// Known to nobody else.
        word: String,
    },
}

impl Write for ToPage {
    fn write(&self) -> JsValue {
        match self {
            Self::Place { shown, open, width, top } => {
                let fields = [shown.write(), open.write(), width.write(), top.write()];
                let [shown, open, width, top] = fields;
                kind("place", &[("shown", shown), ("open", open), ("width", width), ("top", top)])
            }
            Self::Leave => kind("leave", &[]),
            Self::Line { word } => kind("line", &[("word", word.write())]),
        }
    }
}

fn note_key(frame: &str) -> String {
    format!("frame:{frame}")
}

/// Notes, for the panel in the frame of this name, that its page is at `url`. Only a convenience: the page says so too.
pub async fn note_address(frame: &str, url: &str) {
    let _ = Area::Session.set(&note_key(frame), url).await.inspect_err(|error| super::log(&error.to_string()));
}

/// The address noted for this frame, once.
pub async fn noted_address() -> Option<String> {
    let key = note_key(&web_sys::window()?.name().ok()?);
    let noted = Area::Session.get(&key).await.ok()??;
    let _ = Area::Session.remove(&key).await;
    Some(noted)
}

/// An open line, and the direct one beside it.
pub struct Link {
    port: chrome::Port,
    _listener: Closure<dyn FnMut(JsValue)>,
    _direct: Direct,
}

impl Link {
    /// Calls the page that this frame stands in; `None` when it stands in none, or the page is not ours to talk to.
    pub async fn open(heard: impl Fn(FromPage) + 'static) -> Option<Self> {
        let window = web_sys::window()?;
        let name = window.name().ok().filter(|name| !name.is_empty())?;
        let tab = chrome::current_tab().await.ok()?;
        let tab = Reflect::get(&tab, &"id".into()).ok()?.as_f64()?;
        let options = super::host::object(&[("frameId", JsValue::from(0)), ("name", name.into())]);
        #[expect(clippy::cast_possible_truncation, reason = "tab ids are 32-bit integers")]
        let port = chrome::connect_to_tab(tab as i32, &options).ok()?;
        let take: Rc<dyn Fn(JsValue)> = Rc::new(move |message| match FromPage::read(&message) {
            Some(message) => heard(message),
            None => super::log("the page script said something unknown"),
        });
        let word = super::unique();
        let direct = Direct::await_on(&window, word.clone(), take.clone());
        let listener = Closure::new(move |message| take(message));
        port.on_message().add_listener(function(&listener));
        let link = Self { port, _listener: listener, _direct: direct };
        link.say(&ToPage::Line { word });
        Some(link)
    }

    /// Says something. A page that is gone does not hear it.
    pub fn say(&self, message: &ToPage) {
        let _ = self.port.post_message(&message.write());
    }
}

/// Listens for the direct line, and then on it.
struct Direct {
    _handed_in: Closure<dyn FnMut(JsValue)>,
}

impl Direct {
    fn await_on(window: &Window, word: String, take: Rc<dyn Fn(JsValue)>) -> Self {
        let said = Closure::new(move |event: JsValue| take(data(&event)));
        let handed_in = Closure::new(move |event: JsValue| {
            if data(&event).as_string().is_some_and(|said| said == word) {
                let line: MessagePort = event.unchecked_into::<MessageEvent>().ports().get(0).unchecked_into();
                line.set_onmessage(Some(function(&said)));
            }
        });
        window.set_onmessage(Some(function(&handed_in)));
        Self { _handed_in: handed_in }
    }
}

fn data(event: &JsValue) -> JsValue {
    event.unchecked_ref::<MessageEvent>().data()
}

fn function(closure: &Closure<dyn FnMut(JsValue)>) -> &js_sys::Function {
    closure.as_ref().unchecked_ref()
}
