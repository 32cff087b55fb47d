// A simulated HubSpot for one test file, and HubSpot's own client in front of it.
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import assert from "node:assert/strict";

const { Client } = createRequire(import.meta.url)("@hubspot/api-client");

/** Starts one, which is empty unless a seed is named. Who starts it stops it. */
export async function simulator(...args) {
  const program = process.env.PLUMBLINE_SIMCRM_BIN;
  assert.ok(program, "PLUMBLINE_SIMCRM_BIN must name the program; `cargo xtask test` does so");
  const seed = args.includes("--seed") ? [] : ["--seed", "none"];
  const child = spawn(program, ["hubspot", ...seed, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await Promise.race([
    new Promise((told) => createInterface(child.stdout).once("line", (text) => told([text]))),
    new Promise((_, failed) => child.once("exit", (code) => failed(new Error(`the simulator ended with ${code}`)))),
  ]);
  return new Simulator(child, JSON.parse(line));
}

class Simulator {
  constructor(child, { http, ...secrets }) {
    Object.assign(this, { child, origin: `http://127.0.0.1:${http}`, ...secrets });
  }

  /** HubSpot's own client, which believes that this is HubSpot. */
  client(options = {}) {
    return new Client({ basePath: this.origin, accessToken: this.token, numberOfApiCallRetries: 0, ...options });
  }

  /** Asks the simulator itself. */
  async control(path, method = "GET", body = undefined) {
    const headers = body === undefined ? {} : { "content-type": "application/json" };
    const answer = await fetch(`${this.origin}/_simulator/${path}`, { method, headers, body: JSON.stringify(body) });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  }

  /** What it holds of an object. */
  async held(type, id) {
    const { objects } = await this.control("state");
    return objects[type][id];
  }

  /** Does something as a person in front of a page does. */
  async person(user, path, method, body) {
    const headers = { "content-type": "application/json", "x-simulator-user": String(user) };
    const answer = await fetch(`${this.origin}${path}`, { method, headers, body: JSON.stringify(body) });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
    return answer.status === 204 ? null : answer.json();
  }

  stop() {
    this.child.kill("SIGKILL");
  }
}

/** The value of now, as HubSpot answers it: null when there never was one. */
export const now = (held, name) => held.properties[name]?.at(-1)[0] ?? null;

/** What the client read is what the simulator holds, property by property. */
export function same(read, held) {
  assert.equal(read.createdAt.toISOString(), held.createdAt);
  assert.equal(read.updatedAt.toISOString(), held.updatedAt);
  for (const [name, value] of Object.entries(read.properties)) {
    assert.equal(value, now(held, name), name);
  }
}

/** The error of a call that must fail, with its status. */
export async function refused(call, status) {
  const error = await call.then(() => assert.fail("it was not refused"), (reason) => reason);
  assert.equal(error.code, status, error.message);
  return error;
}
