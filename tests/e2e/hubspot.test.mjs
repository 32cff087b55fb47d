// HubSpot under its own host names: the panel where a record is, and nowhere else.
import assert from "node:assert/strict";
import { after } from "node:test";
import { HubSpot } from "./lib/hubspot.mjs";
import { card, dockOf, openRecord, panelOf, report, statusOf, textOf } from "./lib/panel.mjs";
import { shot } from "./lib/shots.mjs";
import { scenario, setStage } from "./lib/stage.mjs";
import { stays, until } from "./lib/wait.mjs";

const hubspot = await HubSpot.start();
after(() => hubspot.stop());
const stage = await setStage(hubspot.stage);
const jana = await hubspot.idOf("contacts", "firstname", "Jana");
const deal = await hubspot.idOf("deals", "dealname", "Nordwind: three sites");

/** Sam, of sales. */
const SAM = { user: 5001, owner: "71001" };

scenario(stage, "a deal: who sourced it, what each touch is credited with, how fast sales was", async (page) => {
  const frame = await openRecord(page, hubspot.url("deals", deal), hubspot.key("deals", deal));
  assert.match(await textOf(frame, "source"), /Original Paid search/);
  // W-shaped, by hand: the first visit began journey and lead, the meeting came last before the deal, a tenth is shared.
  const parts = await frame.locator("[data-part=channels] li").allInnerTexts();
  const said = parts.map((part) => part.replace(/\s+/g, " ").trim());
  assert.match(said[0], /^Paid search 60\s?% = €28,800/);
  assert.match(said[1], /^Meeting 30\s?% = €14,400/);
  assert.match(await textOf(frame, "credit-sum"), /100\s?%.*€48,000/);
  // Given to Sam 117.7 days ago, who called 43 minutes later.
  const sla = await textOf(frame, "sla");
  assert.match(sla, /Jana Ellerbek/);
  assert.match(sla, /Sam Dialler/);
  assert.match(sla, /43 min/);
  await shot(page, "hubspot-deal");
});

scenario(stage, "a deal against a competitor: what is likely at its stage, and what answers it best", async (page) => {
  const rollout = await hubspot.idOf("deals", "dealname", "Lumen: rollout");
  const frame = await openRecord(page, hubspot.url("deals", rollout), hubspot.key("deals", rollout));
  const chips = await frame.locator("[data-part=chip]").allTextContents();
  // Three are usual when the decision maker is bought in; of the others nothing is known, so they stand by their names.
  assert.deepEqual(chips.slice(0, 3).toSorted(), ["Security review", "The works council must agree", "Too expensive"]);
  assert.deepEqual(chips.slice(3), chips.slice(3).toSorted());
  const id = await report(frame, "price");
  await statusOf(frame, id, "new");
  const pieces = frame.locator("[data-part=piece]");
  await pieces.first().waitFor();
  const said = (await pieces.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
  assert.equal(said.length, 3);
  // For objection, stage and competitor; for objection and competitor; for the objection alone.
  assert.match(said[0], /^Five years' cost beside Stellwerk Suite .*“Too expensive”.*against Stellwerk Suite.*Decision Maker Bought-In/);
  assert.match(said[1], /^Battlecard: against Stellwerk Suite .*“Too expensive”.*Stellwerk Suite/);
  assert.match(said[2], /^What an hour of idle machines costs: a calculator .*“Too expensive”/);
  await shot(page, "hubspot-deal-answers");
  await page.emulateMedia({ colorScheme: "dark" });
  await shot(page, "hubspot-deal-answers-dark");
});

scenario(stage, "a contact is handed off and the call that is logged on the page stops the clock", async (page) => {
  const { id } = await hubspot.person(SAM.user, "POST", "/crm/v3/objects/contacts", {
    properties: { firstname: "Wren", lastname: "Example", email: "wren@buyer.example", lifecyclestage: "lead" },
  });
  const change = (properties) => hubspot.person(5005, "PATCH", `/crm/v3/objects/contacts/${id}`, { properties });
  await change({ lifecyclestage: "marketingqualifiedlead" });
  await change({ hubspot_owner_id: SAM.owner });
  const frame = await openRecord(page, hubspot.url("contacts", id), hubspot.key("contacts", id));
  await frame.waitForSelector("[data-clock=running]");
  await shot(page, "hubspot-contact-running");
  await hubspot.person(SAM.user, "POST", "/crm/v3/objects/calls", {
    properties: { hs_timestamp: String(Date.now()), hs_call_title: "First call", hubspot_owner_id: SAM.owner },
    associations: [{ to: { id }, types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: 194 }] }],
  });
  await frame.waitForSelector("[data-clock=met]", { timeout: 30_000 });
  assert.match(await textOf(frame, "sla"), /Sam Dialler/);
  await shot(page, "hubspot-contact-met");
});

scenario(stage, "in-page navigation: list, contact, its deal, board; a panel where a record is, and only there", async (page) => {
  await page.goto(hubspot.at("/objects/0-1/views/all/list"));
  await page.getByRole("heading", { level: 1, name: "Contacts" }).waitFor();
  await stays("no panel beside the list", async () => !(await dockOf(page)).shown);
  await page.getByRole("link", { name: "Jana Ellerbek" }).click();
  await panelOf(page, hubspot.key("contacts", jana));
  await page.getByRole("link", { name: "Nordwind: three sites" }).click();
  const frame = await panelOf(page, hubspot.key("deals", deal));
  assert.match(await card(frame, "panel").locator("h1").innerText(), /Nordwind: three sites/);
  await page.getByRole("link", { name: "Deal board" }).click();
  await until("no panel beside the board", async () => !(await dockOf(page)).shown);
  await page.goBack();
  await panelOf(page, hubspot.key("deals", deal));
});
