// Starts the options page. Extension pages forbid inline script, so it has a file of its own.
import init from "./options.js";

document.documentElement.lang = chrome.i18n.getUILanguage();
init({ module_or_path: "options_bg.wasm" });
