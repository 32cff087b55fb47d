// What the world does to an outbox. Each blow ends when the world is whole again, which those who write do not wait for.
import { until } from "../lib/wait.mjs";
import { paused } from "./browser.mjs";

const PATIENCE = { timeout: 60_000 };

const isReport = ({ method, url }) => method === "POST" && url === "/v1/reports";

/** For a while every report meets `rule`. */
async function misbehaving({ front, random }, rule) {
  front.rule = (request) => (isReport(request) ? rule : "pass");
  await paused(random.whole(200, 1200));
  front.pass();
}

/** Waits for a report on its way; the proxy does with it what `meet` says. The alarm rings as the browser would. */
async function onNextReport({ front, browser }, meet) {
  await ring(browser);
  let met = null;
  front.rule = (request) => {
    if (met || !isReport(request)) return "pass";
    met = meet();
    return met.rule;
  };
  await until("a report is on its way", () => met, PATIENCE);
  await met.done;
  front.pass();
}

/** What the browser does when the alarm's time has come. */
export const ring = (browser) => browser.evaluate(() => chrome.alarms.create("retry", { when: Date.now() }));

async function killHub({ hub, random }) {
  await hub.stop("SIGKILL");
  await paused(random.whole(0, 1000));
  await hub.serve();
}

/** The hub answers to nobody: it is killed with its answer still on the way. */
async function dieBeforeAnswering(world) {
  await onNextReport(world, () => {
    let answered;
    const done = new Promise((resolve) => (answered = resolve));
    return { rule: { answered: () => killHub(world).finally(answered) }, done };
  });
}

async function reloadInMidSend(world) {
  const page = await world.browser.extensionPage();
  await onNextReport(world, () => ({ rule: { delay: world.random.whole(0, 50) }, done: world.browser.reload(page) }));
}

/** By name, what each does and how often it is dealt in one deck. */
const BLOWS = {
  "hub killed": [5, killHub],
  "hub killed before it answered": [4, dieBeforeAnswering],
  "answers dropped": [3, (world) => misbehaving(world, "drop-answer")],
  "bad gateway": [3, (world) => misbehaving(world, { status: 502 })],
  "no connection": [2, (world) => misbehaving(world, "refuse")],
  "slow answers": [2, (world) => misbehaving(world, { delay: world.random.whole(100, 1000) })],
  "browser killed": [3, (world) => world.browser.kill(world.random.whole(0, 800))],
  "worker ended": [4, (world) => world.browser.stopWorker()],
  "extension reloaded in mid-send": [3, reloadInMidSend],
};

/** The blows of one deck in an order of chance. */
export function deck(random) {
  return random.shuffled(Object.entries(BLOWS).flatMap(([name, [times]]) => Array(times).fill(name)));
}

export async function deal(world, name) {
  await BLOWS[name][1](world);
  world.blows[name] = (world.blows[name] ?? 0) + 1;
}
