import init from "./panel.js";

document.documentElement.lang = chrome.i18n.getUILanguage();
init({ module_or_path: "panel_bg.wasm" });
