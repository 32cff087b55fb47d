// Docks the panel beside a CRM page. Knows nothing of CRMs: it reports where the page is and gives the panel the place that
// it asks for. The panel is an extension page in a frame in a closed shadow root. It opens a port to this script, named by
// a number that only the two have, and asks over it for a quicker, direct line.
(() => {
  "use strict";
  globalThis.plumbline?.remove();

  const nonce = crypto.getRandomValues(new Uint32Array(4)).join("-"); // randomUUID is not there on http pages
  const origin = `chrome-extension://${chrome.runtime.id}`;
  let host = null; // all that we put into the page
  let frame = null; // in it, the panel
  let port = null; // to the panel, once it runs
  let line = null; // to the panel directly
  let seen = ""; // the last address reported
  let waiting = null; // a command for a panel that does not run yet

  const isOrphan = () => !chrome.runtime?.id;

  function visited() {
    if (isOrphan()) return remove();
    const url = location.href;
    if (url === seen) return;
    seen = url;
    if (port) (line ?? port).postMessage({ kind: "visited", url });
    else if (!host) ask(url);
  }

  // No panel yet: the worker knows whether this is a record.
  async function ask(url) {
    const answer = await chrome.runtime.sendMessage({ kind: "visited", url, frame: nonce }).catch(() => null);
    if (!answer?.record || host || url !== location.href || isOrphan()) return;
    mount({ ...answer.dock, shown: true });
  }

  function mount(at) {
    frame = document.createElement("iframe");
    frame.name = nonce;
    frame.title = "Plumbline";
    // By name: the address is a one-time one, so what is granted to "the frame's own" origin would miss it.
    frame.allow = `clipboard-write ${origin}`;
    frame.src = chrome.runtime.getURL("panel.html");
    frame.style = "border:0;width:100%;height:100%;display:block;color-scheme:normal";
    host = document.createElement("plumbline-panel");
    host.attachShadow({ mode: "closed" }).append(frame);
    arrange(at);
    document.documentElement.append(host);
  }

  // Open, the panel takes the right edge of the window and the page gets the rest. Collapsed, it is a tab at that edge.
  function arrange(at) {
    const size = at.open ? `top:0;width:${at.width}px;height:100%` : `top:min(${at.top}px,100% - 56px);width:28px;height:56px`;
    const base = "all:initial;position:fixed;right:0;z-index:2147483646";
    host.style = `${base};${size};display:${at.shown ? "block" : "none"};`.replaceAll(";", "!important;");
    makeRoom(at.shown && at.open ? at.width : 0);
  }

  // The fixed parts of a page keep to its body only when that is transformed. Where the document scrolls they would scroll
  // away with it, so there they keep the whole window.
  let room = 0;
  let before = [];
  let body = null; // the one that gives room; a page may put another in its place
  function makeRoom(width) {
    if (width === room && body === document.body) return;
    if (body) restore(body, before);
    room = width;
    body = document.body;
    if (!body) return; // nothing to give room yet
    const { style } = body;
    const { scrollHeight, clientHeight } = document.documentElement;
    const rules = width ? { width: `calc(100% - ${width}px)`, "min-width": "0" } : {};
    if (width && scrollHeight <= clientHeight) rules.transform = "translate(0)";
    before = Object.keys(rules).map((name) => [name, style.getPropertyValue(name), style.getPropertyPriority(name)]);
    host.dataset.before = JSON.stringify(before); // on the element, for a successor of this script
    for (const name in rules) style.setProperty(name, rules[name], "important");
    dispatchEvent(new Event("resize"));
  }

  function restore({ style }, rules) {
    for (const rule of rules) style.setProperty(...rule);
  }

  function connected(other) {
    if (other.sender?.id !== chrome.runtime.id || other.name !== nonce) return;
    port = other;
    port.onMessage.addListener((message) => {
      if (message.kind === "place") arrange(message);
      if (message.kind === "leave") window.focus();
      if (message.kind === "line") handIn(message.word);
    });
    port.onDisconnect.addListener(drop); // an update or a crash took the panel
    port.postMessage({ kind: "visited", url: (seen = location.href) });
    if (waiting) port.postMessage(waiting);
    waiting = null;
  }

  function handIn(word) {
    const { port1, port2 } = new MessageChannel();
    line = port1;
    frame.contentWindow.postMessage(word, origin, [port2]);
  }

  function commanded(message, sender) {
    if (sender.id !== chrome.runtime.id || message?.kind !== "command" || !host) return;
    frame.focus();
    if (port) port.postMessage(message);
    else waiting = message;
  }

  // Takes the panel out of the page; the next address brings it back.
  function drop() {
    if (!isOrphan()) port?.disconnect(); // an orphan's throws
    port = line = null;
    if (!host) return;
    makeRoom(0);
    host.remove();
    host = null;
    seen = "";
  }

  const removal = new AbortController();
  function remove() {
    removal.abort();
    drop();
    if (isOrphan()) return;
    chrome.runtime.onConnect.removeListener(connected);
    chrome.runtime.onMessage.removeListener(commanded);
  }

  const { signal } = removal;
  globalThis.navigation?.addEventListener("currententrychange", visited, { signal });
  addEventListener("DOMContentLoaded", () => host && makeRoom(room), { signal });
  addEventListener("focus", visited, { signal });
  addEventListener("popstate", visited, { signal });
  addEventListener("hashchange", visited, { signal });
  addEventListener("pageshow", (event) => event.persisted && (drop(), visited()), { signal });
  chrome.runtime.onConnect.addListener(connected);
  chrome.runtime.onMessage.addListener(commanded);
  globalThis.plumbline = { remove };
  for (const left of document.querySelectorAll("plumbline-panel")) {
    left.remove(); // a predecessor's
    try {
      restore(document.body, JSON.parse(left.dataset.before));
    } catch {} // the page can write there too
  }
  visited();
})();
