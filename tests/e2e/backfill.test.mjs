// What an account had before there was a hub is read once and whole: a hub that is killed three times meanwhile knows in the end
// what one knows that was let alone. The account counts whether a limit was ever exceeded. PLUMBLINE_BACKFILL_CONTACTS makes the
// account larger; a large one also shows whether memory grows with it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, test } from "node:test";
import { Hub } from "./lib/hub.mjs";
import { HubSpot } from "./lib/hubspot.mjs";
import { MARKETER } from "./lib/stage.mjs";
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
/** From this share on all may be told of before anybody has looked. */
const LAST = 1 - 1_500 / (contacts + deals);
/** Which tables hold what was read, and the columns that say when. */
const FACTS = { records: ["circle_read_at"], touches: [], origins: [], origin_changes: [], record_emails: [] };

const hubspot = await HubSpot.start("app.hubspot.com", ["--contacts", String(contacts), "--deals", String(deals)]);
after(() => hubspot.stop());

test(`${contacts} contacts and ${deals} deals, the hub killed three times, seed ${seed}`, { timeout: 3 * PATIENCE }, async (t) => {
  // As much as a large account grants: the limits are kept by what the account says, whatever they are.
  await hubspot.control("PUT", "limits", { ...(await hubspot.control("GET", "limits")), tenSeconds: 2_000 });
  const [whole, killed] = [new Reading("let alone"), new Reading("killed")];
  try {
    await whole.run([]);
    const random = new Random(seed);
    await killed.run([1, 2, 3].map(() => random.next() * LAST).sort());
    const [one, other] = [whole, killed].map(({ hub }) => path.join(hub.folder, "hub.db"));
    const { differing, counts } = await differences(one, other, FACTS);
    assert.deepEqual(differing, []);
    assert.deepEqual(counts.records, contacts + deals);
  } finally {
    await Promise.all([whole, killed].map(({ hub }) => hub?.remove()));
  }
  const { exceeded, calls, mostInTenSeconds } = await hubspot.control("GET", "counters");
  assert.deepEqual(exceeded, {});
  t.diagnostic(`${calls} calls, ${mostInTenSeconds} of them within ten seconds at most`);
  for (const reading of [whole, killed]) t.diagnostic(reading.told());
  if (isLarge) assert.ok(whole.growth < 1.2, whole.told());
});

/** A hub that reads what there was. */
class Reading {
  /** Kilobytes by how many records were told of. */
  #memory = [];

  constructor(name) {
    this.name = name;
  }

  /** Until all is read; killed when these shares of it are. */
  async run(shares) {
    const began = Date.now();
    this.hub = await Hub.create({ ...hubspot.stage.hub, pollEvery: "1s" });
    const marketer = await this.hub.person(MARKETER, "marketer");
    const left = [...shares];
    const look = async () => {
      await this.#note();
      if (left.length > 0 && this.#share >= left[0]) {
        left.shift();
        await this.hub.stop("SIGKILL");
        await this.hub.serve();
      }
      const { freshness } = await marketer.get("/v1/sla?days=1");
      return freshness[0].followed_at !== null;
    };
    await until(`all is read by the hub that is ${this.name}`, look, { timeout: PATIENCE });
    assert.deepEqual(left, [], "it was killed as often as it should be");
    this.seconds = (Date.now() - began) / 1000;
    await this.hub.stop();
  }

  /** How much of what there was the running hub has been told of. */
  get #share() {
    const said = [...this.hub.process.log.matchAll(/told=(\d+)/g)].at(-1);
    return said ? Number(said[1]) / (contacts + deals) : 0;
  }

  async #note() {
    const status = await readFile(`/proc/${this.hub.process.pid}/status`, "utf8");
    this.#memory.push([this.#share, Number(status.match(/VmRSS:\s+(\d+)/)[1])]);
  }

  /** The most memory in the second half of the work, beside the most in the first. */
  get growth() {
    const most = (isIn) => Math.max(...this.#memory.filter(([share]) => isIn(share)).map(([, kilobytes]) => kilobytes));
    return most((share) => share >= 0.5) / most((share) => share < 0.5);
  }

  told() {
    const most = Math.max(...this.#memory.map(([, kilobytes]) => kilobytes));
    return `${this.name}: ${this.seconds.toFixed(1)} s, at most ${Math.round(most / 1024)} MB, growth ${this.growth.toFixed(2)}`;
  }
}
