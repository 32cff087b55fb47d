// A server that writes down what it is asked, and asks on where it is told to.
import http from "node:http";

export class Recorder {
  /** Each request: method, path, query by name, and body. */
  asked = [];

  /** With nowhere to ask on it answers what an empty list looks like. */
  static async start(onward = null) {
    const recorder = new Recorder();
    recorder.server = http.createServer((request, response) => recorder.#take(request, response, onward));
    await new Promise((listening) => recorder.server.listen(0, "127.0.0.1", listening));
    recorder.origin = `http://127.0.0.1:${recorder.server.address().port}`;
    return recorder;
  }

  async #take(request, response, onward) {
    const parts = [];
    for await (const part of request) parts.push(part);
    const text = Buffer.concat(parts).toString();
    const { pathname, searchParams } = new URL(request.url, this.origin);
    // A list is one parameter with commas, or one parameter for each value: HubSpot takes both.
    const values = (name) => searchParams.getAll(name).flatMap((value) => value.split(",")).sort();
    const query = Object.fromEntries([...searchParams.keys()].map((name) => [name, values(name)]));
    this.asked.push({ method: request.method, path: pathname, query, body: text ? JSON.parse(text) : null });
    const { authorization } = request.headers;
    const headers = { authorization, "content-type": "application/json" };
    const answer = onward && (await fetch(`${onward}${request.url}`, { method: request.method, headers, body: text || undefined }));
    response.writeHead(answer?.status ?? 200, { "content-type": "application/json" });
    response.end(answer ? await answer.text() : '{"results":[]}');
  }

  stop() {
    this.server.closeAllConnections();
    return new Promise((closed) => this.server.close(closed));
  }
}
