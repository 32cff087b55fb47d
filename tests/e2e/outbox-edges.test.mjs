// The outbox where two things meet at the wrong moment: a reload and a sending, a wrong clock and a hold, slow storage and an
// undo, two tabs and one report, one report that nobody takes and those behind it.
import assert from "node:assert/strict";
import path from "node:path";
import { after, test } from "node:test";
import { CRM } from "./lib/hub.mjs";
import { openRecord, report, statusOf } from "./lib/panel.mjs";
import { until } from "./lib/wait.mjs";
import { ring } from "./torture/blows.mjs";
import { Random } from "./torture/random.mjs";
import { stored } from "./torture/stored.mjs";
import { World } from "./torture/world.mjs";

const HOUR = 3_600_000;
const PATIENCE = { timeout: 40_000 };

const world = new World(new Random(1));
after(() => world.end());
await world.begin();
const { browser, front } = world;

/** A lead that no other test here looks at. */
let lead = 100;
function scenario(name, body) {
  test(name, { timeout: 90_000 }, async () => {
    lead += 1;
    const page = await browser.context.newPage();
    try {
      await body(page);
    } finally {
      await page.close();
      front.pass();
    }
  });
}

const openLead = (page) => openRecord(page, world.crm.page(lead), `${CRM}/crm.lead/${lead}`);
const isReport = ({ method, url }) => method === "POST" && url === "/v1/reports";

async function row(id) {
  const { reports } = await stored(path.join(world.hub.folder, "hub.db"));
  return reports.find((report) => report.id === id);
}

const waiting = async (id) =>
  Object.entries(await browser.storage()).filter(([key]) => key.startsWith(`outbox:${id}`)).map(([, entry]) => entry.report);
const arrives = (id, isSo = () => true) => until(`${id} arrives`, async () => { const found = await row(id); return found && isSo(found); }, PATIENCE);
const leaves = (id) => until(`nothing of ${id} waits`, async () => (await waiting(id)).length === 0, PATIENCE);

async function say(frame, words) {
  await frame.fill("textarea[data-part=words]", words);
  await frame.click("[data-part=send]");
}

scenario("the extension is reloaded while the hub has not answered yet: there once, and nothing waits", async (page) => {
  const frame = await openLead(page);
  const own = await browser.extensionPage();
  let reloaded;
  front.rule = (request) => {
    if (!isReport(request)) return "pass";
    reloaded ??= browser.reload(own);
    return { delay: 300 };
  };
  const id = await report(frame, "price");
  await say(frame, "Said before the update.");
  await until("it was on its way", () => reloaded !== undefined, PATIENCE);
  await reloaded;
  front.pass();
  await arrives(id, ({ words }) => words === "Said before the update.");
  await ring(browser);
  await leaves(id);
  assert.equal((await row(id)).revision, 2);
});

scenario("clicked while the clock was two hours ahead, and then set right: sent, and can be taken back", async (page) => {
  const frame = await openLead(page);
  await frame.evaluate((ahead) => {
    const { now } = Date;
    globalThis.setRight = () => (Date.now = now);
    Date.now = () => now() + ahead;
  }, 2 * HOUR);
  const id = await report(frame, "budget");
  const [{ heard_at }] = await waiting(id);
  assert.ok(Date.parse(heard_at) - Date.now() > HOUR);
  await frame.evaluate(() => globalThis.setRight());
  await frame.click("[data-part=undo]");
  await ring(browser);
  await leaves(id);
  // Whether its time had come was not certain, so it may have arrived; if it did, it was taken back.
  const found = await row(id);
  assert.ok(!found || found.withdrawn);
  const kept = await report(frame, "sponsor");
  await arrives(kept);
});

scenario("taken back in time while the browser's storage is slow, and sent meanwhile: withdrawn", async (page) => {
  const frame = await openLead(page);
  const id = await report(frame, "security");
  await frame.evaluate(() => {
    const { local } = chrome.storage;
    const remove = local.remove.bind(local);
    const gate = new Promise((resolve) => (globalThis.openGate = resolve));
    local.remove = (key) => gate.then(() => remove(key));
  });
  await frame.click("[data-part=undo]");
  await arrives(id);
  await frame.evaluate(() => globalThis.openGate());
  await arrives(id, ({ withdrawn }) => withdrawn === 1);
  await leaves(id);
});

scenario("two tabs write about one report while the hub is away: neither text takes the other's place", async (page) => {
  const frame = await openLead(page);
  const id = await report(frame, "effort");
  const other = await browser.context.newPage();
  try {
    const second = await openLead(other);
    await second.waitForSelector("textarea[data-part=words]");
    front.rule = (request) => (isReport(request) ? "refuse" : "pass");
    await say(second, "From the second tab.");
    await until("it waits", async () => (await waiting(id)).some(({ words }) => words === "From the second tab."));
    await page.bringToFront();
    await say(frame, "From the first tab.");
    await until("it waits too", async () => (await waiting(id)).some(({ words }) => words === "From the first tab."));
    const texts = (await waiting(id)).filter(({ words }) => words).map(({ revision, words }) => [revision, words]);
    assert.deepEqual(texts, [[2, "From the second tab."], [3, "From the first tab."]]);
  } finally {
    await other.close();
  }
  front.pass();
  await ring(browser);
  await leaves(id);
  assert.equal((await row(id)).words, "From the first tab.");
});

scenario("one report that something on the way always refuses: it waits, and the others arrive", async (page) => {
  const frame = await openLead(page);
  front.rule = (request) => (isReport(request) && request.headers["content-length"] > 5000 ? { status: 403 } : "pass");
  const kept = await report(frame, "incumbent");
  await say(frame, "select * from ".repeat(400));
  // Enough of them that some come after it, in whatever order they go out.
  const others = [];
  for (const objection of ["price", "budget", "sponsor", "effort", "security", "integration"]) others.push(await report(frame, objection));
  await ring(browser);
  for (const id of others) await arrives(id);
  assert.deepEqual((await waiting(kept)).map(({ revision }) => revision), [2]);
  await statusOf(frame, kept, "waiting");
  front.pass();
  await ring(browser);
  await leaves(kept);
  assert.equal((await row(kept)).revision, 2);
});
