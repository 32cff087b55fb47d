// Things that go wrong around a record: each gets a clear sentence, nothing is lost, and it mends itself.
import assert from "node:assert/strict";
import { after, describe } from "node:test";
import { leadKey, leadUrl, newLead, remove, seeded } from "./lib/odoo.mjs";
import { openRecord, panelOf, push, report, textOf } from "./lib/panel.mjs";
import { odoo } from "./lib/places.mjs";
import { Proxy } from "./lib/proxy.mjs";
import { shot } from "./lib/shots.mjs";
import { REP, scenario, setStage } from "./lib/stage.mjs";
import { stays, until } from "./lib/wait.mjs";

const crm = await Proxy.to(() => odoo);
const stage = await setStage({ hub: { crm: crm.origin } });
after(() => crm.close());
const { hub, front } = stage;

const panels = (page) => page.locator("plumbline-panel").count();

scenario(stage, "addresses that only look like a record's get no panel", async (page) => {
  await page.goto(`${odoo}/odoo/crm`);
  await page.waitForSelector(".o_kanban_view");
  const lookalikes = ["/odoo/crm/new", "/odoo/crm/17/action-44", "/odoo/crm/17abc", "/odoo/17", "/odoo/settings/17", "/web/image/crm.lead/17",
    "/odoo/crm?id=17&model=crm.lead", "/odoo/crm#/odoo/crm/17", "/odoo/crm/-17", "/odoo/crm/1e1", "/odoo/crm/%31%37x", `/odoo/crm/${"9".repeat(40)}0x`];
  for (const path of lookalikes) {
    await push(page, path);
    await stays(`no panel at ${path}`, async () => (await panels(page)) === 0, 250);
  }
  await shot(page, "trouble-lookalikes");
  await push(page, `/odoo/crm/${seeded.lead_fresh}`);
  await panelOf(page, leadKey(seeded.lead_fresh));
});

scenario(stage, "a record that was deleted", async (page) => {
  const lead = await newLead("Deleted soon");
  await remove("crm.lead", lead);
  await page.goto(`${odoo}/odoo/crm`);
  await page.waitForSelector(".o_kanban_view");
  await push(page, leadUrl(lead));
  const frame = await panelOf(page, leadKey(lead), { state: "failed" });
  assert.match(await textOf(frame, "notice"), /cannot find this record\. It may be deleted, or not visible/);
  await shot(page, "trouble-deleted");
});

const FAILURES = [
  ["an error page", { status: 502 }, /not a working hub \(status 502\)/],
  ["a newer protocol", { headers: { "plumbline-protocol": "2" } }, /The hub is newer than this extension\. Update the extension/],
  ["no answer", "refuse", /The hub does not answer/],
];
for (const [name, rule, expected] of FAILURES) {
  scenario(stage, `the hub gives ${name}: it is said, and trying again shows the record`, async (page) => {
    const lead = await newLead(`Hub gives ${name}`);
    front.rule = ({ url }) => (url.startsWith("/v1/records") ? rule : "pass");
    const frame = await openRecord(page, leadUrl(lead), leadKey(lead), { state: "failed" });
    assert.match(await textOf(frame, "notice"), expected);
    await shot(page, `trouble-hub-${name.replaceAll(" ", "-")}`);
    front.pass();
    await frame.getByRole("button", { name: "Try again" }).click();
    await panelOf(page, leadKey(lead));
  });
}

describe("a hub that takes its time", () => {
  const slow = new Map();
  const delayed = ({ url }) => ({ delay: slow.get(url.split("/").at(-1)) ?? 0 });

  scenario(stage, "three seconds: the shape of the cards, then the cards", async (page) => {
    const lead = await newLead("Slow hub");
    slow.set(String(lead), 3000);
    front.rule = delayed;
    const frame = await openRecord(page, leadUrl(lead), leadKey(lead), { state: "loading" });
    assert.ok(await frame.locator("[data-part=skeleton]").isVisible());
    await shot(page, "trouble-hub-slow");
    await panelOf(page, leadKey(lead));
  });

  scenario(stage, "longer than anybody waits: counted as no answer", async (page) => {
    const lead = await newLead("Very slow hub");
    slow.set(String(lead), 30_000);
    front.rule = delayed;
    const frame = await openRecord(page, leadUrl(lead), leadKey(lead), { state: "failed", timeout: 40_000 });
    assert.match(await textOf(frame, "notice"), /The hub does not answer/);
  });
});

scenario(stage, "100,000 characters: said before sending, and none is lost", async (page) => {
  const lead = await newLead("A long story");
  const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
  const id = await report(frame, "price");
  const words = "0123456789".repeat(10_000);
  await frame.fill("textarea[data-part=words]", words);
  assert.match(await textOf(frame, "details"), /100000 of at most \d+ characters/);
  await frame.click("[data-part=send]");
  assert.match(await until("it is said", () => textOf(frame, "problem")), /These are 100000 characters; a report can carry \d+\. Shorten/);
  assert.equal(await frame.inputValue("textarea[data-part=words]"), words);
  await shot(page, "trouble-100000-characters");
  await frame.fill("textarea[data-part=words]", "Short after all.");
  await frame.click("[data-part=send]");
  await until("it arrives", async () => JSON.stringify(await stage.marketer.get("/v1/inbox")).includes("Short after all."));
  assert.ok(id);
});

scenario(stage, "the CRM is away: last known values with their age, and it mends itself", async (page) => {
  const frame = await openRecord(page, leadUrl(seeded.lead_due_soon), leadKey(seeded.lead_due_soon));
  crm.rule = () => "refuse";
  const said = await until("the panel says so", async () => {
    const text = await textOf(frame, "freshness");
    return /These facts were read/.test(text) && text;
  }, { timeout: 30_000 });
  assert.match(said, /These facts were read (just now|\d+ min ago)/);
  assert.equal(await frame.locator("[data-part=clock]").count(), 1, "the clock still runs");
  await shot(page, "trouble-crm-away");
  crm.pass();
  await until("the trouble is gone", async () => !/These facts/.test(await textOf(frame, "freshness")), { timeout: 40_000 });
});

for (const status of [401, 403, 500, 429]) {
  scenario(stage, `the CRM answers ${status}: what is known stays, with the reason`, async () => {
    const rep = await hub.person(REP, "rep");
    const path = `/v1/records/${leadKey(seeded.lead_overdue)}`;
    const before = await rep.get(path);
    try {
      crm.rule = () => ({ status, body: "<h1>No</h1>" });
      const view = await until("the hub has noticed", async () => {
        const view = await rep.get(path);
        return view.freshness.trouble && view;
      }, { timeout: 15_000 });
      assert.ok(view.freshness.trouble.length > 10 && /[.!]$|[a-z]$/.test(view.freshness.trouble), view.freshness.trouble);
      assert.deepEqual(view.hand_offs[0].response.due_at, before.hand_offs[0].response.due_at);
    } finally {
      crm.pass();
    }
    await until("it has recovered", async () => (await rep.get(path)).freshness.trouble === null, { timeout: 40_000 });
  });
}
