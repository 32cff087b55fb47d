// A sales development rep on leads and contacts: how long is left to respond, by whose promise, and what stops the clock.
import assert from "node:assert/strict";
import { describe } from "node:test";
import { arrangeMeeting, call, contactUrl, leadKey, leadUrl, logCall, newLead, partnerKey, seeded, sendMessage } from "./lib/odoo.mjs";
import { openRecord, textOf } from "./lib/panel.mjs";
import { shot } from "./lib/shots.mjs";
import { scenario, setStage } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const stage = await setStage();
const PROMISE_SECONDS = 2 * 3600;

const clockOf = (frame) => frame.locator("[data-part=clock]").getAttribute("data-clock");
const timeOf = (frame) => frame.locator("[data-part=clock] .time").innerText();

function seconds(countdown) {
  const [, days = 0, hours, minutes, rest] = countdown.match(/(?:(\d+) d )?(\d+):(\d\d):(\d\d)/).map((part) => part && Number(part));
  return ((days * 24 + hours) * 60 + minutes) * 60 + rest;
}

async function leftByOdoo(lead) {
  const [{ create_date: created }] = await call("crm.lead", "read", { ids: [lead], fields: ["create_date"] });
  return PROMISE_SECONDS - (Date.now() - Date.parse(`${created.replace(" ", "T")}Z`)) / 1000;
}

async function checkCountdown(frame, lead, sign) {
  const [shown, expected] = [sign * seconds(await timeOf(frame)), await leftByOdoo(lead)];
  assert.ok(Math.abs(shown - expected) < 5, `shows ${shown} s, Odoo's dates say ${expected} s`);
}

for (const [name, state, sign] of [["lead_fresh", "running", 1], ["lead_due_soon", "due-soon", 1], ["lead_overdue", "overdue", -1]]) {
  scenario(stage, `a lead that waits shows its clock as ${state}, first, with promise, start and due time`, async (page) => {
    const lead = seeded[name];
    const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
    assert.equal(await clockOf(frame), state);
    await checkCountdown(frame, lead, sign);
    const said = await textOf(frame, "sla");
    assert.match(said, /First response within 2 h/);
    assert.match(said, /Handed off .+, now with Marc Demo\. Due /);
    const cards = await frame.locator("section[data-part]").evaluateAll((cards) => cards.map((card) => card.dataset.part));
    assert.deepEqual(cards, ["sla", "objections", "content", "source"]);
    const before = await timeOf(frame);
    await until("the countdown moves by itself", async () => (await timeOf(frame)) !== before);
    await shot(page, `sdr-${state}`);
  });
}

for (const [name, state, verb] of [["lead_met", "met", "wrote"], ["lead_met_call", "met", "called"], ["lead_met_meeting", "met", "met them"], ["lead_met_late", "met-late", "wrote"]]) {
  scenario(stage, `${name.replaceAll("_", " ")}: the clock stands still and says who answered, how and when`, async (page) => {
    const lead = seeded[name];
    const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
    assert.equal(await clockOf(frame), state);
    assert.match(await textOf(frame, "sla"), new RegExp(`Marc Demo ${verb} .+; it was due `));
    await shot(page, `sdr-${name}`);
  });
}

// The panel reads anew every ten seconds; the three wait for that together.
describe("answered in Odoo", { concurrency: true }, () => {
for (const [kind, act, verb] of [["call", logCall, "called"], ["message", sendMessage, "wrote"], ["meeting", arrangeMeeting, "met them"]]) {
  scenario(stage, `a ${kind} logged in Odoo stops the clock of the open panel`, async (page) => {
    const lead = await newLead(`Asked about chairs, answered by ${kind}`);
    const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
    assert.equal(await clockOf(frame), "running");
    await frame.evaluate(() => (window.sameDocument = true));
    await act(lead);
    await until("the clock stops", async () => (await clockOf(frame)) === "met", { timeout: 20_000 });
    assert.match(await textOf(frame, "sla"), new RegExp(`Marc Demo ${verb} `));
    assert.ok(await frame.evaluate(() => window.sameDocument), "the panel was reloaded");
    await shot(page, `sdr-answered-by-${kind}`);
  });
}
});

scenario(stage, "a contact's panel shows the hand-offs of all its leads, the most urgent one large", async (page) => {
  const contact = seeded.contact_otto;
  const frame = await openRecord(page, contactUrl(contact), partnerKey(contact));
  const domain = [["partner_id", "=", contact], ["type", "in", ["lead", "opportunity"]], ["user_id", "!=", false]];
  const leads = await call("crm.lead", "search_read", { domain, fields: ["name"] }, "admin");
  assert.ok(leads.length > 1);
  const said = await textOf(frame, "sla");
  for (const { name } of leads) assert.ok(said.includes(name), `${name} is not in: ${said}`);
  assert.match(await clockOf(frame), /running|due-soon|overdue/);
  await shot(page, "sdr-contact");
});
