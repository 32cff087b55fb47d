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
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
