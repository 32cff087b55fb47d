// The worker's listeners. A worker may be started by any event and must be listening in that same turn, so they are
// registered here, before WebAssembly is there; each then waits for it. Everything else is in src/worker.
import init, * as worker from "./worker.js";

const ready = init({ module_or_path: "worker_bg.wasm" });

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  if (sender.id !== chrome.runtime.id) return false;
  ready.then(() => worker.messaged(message, sender)).then(respond, (error) => respond({ error: String(error) }));
  return true;
});
chrome.runtime.onInstalled.addListener(() => ready.then(worker.started));
chrome.runtime.onStartup.addListener(() => ready.then(worker.started));
chrome.alarms.onAlarm.addListener((alarm) => ready.then(() => worker.rang(alarm.name)));
chrome.commands.onCommand.addListener((command, tab) => ready.then(() => worker.commanded(command, tab)));
chrome.action.onClicked.addListener((tab) => ready.then(() => worker.commanded("open-panel", tab)));
chrome.permissions.onAdded.addListener(() => {
  hearClicks();
  ready.then(worker.permitted);
});
chrome.permissions.onRemoved.addListener(() => ready.then(worker.permitted));
addEventListener("online", () => ready.then(() => worker.rang("retry")));
hearClicks();

// There is nothing to hear before notifications are allowed. Adding the same listener twice is adding it once.
function hearClicks() {
  chrome.notifications?.onClicked.addListener(clicked);
}

function clicked(name) {
  ready.then(() => worker.clicked(name));
}
