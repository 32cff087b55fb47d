// The simulated HubSpot under HubSpot's own host names, as a test sees it.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { end, start } from "./children.mjs";
import { CRM } from "./hub.mjs";
import { simulator } from "./places.mjs";
import { removeFolder, temporaryFolder } from "./temporary.mjs";
import { until } from "./wait.mjs";

const PORTAL = 26400100;

/** HubSpot's ids of the kinds of record. */
export const TYPES = { contacts: "0-1", deals: "0-3", leads: "0-136" };

export class HubSpot {
  /** Starts one whose account is in the data centre of `host`. */
  static async start(host = "app.hubspot.com") {
    const folder = await temporaryFolder("hubspot");
    const process = start(simulator, ["hubspot", "--seed", "demo", "--ui-domain", host, "--tls-folder", folder]);
    const line = await until("the simulator says where it listens", () => {
      if (process.exitCode !== null) throw new Error(process.log);
      return process.log.match(/^\{.*\}$/m)?.[0];
    });
    const hubspot = Object.assign(new HubSpot(), { host, folder, process, ...JSON.parse(line) });
    hubspot.keyFile = path.join(folder, "token");
    await writeFile(hubspot.keyFile, hubspot.token);
    return hubspot;
  }

  get api() {
    return `http://127.0.0.1:${this.http}`;
  }

  /** What the stage is set with. */
  get stage() {
    const hub = {
      vendor: "hubspot",
      site: `https://${this.host}`,
      crm: this.api,
      keyFile: this.keyFile,
      ofVendor: `portal = ${PORTAL}`,
      more: '[sales]\nexcept = ["marketing.one@plumbline.example", "marketing.two@plumbline.example"]',
    };
    const hosts = `MAP *.hubspot.com:443 127.0.0.1:${this.https}`;
    const flags = [`--ignore-certificate-errors-spki-list=${this.spki}`, `--host-resolver-rules=${hosts}`];
    return { hub, browser: { flags }, odoo: false };
  }

  /** The id of the record whose property says so. */
  async idOf(kind, property, value) {
    const { objects } = await (await fetch(`${this.api}/_simulator/state`)).json();
    const isIt = ([, { properties }]) => properties[property]?.at(-1)[0] === value;
    return Object.entries(objects[kind]).find(isIt)[0];
  }

  key(kind, id) {
    return `${CRM}/${TYPES[kind]}/${id}`;
  }

  at(rest, host = this.host) {
    return `https://${host}/contacts/${PORTAL}${rest}`;
  }

  url(kind, id, host) {
    return this.at(`/record/${TYPES[kind]}/${id}`, host);
  }

  /** Does something as the user in front of the page does. */
  async person(user, method, rest, body) {
    const headers = { "content-type": "application/json", "x-simulator-user": String(user) };
    const answer = await fetch(`${this.api}${rest}`, { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${rest}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  async stop() {
    await end(this.process, "SIGKILL");
    await removeFolder(this.folder);
  }
}
