// The world of one run: a hub on its own file, a CRM, a proxy that misbehaves, a browser that dies, and the ledger.
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { Hub } from "../lib/hub.mjs";
import { Proxy } from "../lib/proxy.mjs";
import { REP } from "../lib/stage.mjs";
import { removeFolder, temporaryFolder } from "../lib/temporary.mjs";
import { until } from "../lib/wait.mjs";
import { ring } from "./blows.mjs";
import { MortalBrowser } from "./browser.mjs";
import { BlankCrm } from "./crm.mjs";
import { countWaiting } from "./in-page.mjs";
import { Ledger } from "./ledger.mjs";
import { stored } from "./stored.mjs";

/** Longer than new reports are held. */
const RING_EVERY = 6000;

export class World {
  /** How many of each kind were dealt. */
  blows = {};
  /** How often somebody's work was cut off by one. */
  cutOff = 0;
  /** Entries written while the clock was wrong. */
  wrongClocks = 0;

  constructor(random) {
    this.random = random;
  }

  async begin() {
    this.folder = await temporaryFolder("torture");
    [this.crm, this.ledger] = await Promise.all([BlankCrm.open(), Ledger.open()]);
    const keyFile = path.join(this.folder, "key");
    await writeFile(keyFile, "no-secret");
    const { origin } = this.crm;
    this.hub = await Hub.create({ site: origin, crm: origin, keyFile, refreshAfter: "1h", pollEvery: "1h" });
    this.front = await Proxy.to(() => this.hub.origin);
    this.browser = await MortalBrowser.open();
    await (await this.browser.enrol(this.front.origin, await this.hub.invite(REP, "rep"))).close();
  }

  /** Has `worker` do one thing, or lets go of it when the browser is taken away: what it asked for may never be answered. */
  async work(worker) {
    const { up, upset } = this.browser;
    await up;
    const working = worker.work();
    working.catch(() => {}); // of what was let go nobody hears
    const isCutOff = await Promise.race([working.then(() => false), upset.then(() => true)]);
    if (isCutOff) this.cutOff += 1;
  }

  /** Waits until nothing waits. With `patience` by the extension's own alarms alone; otherwise they ring sooner. */
  async drained({ patience }) {
    let rung = 0;
    const look = async () => {
      const isWaiting = (await this.browser.evaluate(countWaiting)) > 0;
      if (isWaiting && !patience && Date.now() - rung > RING_EVERY) await ring(this.browser).then(() => (rung = Date.now()));
      return !isWaiting;
    };
    await until("the outbox is empty", look, { timeout: 240_000 });
  }

  /** A line for each thing that is not as it may be. */
  async faults() {
    const { check, reports } = await stored(path.join(this.hub.folder, "hub.db"));
    const storage = await this.browser.storage();
    const refused = Object.keys(storage).filter((key) => key.startsWith("refused:"));
    return [
      ...check.filter((line) => line !== "ok").map((line) => `the hub's file: ${line}`),
      ...refused.map((key) => `refused: ${JSON.stringify(storage[key])}`),
      ...this.ledger.faults(reports),
      ...this.ledger.draftFaults(storage),
    ];
  }

  async end() {
    await this.browser?.close();
    await Promise.all([this.front?.close(), this.hub?.remove(), this.crm?.close(), this.ledger?.close()]);
    await removeFolder(this.folder);
  }
}
