// A hand-off and both its promises: accepted, rejected with a reason, paused, updated; and what is told with no CRM tab open.
import assert from "node:assert/strict";
import { call, leadKey, leadUrl, moveTo, newLead, seeded } from "./lib/odoo.mjs";
import { openRecord, textOf } from "./lib/panel.mjs";
import { shot } from "./lib/shots.mjs";
import { REP, scenario, setStage } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const stage = await setStage({
  hub: {
    more: `
[promise.update]
within = "8h"
calendar = "Around the clock"

[sales]
waits_in = ["Proposition"]
`,
  },
});
const { hub, browser } = stage;

const part = (frame, name) => frame.locator(`[data-part=${name}]`);
const clockOf = (frame) => part(frame, "clock").getAttribute("data-clock");
const acceptance = async (lead) => (await handOff(lead)).acceptance;

async function handOff(lead) {
  const person = await hub.person(REP, "rep");
  const { hand_offs } = await person.get(`/v1/records/${leadKey(lead)}`);
  return hand_offs[0];
}

async function opened(page, name) {
  const lead = await newLead(name);
  return { lead, frame: await openRecord(page, leadUrl(lead), leadKey(lead)) };
}

scenario(stage, "accepted with one click, taken back with another, and everybody sees by whom", async (page) => {
  const { lead, frame } = await opened(page, "Accepted at once");
  assert.equal(await acceptance(lead), "open");
  await part(frame, "accept").click();
  await until("it says who accepted it", async () => /Accepted by Marc Demo|accepted it/i.test(await textOf(frame, "acceptance")));
  assert.equal((await acceptance(lead)).accepted.by, REP);
  assert.equal(await clockOf(frame), "running", "the promise to respond stands");
  await shot(page, "hand-off-accepted");
  await part(frame, "acceptance").getByRole("button").click();
  await until("it can be accepted again", () => part(frame, "accept").isVisible());
  assert.equal(await acceptance(lead), "open");
});

scenario(stage, "rejected with an agreed reason; what is typed survives a hub that is away", async (page) => {
  const { lead, frame } = await opened(page, "Rejected for its reason");
  await part(frame, "reject_open").click();
  await frame.locator("[data-reason=other]").click();
  await part(frame, "reject").click();
  await until("words are asked for", () => part(frame, "decision-problem").isVisible());
  await part(frame, "reject_words").fill("A student’s thesis");
  await shot(page, "hand-off-rejecting");
  stage.front.rule = () => "refuse";
  await part(frame, "reject").click();
  await until("it says that the hub is away", async () => /hub/i.test(await textOf(frame, "decision-problem")));
  assert.equal(await part(frame, "reject_words").inputValue(), "A student’s thesis");
  stage.front.pass();
  await part(frame, "reject").click();
  await until("the clock is cancelled", async () => (await clockOf(frame)) === "cancelled");
  const { by, reason, words } = (await acceptance(lead)).rejected;
  assert.deepEqual({ by, reason, words }, { by: REP, reason: "other", words: "A student’s thesis" });
  assert.match(await textOf(frame, "sla"), /A student’s thesis/);
  await shot(page, "hand-off-rejected");
});

scenario(stage, "a stage in which sales waits pauses both clocks, and leaving it runs them on", async (page) => {
  const { lead, frame } = await opened(page, "Waits for the prospect");
  await moveTo(lead, "Proposition");
  await until("the clock is paused", async () => (await clockOf(frame)) === "paused", { timeout: 20_000 });
  await shot(page, "hand-off-paused");
  await moveTo(lead, "Qualified");
  await until("the clock runs on", async () => (await clockOf(frame)) === "running", { timeout: 20_000 });
  const { response, update } = await handOff(lead);
  assert.equal(response.stop, null);
  assert.equal(update.stop.update.by, REP, "the stage was brought up to date by sales");
  assert.equal(response.pauses.length, 1);
  await part(frame, "explanation").locator("summary").click();
  assert.match(await textOf(frame, "explanation"), /Proposition/);
  await shot(page, "hand-off-explained");
});

scenario(stage, "with no CRM tab open the badge counts what is due, and a notification opens the record", async () => {
  const overdue = seeded.lead_overdue;
  const [{ name }] = await call("crm.lead", "read", { ids: [overdue], fields: ["name"] });
  // The hub hears of the lead by itself.
  await until("the hub knows the lead", async () => (await handOff(overdue))?.record === leadKey(overdue));
  for (const page of browser.context.pages()) if (page !== browser.back) await page.close();
  // The worker looks once a minute, so it has told already; the options page has it look at once.
  await browser.evaluate(async () => {
    await chrome.storage.local.remove("notified");
    await chrome.runtime.sendMessage({ kind: "enrolled" });
  });
  const notifications = () => browser.evaluate(() => chrome.notifications.getAll());
  const shown = await until("there is a notification", async () => Object.keys(await notifications())[0], { timeout: 20_000 });
  assert.match(await browser.evaluate(() => chrome.action.getBadgeText({})), /^[1-9]\d*$/);
  assert.match(shown, /^record odoo\/crm\.lead\/\d+$/);
  const told = await browser.evaluate(() => chrome.storage.local.get("notified"));
  assert.ok(told.notified.some((told) => told.startsWith(leadKey(overdue))), `${name} is not among what was told`);
  await (await browser.context.serviceWorkers()[0]).evaluate((name) => chrome.notifications.onClicked.dispatch(name), shown);
  const key = shown.replace("record ", "");
  const page = await until("the record is opened", () => browser.context.pages().find((page) => page.url().endsWith(key.split("/").at(-1))));
  await page.waitForSelector("plumbline-panel", { state: "attached" });
  assert.equal(Object.keys(await notifications()).includes(shown), false, "the notification stays");
  await page.close();
});
