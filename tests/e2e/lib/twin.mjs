// Serves the plain twin of the panel with the panel's own style sheet and words, and the records that the hub told.
import http from "node:http";
import { readFile } from "node:fs/promises";

const here = (path) => new URL(path, import.meta.url);
const FILES = {
  "/": [here("../twin/index.html"), "text/html"],
  "/twin.js": [here("../twin/twin.js"), "text/javascript"],
  "/words.js": [here("../twin/words.js"), "text/javascript"],
  "/panel.css": [here("../../../www/panel.css"), "text/css"],
  "/messages.json": [here("../../../extension/_locales/en/messages.json"), "application/json"],
};

export async function serveTwin(records) {
  const server = http.createServer(async (request, response) => {
    const record = records[request.url.slice(1).replace(".json", "")];
    const [file, type] = FILES[request.url] ?? [];
    if (!record && !file) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": record ? "application/json" : type }).end(record ?? (await readFile(file)));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  // By another name it is another site, whose frames have a process of their own, as an extension's have.
  return { origin: `http://127.0.0.1:${port}`, sitesAway: `http://localhost:${port}`, close: () => server.close() };
}

/** Runs in a CRM's page: puts the twin where the panel would be. */
export function mountTwin(url) {
  const frame = document.createElement("iframe");
  frame.id = "twin";
  frame.src = url;
  frame.style = "all:initial;border:0;position:fixed;right:0;top:0;width:360px;height:100%;z-index:2147483646";
  document.documentElement.append(frame);
  Object.assign(document.body.style, { width: "calc(100% - 360px)", minWidth: "0", transform: "translate(0)" });
}

/** Runs in a CRM's page: tells the twin of every other address, and to draw these records in turn. */
export function connectTwin(names) {
  const { port1, port2 } = new MessageChannel();
  document.querySelector("#twin").contentWindow.postMessage("", "*", [port2]);
  let seen = location.href;
  let turn = 0;
  navigation.addEventListener("currententrychange", () => {
    if (location.href === seen) return;
    seen = location.href;
    port1.postMessage({ at: performance.timeOrigin + performance.now(), name: names[turn++ % names.length] });
  });
}
