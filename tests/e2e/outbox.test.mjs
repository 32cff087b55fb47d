// Nothing that a rep typed is lost or doubled, whatever happens to the network, the hub, the tab or the storage.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { inbox } from "./lib/hub.mjs";
import { leadKey, leadUrl, newLead, seeded } from "./lib/odoo.mjs";
import { openRecord, panelOf, report, statusOf, textOf } from "./lib/panel.mjs";
import { shot } from "./lib/shots.mjs";
import { REP, scenario, setStage } from "./lib/stage.mjs";
import { submitCode } from "./lib/browser.mjs";
import { until } from "./lib/wait.mjs";

const stage = await setStage();
const { hub, browser, front } = stage;

const openLead = async (page, name) => {
  const id = await newLead(name);
  return openRecord(page, leadUrl(id), leadKey(id));
};
const arrived = async (id) => (await inbox(stage.marketer)).filter((view) => view.report.id === id);
const isReport = (request) => request.method === "POST" && request.url === "/v1/reports";
const attempts = () => front.seen.filter((line) => line === "POST /v1/reports").length;
/** The alarm that wakes the worker is half a minute away; ringing it is what the browser would do. */
const ring = () => browser.evaluate(() => chrome.alarms.create("retry", { when: Date.now() }));

async function arrivesOnce(id, revision, words) {
  const views = await until(`revision ${revision} of ${id}`, async () => {
    const views = await arrived(id);
    return views.some((view) => view.report.revision === revision) && views;
  }, { timeout: 40_000 });
  assert.equal(views.length, 1);
  assert.equal(views[0].report.words, words);
}

const entries = async () => Object.entries(await browser.storage()).filter(([key]) => key.startsWith("outbox:"));

async function waiting(id) {
  return (await entries()).filter(([key]) => key.includes(id));
}

async function outboxEmpties(id) {
  await until("the outbox is empty", async () => (await waiting(id)).length === 0, { timeout: 40_000 });
}

scenario(stage, "offline: shown as waiting, and it arrives once when the hub is back", async (page) => {
  const frame = await openLead(page, "Heard while offline");
  await statusReady(frame);
  front.rule = () => "refuse";
  const id = await report(frame, "budget");
  await frame.fill("textarea[data-part=words]", "Next year at the earliest.");
  await frame.click("[data-part=send]");
  const before = attempts();
  await until("it was tried in vain", () => attempts() > before);
  await statusOf(frame, id, "waiting");
  assert.match(await textOf(frame, "reports"), /waiting to be sent/);
  await shot(page, "outbox-offline");
  assert.deepEqual(await arrived(id), []);
  front.pass();
  await ring();
  await arrivesOnce(id, 2, "Next year at the earliest.");
  await outboxEmpties(id);
  await statusOf(frame, id, "new");
  await shot(page, "outbox-back-online");
});

async function statusReady(frame) {
  await frame.waitForSelector("[data-part=chip]");
}

scenario(stage, "the hub is killed with the report in flight: taken or not, it is there once after the restart", async (page) => {
  const frame = await openLead(page, "Heard while the hub died");
  let killed = null;
  // The hub gets the request, and dies before the answer is out.
  front.rule = (request) => {
    if (!isReport(request)) return "pass";
    killed ??= until("the hub has it", async () => (await arrived(id)).length > 0).then(() => hub.stop("SIGKILL"));
    return "drop-answer";
  };
  const id = await report(frame, "sponsor");
  await until("the hub was killed", () => killed, { timeout: 15_000 });
  await killed;
  assert.equal(hub.process.signalCode, "SIGKILL");
  await statusOf(frame, id, "waiting");
  await shot(page, "outbox-hub-killed");
  front.pass();
  await hub.serve();
  const before = attempts();
  await ring();
  await until("it was sent again", () => attempts() > before, { timeout: 40_000 });
  await outboxEmpties(id);
  await arrivesOnce(id, 1, null);
  await statusOf(frame, id, "new");
  await shot(page, "outbox-hub-restarted");
});

scenario(stage, "the same revision from two tabs counts once, and an older one changes nothing", async () => {
  const rep = await hub.person(REP, "rep");
  const body = {
    id: crypto.randomUUID(), revision: 2, record: leadKey(seeded.deal_new), objection: "price", heard_at: new Date().toISOString(),
    words: "twice", severity: null, competitor: null, withdrawn: false,
  };
  const sent = await Promise.all([rep.ask("POST", "/v1/reports", body), rep.ask("POST", "/v1/reports", body)]);
  assert.deepEqual(sent.map((answer) => answer.status), [200, 200]);
  const older = await rep.ask("POST", "/v1/reports", { ...body, revision: 1, words: "older" });
  assert.deepEqual([older.status, (await older.json()).revision], [200, 2]);
  const views = await arrived(body.id);
  assert.deepEqual(views.map((view) => view.report.words), ["twice"]);
});

scenario(stage, "two tabs on one record: each sends its own, and each is there once", async (page) => {
  const lead = await newLead("Two tabs");
  const other = await browser.context.newPage();
  try {
    const frames = await Promise.all([page, other].map((tab) => openRecord(tab, leadUrl(lead), leadKey(lead))));
    const heard = async (tab, objection) => {
      await tab.bringToFront();
      return report(frames[tab === page ? 0 : 1], objection);
    };
    const [first, second] = [await heard(page, "price"), await heard(other, "security")];
    for (const frame of frames) for (const id of [first, second]) await statusOf(frame, id, "new", 25_000);
    assert.equal((await arrived(first)).length + (await arrived(second)).length, 2);
    await shot(page, "outbox-two-tabs");
  } finally {
    await other.close();
  }
});

scenario(stage, "a draft survives a reload", async (page) => {
  const frame = await openLead(page, "Draft");
  const words = "Half a sentence, then the phone r";
  await report(frame, "effort");
  await frame.fill("textarea[data-part=words]", words);
  await until("it is kept", async () => JSON.stringify(await browser.storage()).includes(words));
  await page.reload();
  const again = await panelOf(page);
  await again.waitForSelector("textarea[data-part=words]");
  assert.equal(await again.inputValue("textarea[data-part=words]"), words);
  await shot(page, "outbox-draft-after-reload");
});

scenario(stage, "full storage: it is said, and the text stays", async (page) => {
  const frame = await openLead(page, "Storage full");
  const id = await report(frame, "integration");
  await fillStorage();
  const words = "This has nowhere to go. ".repeat(40);
  await frame.fill("textarea[data-part=words]", words);
  const said = await until("it is said", async () => (await frame.locator("[data-part=problem]").count()) && textOf(frame, "problem"));
  assert.match(said, /storage for the extension is full.+What you typed is still here/);
  await frame.click("[data-part=send]");
  assert.equal(await frame.inputValue("textarea[data-part=words]"), words);
  await shot(page, "outbox-full");
  await browser.evaluate(() => chrome.storage.local.remove(["filler", "filler-rest"]));
  await frame.click("[data-part=send]");
  await arrivesOnce(id, 2, words.trim());
});

/** To the last byte: a large value, then one of the size that is left. */
async function fillStorage() {
  await browser.evaluate(async () => {
    const { local } = chrome.storage;
    const room = async () => local.QUOTA_BYTES - (await local.getBytesInUse(null));
    await local.set({ filler: "x".repeat((await room()) - 20_000) });
    await local.set({ "filler-rest": "x".repeat((await room()) - 60) });
  });
}

scenario(stage, "a revoked token: the panel says so, what waits is kept, and enrolling again sends it", async (page) => {
  const frame = await openLead(page, "Revoked");
  const key = await frame.getAttribute("[data-part=panel]", "data-record");
  await hub.operate("revoke", REP);
  // The cards go as soon as the hub says who may not see them, which can be before the report is listed.
  await frame.click("[data-part=chip][data-objection=security]");
  const { id } = await until("it is kept", async () => (await entries()).map(([, { report }]) => report).find(({ record }) => record === key));
  const said = await until("it is said", async () => (await frame.innerText("body")).match(/does not know this browser any more.+/)?.[0], { timeout: 20_000 });
  assert.match(said, /Enrol it again; what waits to be sent is kept/);
  // Whoever was shut out is shown nothing of the record any more; what they wrote is kept all the same.
  assert.equal(await frame.locator("[data-part=card], .card").count(), 0);
  assert.equal((await waiting(id)).length, 1);
  await shot(page, "outbox-revoked");
  assert.deepEqual(await arrived(id), []);
  const options = await browser.options();
  await options.getByRole("button", { name: "Take this browser out" }).click();
  await submitCode(options, front.origin, await hub.invite(REP, "rep"));
  await options.waitForSelector("[data-part=enrolled]");
  await options.close();
  await arrivesOnce(id, 1, null);
  await outboxEmpties(id);
  await shot(page, "outbox-enrolled-again");
});
