// Marketing's half: signals from a web site, hand-offs by the agreed criteria and by hand, and an agreement that changes.
import assert from "node:assert/strict";
import { call, leadKey, leadUrl, logCall, newLead } from "./lib/odoo.mjs";
import { openRecord, textOf } from "./lib/panel.mjs";
import { shot } from "./lib/shots.mjs";
import { MARKETER, scenario, setStage } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const AGREED = `
[[policy]]
name = "Hot inbound"
any = [{ signal = "pricing_page", times = 3, within = "48h" }]
response = { within = "15m", calendar = "Around the clock" }

[criteria]
name = "Marketing-qualified lead"
any = [{ signal = "pricing_page", times = 3, within = "48h" }, { signal = "comparison_guide" }]
hands_off = true
`;

const stage = await setStage({ hub: { more: AGREED }, enrolled: false });
const { hub, browser, front } = stage;
await (await browser.enrol(front.origin, await hub.invite(MARKETER, "marketer"))).close();
const website = await hub.person("Website", "integration");

const part = (frame, name) => frame.locator(`[data-part=${name}]`);
const clockOf = (frame) => part(frame, "clock").getAttribute("data-clock");

async function handOff(lead) {
  const { hand_offs } = await stage.marketer.get(`/v1/records/${leadKey(lead)}`);
  return hand_offs[0];
}

/** Nobody in sales has it, and nobody else has its address. */
async function untouched(page, name) {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}.${Date.now()}@example.com`;
  const lead = await newLead(name, { user_id: false, partner_id: false, email_from: email });
  const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
  assert.match(await textOf(frame, "sla"), /No hand-off/);
  return { lead, frame, email };
}

const hoursAgo = (hours) => new Date(Date.now() - hours * 3_600_000).toISOString();

async function tell(...events) {
  const answer = await website.ask("POST", "/v1/events", { events });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}

scenario(stage, "three visits to the pricing page hand a lead off, and the card says why", async (page) => {
  const { lead, frame, email } = await untouched(page, "Comes to qualify");
  const visit = (hours) => ({ id: `${email}/${hours}`, kind: "pricing_page", at: hoursAgo(hours), email, summary: "Looked at prices" });
  assert.deepEqual(await tell(visit(60), visit(30), visit(2)), { new: 3, waiting: 0, known: 0 });
  assert.match(await textOf(frame, "sla"), /No hand-off/, "three visits within 58 hours are not enough");
  assert.deepEqual(await tell(visit(1), visit(2)), { new: 1, waiting: 0, known: 1 });
  await until("its clock runs, without reloading", async () => (await clockOf(frame)) === "running", { timeout: 20_000 });
  const { response, owner } = await handOff(lead);
  assert.deepEqual([response.promise.within_seconds, owner], [900, null]);
  assert.match(await textOf(frame, "criteria_met"), /Marketing-qualified lead: pricing page 3 times within 48 h/);
  await part(frame, "explanation").locator("summary").click();
  assert.match(await textOf(frame, "explanation"), /“Hot inbound”, because pricing page 3 times within 48 h/);
  await part(frame, "source").locator("details.more > summary").click();
  assert.match(await textOf(frame, "source"), /Looked at prices/, "the visits are among its touches");
  assert.equal(await part(frame, "accept").isVisible(), false, "marketing does not accept what it hands off");
  await shot(page, "criteria-met");
  const [{ id: user }] = await call("res.users", "search_read", { domain: [["login", "=", "demo"]], fields: ["id"] });
  await call("crm.lead", "write", { ids: [lead], vals: { user_id: user } });
  await until("sales has it", async () => (await handOff(lead)).owner?.name === "Marc Demo", { timeout: 20_000 });
  assert.equal((await handOff(lead)).response.started_at, response.started_at, "being given to somebody starts no other clock");
  await logCall(lead);
  await until("it was answered in time", async () => (await clockOf(frame)) === "met", { timeout: 20_000 });
});

scenario(stage, "marketing hands off by hand, and the card says that it kept no promise of its own", async (page) => {
  const { lead, frame } = await untouched(page, "Handed over early");
  await part(frame, "hand_off").click();
  await part(frame, "undo").click();
  await until("it was not handed off", async () => /No hand-off/.test(await textOf(frame, "sla")));
  assert.equal(await handOff(lead), undefined);
  await part(frame, "hand_off").click();
  await until("its clock runs", async () => (await clockOf(frame)) === "running");
  assert.equal((await handOff(lead)).response.promise.within_seconds, 7_200);
  assert.match(await textOf(frame, "criteria_not_met"), /Did not meet “Marketing-qualified lead”/);
  await shot(page, "criteria-not-met");
});

scenario(stage, "an agreement takes effect when it is saved, and a mistake leaves the last good one in force", async (page) => {
  const lead = await newLead("Promised more of");
  const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
  const within = async () => (await textOf(frame, "clock")).match(/within (\S+ \S+)/)?.[1];
  assert.equal(await within(), "2 h");
  await hub.change({ within: "4h" });
  await until("four hours are promised, without reloading", async () => (await within()) === "4 h", { timeout: 20_000 });
  await hub.change({ within: "soon" });
  const trouble = async () => (await stage.marketer.get("/v1/agreement")).trouble;
  await until("the mistake is known", async () => /line \d+: key 'within': 'soon' is not a duration/.test(await trouble()));
  assert.equal((await handOff(lead)).response.promise.within_seconds, 14_400);
  await hub.change({ within: "2h" });
  await until("it is mended", async () => (await trouble()) === null);
});
