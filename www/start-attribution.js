// Starts the attribution page. Extension pages forbid inline script, so it has a file of its own.
import init from "./attribution.js";

document.documentElement.lang = chrome.i18n.getUILanguage();
init({ module_or_path: "attribution_bg.wasm" });
