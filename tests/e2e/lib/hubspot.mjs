// The simulated HubSpot under HubSpot's own host names, as a test sees it.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { end, start } from "./children.mjs";
import { CRM } from "./hub.mjs";
import { hubspotLibrary, simulator } from "./places.mjs";
import { removeFolder, temporaryFolder } from "./temporary.mjs";
import { until } from "./wait.mjs";

const PORTAL = 26400100;

/** HubSpot's ids of the kinds of record. */
export const TYPES = { contacts: "0-1", deals: "0-3", leads: "0-136" };

export class HubSpot {
  host = "app.hubspot.com";

  /** One that runs, by the line with which it began. */
  static at(line) {
    return Object.assign(new HubSpot(), JSON.parse(line));
  }

  /** Starts one whose account is in the data centre of `host`, and holds what `seed` says. */
  static async start(host = "app.hubspot.com", seed = ["--seed", "demo"]) {
    const folder = await temporaryFolder("hubspot");
    const process = start(simulator, ["hubspot", ...seed, "--ui-domain", host, "--tls-folder", folder]);
    const line = await until("the simulator says where it listens", () => {
      if (process.exitCode !== null) throw new Error(process.log);
      return process.log.match(/^\{.*\}$/m)?.[0];
    });
    const hubspot = Object.assign(HubSpot.at(line), { host, folder, process });
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
      library: hubspotLibrary,
      ofVendor: `portal = ${PORTAL}`,
      more: '[sales]\nexcept = ["marketing.one@plumbline.example", "marketing.two@plumbline.example"]',
    };
    return { hub, browser: { flags: this.flags }, odoo: false };
  }

  /** With which a browser finds it under HubSpot's names. */
  get flags() {
    const hosts = `MAP *.hubspot.com:443 127.0.0.1:${this.https}`;
    return [`--ignore-certificate-errors-spki-list=${this.spki}`, `--host-resolver-rules=${hosts}`];
  }

  /** Ids by what a property says. */
  async idsBy(kind, property) {
    const { objects } = await this.control("GET", "state");
    const said = Object.entries(objects[kind]).map(([id, { properties }]) => [properties[property]?.at(-1)[0], id]);
    return Object.fromEntries(said);
  }

  /** The id of the record whose property says so. */
  async idOf(kind, property, value) {
    return (await this.idsBy(kind, property))[value];
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

  /** Asks the simulator about itself, or tells it how to be. */
  async control(method, what, body) {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${this.api}/_simulator/${what}`, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${method} ${what}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
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
