//! What the browser does for an extension: tabs, permissions, content scripts, alarms and the toolbar.

use js_sys::{Array, Object, Reflect};
use serde::Deserialize;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::chrome;
use super::write::Write;

/// A JavaScript object with these properties.
pub fn object(properties: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in properties {
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

/// A JavaScript array of these texts.
fn array(texts: &[String]) -> JsValue {
    texts.iter().map(|text| JsValue::from_str(text)).collect::<Array>().into()
}

/// Sends the worker a message and waits for its answer; `None` when there is none.
pub async fn message_worker(message: &impl Write) -> Option<JsValue> {
    chrome::message_worker(&message.write()).await.ok()
}

/// Opens the options page.
pub async fn open_options() {
    let _ = chrome::open_options().await;
}

/// The match pattern of all pages of an origin.
fn pattern(origin: &str) -> String {
    format!("{origin}/*")
}

fn origins(of: &[&str]) -> JsValue {
    object(&[("origins", array(&of.iter().map(|origin| pattern(origin)).collect::<Vec<_>>()))])
}

/// Asks the person to let the extension read and change pages of `origin`, unless they did already. Must be called while
/// a click is being handled.
pub async fn request_access(origin: &str) -> bool {
    chrome::request_permissions(&origins(&[origin])).await.is_ok_and(|granted| granted.is_truthy())
}

/// Whether the extension may use `origin`.
pub async fn has_access(origin: &str) -> bool {
    chrome::has_permissions(&origins(&[origin])).await.is_ok_and(|granted| granted.is_truthy())
}

/// Gives the access to `origin` back.
pub async fn give_up_access(origin: &str) {
    let _ = chrome::remove_permissions(&origins(&[origin])).await;
}

const PAGE_SCRIPT: &str = "page";

/// Has the content script run on all pages of these origins from now on, and on no others.
pub async fn run_on(origins: &[String]) {
    let ids = object(&[("ids", array(&[PAGE_SCRIPT.to_owned()]))]);
    let _ = chrome::unregister_content_scripts(&ids).await;
    if origins.is_empty() {
        return;
    }
    let script = object(&[
        ("id", PAGE_SCRIPT.into()),
        ("js", array(&["content.js".to_owned()])),
        ("matches", array(&origins.iter().map(|origin| pattern(origin)).collect::<Vec<_>>())),
        // A CRM's own start keeps the page busy for long; what is asked before it is answered meanwhile.
        ("runAt", "document_start".into()),
    ]);
    if let Err(error) = chrome::register_content_scripts(&Array::of1(&script)).await {
        super::log(&format!("the content script could not be registered: {error:?}"));
    }
}

/// Runs the content script in the tabs that already show one of these origins.
pub async fn run_in_open_tabs(origins: &[String]) {
    // No pattern at all would mean every tab that may be reached, the hub's own among them.
    if origins.is_empty() {
        return;
    }
    let patterns: Vec<String> = origins.iter().map(|origin| pattern(origin)).collect();
    let Ok(tabs) = chrome::query_tabs(&object(&[("url", array(&patterns))])).await else { return };
    for tab in tabs.unchecked_into::<Array>().iter() {
        let target = object(&[("tabId", Reflect::get(&tab, &"id".into()).unwrap_or(JsValue::UNDEFINED))]);
        let injection = object(&[("target", target), ("files", array(&["content.js".to_owned()]))]);
        let _ = chrome::execute_script(&injection).await;
    }
}

/// Tells the content script in a tab's top frame of a keyboard command. False when there is none.
pub async fn command_tab(tab: i32, command: &str) -> bool {
    let message = object(&[("kind", "command".into()), ("command", command.into())]);
    chrome::message_tab(tab, &message, &object(&[("frameId", JsValue::from(0))])).await.is_ok()
}

/// Rings an alarm of this name every so many minutes; replaces one of the same name.
pub async fn ring_every(name: &str, minutes: f64) {
    let _ = chrome::create_alarm(name, &object(&[("periodInMinutes", minutes.into())])).await;
}

/// Rings an alarm of this name once, after so many minutes; replaces one of the same name.
pub async fn ring_once(name: &str, minutes: f64) {
    let _ = chrome::create_alarm(name, &object(&[("delayInMinutes", minutes.into())])).await;
}

/// What the toolbar button shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// At most four characters; empty for no badge.
    pub text: String,
    /// A CSS colour.
    pub colour: &'static str,
    /// Shown on hover, and read out.
    pub title: String,
}

/// Shows a badge on the toolbar button.
pub async fn show_badge(badge: &Badge) {
    let _ = chrome::set_badge_text(&object(&[("text", badge.text.as_str().into())])).await;
    let _ = chrome::set_badge_colour(&object(&[("color", badge.colour.into())])).await;
    let _ = chrome::set_title(&object(&[("title", badge.title.as_str().into())])).await;
}

/// Something to be told outside of any page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// Comes back when it is clicked; one of the same name is replaced.
    pub name: String,
    /// The first line.
    pub title: String,
    /// The rest.
    pub message: String,
}

fn notifications() -> JsValue {
    object(&[("permissions", array(&["notifications".to_owned()]))])
}

/// Asks the person to allow notifications, unless they did already. Must be called while a click is being handled.
pub async fn request_notifications() -> bool {
    chrome::request_permissions(&notifications()).await.is_ok_and(|granted| granted.is_truthy())
}

/// Whether notifications are allowed.
pub async fn may_notify() -> bool {
    chrome::has_permissions(&notifications()).await.is_ok_and(|granted| granted.is_truthy())
}

/// Shows a notification. One that the system refuses is only logged: the badge counts the same.
pub async fn notify(notification: &Notification) {
    let options = object(&[
        ("type", "basic".into()),
        ("iconUrl", "/icons/128.png".into()),
        ("title", notification.title.as_str().into()),
        ("message", notification.message.as_str().into()),
    ]);
    if let Err(error) = chrome::create_notification(&notification.name, &options).await {
        super::log(&format!("a notification could not be shown: {error:?}"));
    }
}

/// Takes a notification away.
pub async fn dismiss(name: &str) {
    let _ = chrome::clear_notification(name).await;
}

/// Opens a page in a new tab.
pub async fn open_tab(url: &str) {
    let _ = chrome::create_tab(&object(&[("url", url.into())])).await;
}

/// Who sent a message, as the browser tells it; nothing in the message itself can change it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Sender {
    /// The origin of the sending frame.
    pub origin: Option<String>,
    /// 0 for a tab's top frame.
    pub frame_id: Option<i32>,
}

impl Sender {
    /// Whether one of our own pages sent it.
    pub fn is_own_page(&self) -> bool {
        self.origin.as_deref().is_some_and(|origin| origin.starts_with("chrome-extension://"))
    }
}
