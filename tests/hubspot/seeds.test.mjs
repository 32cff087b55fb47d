// What an account holds at the start, and what visitors do to it.
import { test } from "node:test";
import assert from "node:assert/strict";
import { now, same, simulator } from "./lib/simulator.mjs";

test("the demo's people, companies and deals have a past", async (t) => {
  const hubspot = await simulator("--seed", "demo", "--clock", "2026-03-02T09:00:00Z", "--speed", "0");
  t.after(() => hubspot.stop());
  const { crm } = hubspot.client();
  const contacts = await crm.contacts.getAll(50, undefined, ["hs_analytics_source"], ["hubspot_owner_id", "hs_latest_source"], ["companies", "deals"]);
  assert.equal(contacts.length, 27);
  const { objects } = await hubspot.control("state");
  contacts.forEach((contact) => same(contact, objects.contacts[contact.id]));
  const owned = contacts.filter(({ propertiesWithHistory }) => propertiesWithHistory.hubspot_owner_id.length === 3);
  assert.equal(owned.length, 1);
  assert.ok(contacts.every(({ associations }) => associations.companies.results.length > 0));
  const deals = await crm.deals.getAll(50, undefined, ["competitor", "hs_is_closed_won", "hs_v2_date_entered_closedwon"]);
  assert.equal(deals.filter(({ properties }) => properties.competitor).length, 2);
  assert.ok(deals.some(({ properties }) => properties.hs_v2_date_entered_closedwon < "2026-03-01"));
});

test("visitors come back and send forms", async (t) => {
  const hubspot = await simulator("--clock", "2026-03-02T09:00:00Z", "--speed", "0");
  t.after(() => hubspot.stop());
  const { id } = await hubspot.client().crm.contacts.basicApi.create({ properties: { email: "visitor@example.com" }, associations: [] });
  const visit = (source, detail) => hubspot.control("visits", "POST", { contact: Number(id), source, detail, url: "https://plumbline.example/" });
  await visit("PAID_SEARCH", ["google", "planning"]);
  await hubspot.control("clock", "PUT", { advanceSeconds: 3600 });
  await visit("EMAIL_MARKETING", ["Newsletter", "march"]);
  for (const form of ["Request a demo", "Contact us"]) {
    await hubspot.control("form-submissions", "POST", { contact: Number(id), form });
  }
  const held = await hubspot.held("contacts", id);
  const values = ["hs_analytics_source", "hs_latest_source", "hs_latest_source_timestamp", "first_conversion_event_name", "recent_conversion_event_name", "num_conversion_events"];
  assert.deepEqual(values.map((name) => now(held, name)), ["PAID_SEARCH", "EMAIL_MARKETING", "2026-03-02T10:00:00.000Z", "Request a demo", "Contact us", "2"]);
  assert.deepEqual(held.properties.hs_latest_source.map(([, at]) => at), ["2026-03-02T09:00:00.000Z", "2026-03-02T10:00:00.000Z"]);
});

test("a large account is paged to its end", async (t) => {
  const hubspot = await simulator("--contacts", "2000", "--deals", "300");
  t.after(() => hubspot.stop());
  const { crm } = hubspot.client();
  const contacts = await crm.contacts.getAll(100);
  const deals = await crm.deals.getAll(100, undefined, undefined, undefined, ["contacts"]);
  assert.deepEqual([contacts.length, deals.length], [2000, 300]);
  assert.ok(deals.every(({ associations }) => associations.contacts.results.length >= 1));
  const { exceeded } = await hubspot.control("counters");
  assert.deepEqual(exceeded, {});
});
