// What an account had before there was a hub is read once and whole: a hub that is killed three times meanwhile knows in the end
// what one knows that was let alone. The account counts whether a limit was ever exceeded. PLUMBLINE_BACKFILL_CONTACTS makes the
// account larger; a large one also shows whether memory grows with it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, test } from "node:test";
import { Hub } from "./lib/hub.mjs";
import { HubSpot } from "./lib/hubspot.mjs";
import { until } from "./lib/wait.mjs";
import { Random } from "./torture/random.mjs";
import { differences } from "./torture/stored.mjs";

const seed = Number(process.env.PLUMBLINE_TORTURE_SEED ?? 20_261_123);
const contacts = Number(process.env.PLUMBLINE_BACKFILL_CONTACTS ?? 2_000);
const deals = contacts / 5;
/** So many contacts that what is kept of each would be seen. */
const isLarge = contacts >= 50_000;
/** A thousand records within this. */
const PATIENCE = Math.max(60_000, (contacts + deals) * 10);
/** Nobody is killed so late that the work may be done before anybody has looked. */
const LAST = 0.8;
/** Which tables hold what was read, and the columns that say when. */
const FACTS = { records: ["circle_read_at"], touches: [], origins: [], origin_changes: [], record_emails: [] };

const hubspot = await HubSpot.start("app.hubspot.com", ["--contacts", String(contacts), "--deals", String(deals)]);
after(() => hubspot.stop());

test(`${contacts} contacts and ${deals} deals, the hub killed three times, seed ${seed}`, { timeout: 3 * PATIENCE }, async (t) => {
  // As much as a large account grants: the limits are kept by what the account says, whatever they are.
  await hubspot.control("PUT", "limits", { ...(await hubspot.control("GET", "limits")), tenSeconds: 2_000 });
  const [whole, killed] = [new Reading("let alone"), new Reading("killed")];
  const random = new Random(seed);
  try {
    await whole.run([]);
    const blows = [1, 2, 3].map(() => Math.round(random.next() * LAST * whole.calls));
    await killed.run(blows.toSorted((one, other) => one - other));
    const [one, other] = [whole, killed].map(({ hub }) => path.join(hub.folder, "hub.db"));
    const { differing, counts } = await differences(one, other, FACTS);
    assert.deepEqual(differing, []);
    assert.deepEqual(counts.records, contacts + deals);
  } finally {
    await Promise.all([whole, killed].map(({ hub }) => hub?.remove()));
  }
  const { exceeded, mostInTenSeconds } = await hubspot.control("GET", "counters");
  assert.deepEqual(exceeded, {});
  t.diagnostic(`at most ${mostInTenSeconds} calls within ten seconds`);
  for (const reading of [whole, killed]) t.diagnostic(reading.told());
  if (isLarge) assert.ok(whole.growth < 1.2, whole.told());
});

/** A hub that reads what there was. */
class Reading {
  calls = 0;
  /** Kilobytes of its own, without pages of its file, and after how many calls. */
  #memory = [];

  constructor(name) {
    this.name = name;
  }

  /** Until all is read; killed after each of so many calls. */
  async run(blows) {
    const [began, before] = [Date.now(), await calls()];
    this.hub = await Hub.create({ ...hubspot.stage.hub, pollEvery: "1s" });
    const left = [...blows];
    const look = async () => {
      this.calls = (await calls()) - before;
      await this.#noteMemory();
      if (this.calls >= left[0]) {
        left.shift();
        await this.hub.stop("SIGKILL");
        await this.hub.serve();
      }
      return this.hub.process.log.includes("up to date");
    };
    await until(`all is read by the hub that is ${this.name}`, look, { timeout: PATIENCE });
    assert.deepEqual(left, [], "it was killed as often as it should be");
    this.seconds = (Date.now() - began) / 1000;
    await this.hub.stop();
  }

  async #noteMemory() {
    const status = await readFile(`/proc/${this.hub.process.pid}/status`, "utf8");
    this.#memory.push([this.calls, Number(status.match(/RssAnon:\s+(\d+)/)[1])]);
  }

  /** The most memory in the last third of the work, beside the most in the one before. The first fills caches. */
  get growth() {
    const third = (calls) => Math.min(2, Math.floor((3 * calls) / this.calls));
    const most = (which) => Math.max(...this.#memory.filter(([calls]) => third(calls) === which).map(([, kilobytes]) => kilobytes));
    return most(2) / most(1);
  }

  told() {
    const most = Math.max(...this.#memory.map(([, kilobytes]) => kilobytes));
    return `${this.name}: ${this.calls} calls, ${this.seconds.toFixed(1)} s, at most ${Math.round(most / 1024)} MB, growth ${this.growth.toFixed(2)}`;
  }
}

const calls = async () => (await hubspot.control("GET", "counters")).calls;
