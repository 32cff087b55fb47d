// A hub of a test's own: temporary folder, own SQLite file, a free port, people invited as an operator invites them.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { hubProgram, library, odoo, odooFile } from "./places.mjs";
import { end, run, start } from "./children.mjs";
import { removeFolder, temporaryFolder } from "./temporary.mjs";
import { until } from "./wait.mjs";

/** The name of the CRM in the hub's configuration, and so the start of every record key. */
export const CRM = "odoo";

const config = (hub) => `
listen = "127.0.0.1:${hub.port}"
${hub.isPublic ? `public_url = "http://127.0.0.1:${hub.port}"` : ""}
database = "sqlite:hub.db"

[[crm]]
id = "${CRM}"
vendor = "${hub.vendor}"
url = "${hub.site}"
api_url = "${hub.crm}"
key_file = "${hub.keyFile ?? odooFile(`${hub.login}.key`)}"
${hub.ofVendor}
write_back = ${hub.writeBack}
refresh_after = "${hub.refreshAfter}"
poll_every = "${hub.pollEvery}"
timeout = "5s"

[[calendar]]
name = "Around the clock"
zone = "UTC"
always = true

[promise.response]
name = "First response"
within = "${hub.within}"
calendar = "Around the clock"

[attribution]
model = "w_shaped"
${hub.more}
`;

export class Hub {
  port = 0;
  refreshAfter = "1s";
  pollEvery = "2s";
  /** The promise to respond. */
  within = "2h";
  /** More of the configuration. */
  more = "";
  /** Whose key the hub has: an administrator's or a salesperson's. */
  login = "admin";
  /** Whether decisions are noted in the CRM. */
  writeBack = false;
  /** Where the hub asks the CRM; a test may put a proxy between. */
  crm = odoo;
  /** Where people open the CRM. */
  site = odoo;
  /** Its objections and content. */
  library = library;
  /** Of a CRM that is not Odoo: its vendor, the file with the hub's key, and what only its configuration has. */
  vendor = "odoo";
  keyFile = null;
  ofVendor = "";
  /** Whether it knows its own address, as one that others tell of changes; its port is given then. */
  isPublic = false;

  static async create(settings = {}) {
    const hub = Object.assign(new Hub(), settings);
    hub.folder = await temporaryFolder("hub");
    await hub.#configure();
    await hub.#operate("import", hub.library);
    await hub.serve();
    return hub;
  }

  get #config() {
    return path.join(this.folder, "hub.toml");
  }

  async #configure() {
    await writeFile(this.#config, config(this));
  }

  /** Saves another configuration, which the running hub takes up as far as it can. */
  async change(settings) {
    Object.assign(this, settings);
    await this.#configure();
  }

  #operate(action, ...args) {
    return run(hubProgram, [action, "--config", this.#config, ...args]);
  }

  /** A single-use enrolment code. */
  async invite(name, role, ...args) {
    const printed = await this.#operate("invite", "--name", name, "--role", role, ...args);
    return printed.split("\n", 1)[0].split(" ").at(-1);
  }

  operate(...args) {
    return this.#operate(...args);
  }

  /** Starts the server. The first start takes a free port, later ones keep it. */
  async serve() {
    this.process = start(hubProgram, ["serve", "--config", this.#config]);
    const { process } = this;
    this.port = await until(
      "the hub says where it listens",
      () => {
        if (process.exitCode !== null) throw new Error(process.log);
        const said = process.log.match(/127\.0\.0\.1:(\d+)/);
        return said && Number(said[1]);
      },
      { timeout: 20_000 },
    );
    await this.#configure();
    await until("the hub answers", async () => (await fetch(`${this.origin}/healthz`)).ok);
  }

  get origin() {
    return `http://127.0.0.1:${this.port}`;
  }

  stop(signal = "SIGTERM") {
    return end(this.process, signal);
  }

  async remove() {
    await this.stop();
    await removeFolder(this.folder);
  }

  /** Asks the hub as a person, over `origin` if that is a proxy's. */
  async person(name, role) {
    const code = await this.invite(name, role);
    const answer = await (await this.ask("POST", "/v1/enrolments", { body: { code } })).json();
    const token = answer.token;
    return {
      token,
      ask: (method, path, body) => this.ask(method, path, { token, body }),
      get: async (path) => (await this.ask("GET", path, { token })).json(),
    };
  }

  ask(method, path, { token, body } = {}) {
    const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(body && { "content-type": "application/json" }) };
    return fetch(`${this.origin}${path}`, { method, headers, body: body && JSON.stringify(body) });
  }
}

/** The latest reports that a marketer sees, wherever they stand. */
export async function inbox(marketer) {
  const { reports } = await marketer.get("/v1/inbox?limit=500");
  return reports.map((row) => row.report);
}
