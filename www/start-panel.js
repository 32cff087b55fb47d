// Starts the panel. Extension pages forbid inline script, so it has a file of its own.
import init from "./panel.js";

document.documentElement.lang = chrome.i18n.getUILanguage();
init({ module_or_path: "panel_bg.wasm" });
