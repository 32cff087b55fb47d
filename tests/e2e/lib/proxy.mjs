// A little HTTP proxy that misbehaves on request: what networks, load balancers and crashing servers do to an answer.
import http from "node:http";

export class Proxy {
  /**
   * Decides on each request: "pass", "refuse", "drop-answer", "hold-answer", { delay }, { headers }, { status, body } or
   * { answered }, which is called when there is an answer, and once it is done nobody gets it.
   */
  rule = () => "pass";
  /** "METHOD /path" of every request that came. */
  seen = [];
  #sockets = new Set();

  /** `target` is asked for the origin each time: a server that is restarted may have moved. */
  static async to(target) {
    const proxy = new Proxy();
    proxy.server = http.createServer((request, response) => proxy.#take(request, response, new URL(target())));
    proxy.server.on("connection", (socket) => {
      proxy.#sockets.add(socket);
      socket.on("close", () => proxy.#sockets.delete(socket));
    });
    await new Promise((resolve) => proxy.server.listen(0, "127.0.0.1", resolve));
    proxy.origin = `http://127.0.0.1:${proxy.server.address().port}`;
    return proxy;
  }

  pass() {
    this.rule = () => "pass";
  }

  #take(request, response, target) {
    this.seen.push(`${request.method} ${request.url}`);
    const rule = this.rule(request);
    if (rule === "refuse") return request.socket.destroy();
    if (rule.status) {
      request.resume();
      return response.writeHead(rule.status, { "content-type": "text/html" }).end(rule.body ?? "<h1>Bad gateway</h1>");
    }
    const forward = () => this.#forward(request, response, target, rule);
    if (rule.delay) setTimeout(forward, rule.delay);
    else forward();
  }

  #forward(request, response, target, rule) {
    const { method, url, headers } = request;
    const onward = http.request({ hostname: target.hostname, port: target.port, method, path: url, headers });
    onward.on("response", (answer) => {
      if (rule === "drop-answer") return request.socket.destroy();
      if (rule === "hold-answer") return answer.resume();
      if (rule.answered) return rule.answered().finally(() => request.socket.destroy());
      response.writeHead(answer.statusCode, { ...answer.headers, ...rule.headers });
      answer.pipe(response);
      response.on("close", () => answer.destroy());
    });
    onward.on("error", () => request.socket.destroy());
    request.pipe(onward);
  }

  async close() {
    this.#sockets.forEach((socket) => socket.destroy());
    await new Promise((resolve) => this.server.close(resolve));
  }
}
