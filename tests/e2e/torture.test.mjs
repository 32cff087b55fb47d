// The outbox under blows: whatever is killed, cut off or taken away, each report that a rep's browser said was written is in
// the hub's store once, in its last words, and nothing is there that nobody made. The seed decides what is made and what is
// dealt; PLUMBLINE_TORTURE_SEED repeats one, PLUMBLINE_TORTURE_MINUTES goes on for longer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { until } from "./lib/wait.mjs";
import { deal, deck } from "./torture/blows.mjs";
import { paused } from "./torture/browser.mjs";
import { Random } from "./torture/random.mjs";
import { Rep } from "./torture/rep.mjs";
import { World } from "./torture/world.mjs";
import { Writer } from "./torture/writer.mjs";

const seed = Number(process.env.PLUMBLINE_TORTURE_SEED ?? 20_261_123);
const minutes = Number(process.env.PLUMBLINE_TORTURE_MINUTES ?? 0);
/** Reports that even the shortest run makes. */
const LEAST = 2000;
/** And of them by a rep's own clicks. */
const LEAST_CLICKS = 24;
/** Reports a second, by each of two tabs. */
const RATE = 30;
/** Entries that the panel wrote, before others are made like them. */
const SAMPLES = 3;

test(`the outbox under blows, seed ${seed}`, { timeout: (minutes + 8) * 60_000 }, async () => {
  const began = Date.now();
  const world = new World(new Random(seed));
  try {
    await world.begin();
    const rep = new Rep(world);
    const samples = [];
    while (samples.length < SAMPLES) samples.push(...[await rep.work()].filter(Boolean));
    const most = minutes > 0 ? Infinity : LEAST / 2;
    const writers = [RATE, RATE].map((rate) => new Writer(world, samples, { rate, most }));
    const isEnough = () => rep.clicks >= LEAST_CLICKS && writers.every((writer) => writer.made >= LEAST / 2);
    await storm(world, [rep, ...writers], began + minutes * 60_000, isEnough);
    const calmAfter = Date.now() - began;
    await world.drained({ patience: minutes > 0 });
    say(world, rep, { calmAfter, wholeAfter: Date.now() - began });
    const faults = await world.faults();
    assert.deepEqual(faults.slice(0, 10), [], `${faults.length} faults`);
  } finally {
    await world.end();
  }
});

/** Everybody works while blows fall, a whole deck and until `end`, and on until there is enough of their work. */
async function storm(world, workers, end, isEnough) {
  let isOver = false;
  const work = async (worker) => {
    while (!isOver) await world.work(worker);
  };
  const fall = async () => {
    const whole = deck(world.random);
    while (!isOver && (whole.length > 0 || Date.now() < end)) {
      await paused(world.random.whole(0, 1000));
      const blow = whole.pop() ?? deck(world.random).pop();
      if (minutes > 0) console.log(`torture: ${world.ledger.counts.reports} reports; ${blow}`);
      await deal(world, blow);
    }
    await until("there are reports enough", () => isOver || isEnough(), { timeout: 240_000 });
    isOver = true;
  };
  const all = [fall(), ...workers.map(work)];
  try {
    await Promise.all(all);
  } finally {
    isOver = true;
    await Promise.allSettled(all);
  }
}

function say(world, rep, { calmAfter, wholeAfter }) {
  const { reports, revisions, unsure } = world.ledger.counts;
  const blows = Object.values(world.blows).reduce((sum, times) => sum + times, 0);
  const sent = world.front.seen.filter((line) => line === "POST /v1/reports").length;
  const seconds = (milliseconds) => `${Math.round(milliseconds / 1000)} s`;
  console.log(`torture: seed ${seed}: ${reports} reports, ${rep.clicks} of them by clicks, in ${revisions} revisions, sent ${sent} times`);
  console.log(`torture: ${blows} blows, reports enough after ${seconds(calmAfter)}, all there after ${seconds(wholeAfter)}`);
  const { blows: kinds, cutOff, wrongClocks, browser } = world;
  const rest = { "work cut off": cutOff, "fate unknown": unsure, "wrong clocks": wrongClocks, "deaf workers": browser.deaf };
  console.log(`torture: ${JSON.stringify({ ...kinds, ...rest })}`);
}
