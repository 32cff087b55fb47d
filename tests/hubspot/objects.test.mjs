// Objects one by one, and lists of them, as HubSpot's own client reads and writes them.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { now, refused, same, simulator } from "./lib/simulator.mjs";

let hubspot;
let crm;
before(async () => {
  hubspot = await simulator("--clock", "2026-03-02T09:00:00Z", "--speed", "0");
  crm = hubspot.client().crm;
});
after(() => hubspot.stop());

const ada = { email: "Ada@Example.com", firstname: "Ada", lastname: "Example", lifecyclestage: "lead" };

test("what is created can be read, by id and by e-mail", async () => {
  const made = await crm.contacts.basicApi.create({ properties: ada, associations: [] });
  const held = await hubspot.held("contacts", made.id);
  same(made, held);
  assert.equal(made.properties.email, "ada@example.com");
  assert.equal(made.properties.hs_v2_date_entered_lead, "2026-03-02T09:00:00.000Z");

  const read = await crm.contacts.basicApi.getById(made.id);
  same(read, held);
  const usual = ["createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"];
  assert.deepEqual(Object.keys(read.properties).sort(), usual);
  assert.equal(read.archived, false);

  const found = await crm.contacts.basicApi.getById("ADA@example.com", ["phone", "no_such_property"], undefined, undefined, false, "email");
  assert.equal(found.id, made.id);
  assert.equal(found.properties.phone, null);
  assert.ok(!("no_such_property" in found.properties));
});

test("a deal has the pipeline and the figures that HubSpot adds", async () => {
  const properties = { dealname: "Widgets", amount: "1000", dealstage: "qualifiedtobuy" };
  const deal = await crm.deals.basicApi.create({ properties, associations: [] });
  const added = { pipeline: "default", hs_is_closed: "false", hs_deal_stage_probability: "0.4", hs_projected_amount: "400" };
  for (const [name, value] of Object.entries(added)) {
    assert.equal(deal.properties[name], value, name);
  }
  await hubspot.control("clock", "PUT", { advanceSeconds: 3600 });
  const won = await crm.deals.basicApi.update(deal.id, { properties: { dealstage: "closedwon" } });
  assert.equal(won.properties.hs_is_closed_won, "true");
  assert.equal(won.properties.hs_v2_date_entered_closedwon, "2026-03-02T10:00:00.000Z");
  assert.equal(won.properties.hs_v2_date_exited_qualifiedtobuy, "2026-03-02T10:00:00.000Z");
  same(won, await hubspot.held("deals", deal.id));
});

test("a history tells every value, newest first, and whose it was", async () => {
  const { id } = await crm.contacts.basicApi.create({ properties: { email: "grace@example.com", hubspot_owner_id: "71001" }, associations: [] });
  await hubspot.control("clock", "PUT", { advanceSeconds: 60 });
  await hubspot.person(5002, `/crm/v3/objects/contacts/${id}`, "PATCH", { properties: { hubspot_owner_id: "71002" } });
  const read = await crm.contacts.basicApi.getById(id, undefined, ["hubspot_owner_id", "hubspot_owner_assigneddate"]);
  const [second, first, ...none] = read.propertiesWithHistory.hubspot_owner_id;
  assert.deepEqual([second.value, second.sourceType, second.sourceId, second.updatedByUserId], ["71002", "CRM_UI", "userId:5002", 5002]);
  assert.deepEqual([first.value, first.sourceType, first.updatedByUserId], ["71001", "INTEGRATION", undefined]);
  assert.equal(second.timestamp - first.timestamp, 60_000);
  assert.deepEqual(none, []);
  // The date of the assignment is that of the last one.
  assert.equal(Date.parse(read.properties.hubspot_owner_assigneddate), second.timestamp.getTime());
  const held = await hubspot.held("contacts", id);
  const told = read.propertiesWithHistory.hubspot_owner_id.map(({ value, timestamp }) => [value, timestamp.toISOString()]);
  assert.deepEqual(told.reverse(), held.properties.hubspot_owner_id.map(([value, at]) => [value, at]));
});

test("pages follow one another until there are no more", async () => {
  const inputs = Array.from({ length: 23 }, (_, at) => ({ properties: { name: `Company ${at}` }, associations: [] }));
  await crm.companies.batchApi.create({ inputs });
  const first = await crm.companies.basicApi.getPage(10);
  assert.equal(first.results.length, 10);
  const second = await crm.companies.basicApi.getPage(10, first.paging.next.after);
  const third = await crm.companies.basicApi.getPage(10, second.paging.next.after);
  assert.deepEqual([second.results.length, third.results.length, third.paging], [10, 3, undefined]);

  const all = await crm.companies.getAll(7);
  const { objects } = await hubspot.control("state");
  assert.deepEqual(all.map(({ id }) => id), Object.keys(objects.companies));
  all.forEach((company) => same(company, objects.companies[company.id]));
});

test("what is deleted is read only by who asks for it", async () => {
  const { id } = await crm.companies.basicApi.create({ properties: { name: "Gone" }, associations: [] });
  await crm.companies.basicApi.archive(id);
  await refused(crm.companies.basicApi.getById(id), 404);
  const read = await crm.companies.basicApi.getById(id, undefined, undefined, undefined, true);
  assert.equal(read.archived, true);
  assert.ok(read.archivedAt instanceof Date);
  const listed = await crm.companies.basicApi.getPage(10, undefined, undefined, undefined, undefined, true);
  assert.deepEqual(listed.results.map((company) => company.id), [id]);
  await crm.companies.basicApi.archive(id);
});

test("merging leaves one, which is found by every id", async () => {
  const make = (properties) => crm.companies.basicApi.create({ properties, associations: [] });
  const kept = await make({ name: "Kept", city: "" });
  const lost = await make({ name: "Lost", city: "Ulm" });
  const contact = await crm.contacts.basicApi.create({ properties: { email: "merged@example.com" }, associations: [] });
  await crm.associations.v4.basicApi.createDefault("contacts", contact.id, "companies", lost.id);
  const merged = await crm.companies.basicApi.merge({ primaryObjectId: kept.id, objectIdToMerge: lost.id });
  assert.ok(![kept.id, lost.id].includes(merged.id));
  assert.deepEqual([merged.properties.name, merged.properties.city], ["Kept", "Ulm"]);
  assert.equal(merged.properties.hs_merged_object_ids, `${kept.id};${lost.id}`);
  for (const id of [kept.id, lost.id]) {
    assert.equal((await crm.companies.basicApi.getById(id)).id, merged.id);
  }
  const { results } = await crm.associations.v4.basicApi.getPage("contacts", contact.id, "companies");
  assert.deepEqual(results.map(({ toObjectId }) => toObjectId), [merged.id]);

  const [one, two] = await Promise.all(["one@example.com", "two@example.com"].map((email) => crm.contacts.basicApi.create({ properties: { email }, associations: [] })));
  const person = await crm.contacts.basicApi.merge({ primaryObjectId: one.id, objectIdToMerge: two.id });
  assert.equal(person.id, one.id);
  assert.equal((await crm.contacts.basicApi.getById(two.id)).id, one.id);
});

test("who is removed for good is nowhere any more", async () => {
  const { id } = await crm.contacts.basicApi.create({ properties: { email: "forget@example.com" }, associations: [] });
  await crm.contacts.basicApi.purge({ idProperty: "email", objectId: "forget@example.com" });
  await refused(crm.contacts.basicApi.getById(id), 404);
  await refused(crm.contacts.basicApi.getById(id, undefined, undefined, undefined, true), 404);
  assert.equal(await hubspot.held("contacts", id), undefined);
});

test("an engagement dates what it is associated with", async () => {
  const contact = await crm.contacts.basicApi.create({ properties: { email: "called@example.com" }, associations: [] });
  await hubspot.control("clock", "PUT", { advanceSeconds: 1800 });
  const at = (await hubspot.control("clock")).now;
  const types = [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: 194 }];
  const call = await crm.objects.calls.basicApi.create({
    properties: { hs_call_title: "First call", hs_timestamp: String(Date.parse(at)) },
    associations: [{ to: { id: contact.id }, types }],
  });
  const held = await hubspot.held("contacts", contact.id);
  assert.equal(now(held, "hs_time_to_first_engagement"), "1800000");
  assert.equal(now(held, "hs_first_engagement_object_id"), call.id);
  assert.equal(Date.parse(now(held, "notes_last_contacted")), Date.parse(at));
  const read = await crm.contacts.basicApi.getById(contact.id, undefined, undefined, ["calls", "companies"]);
  const named = Object.entries(read.associations).map(([type, { results }]) => [type, results.map((one) => ({ ...one }))]);
  assert.deepEqual(named, [["calls", [{ id: call.id, type: "contact_to_call" }]]]);
});

test("the dated versions answer the same", async () => {
  const { id } = await crm.contacts.basicApi.create({ properties: { email: "dated@example.com" }, associations: [] });
  const read = async (path) => (await hubspot.client().apiRequest({ path })).json();
  const old = await read(`/crm/v3/objects/contacts/${id}?properties=email`);
  for (const version of ["2026-03", "2026-09"]) {
    assert.deepEqual(await read(`/crm/objects/${version}/contacts/${id}?properties=email`), old);
    assert.deepEqual(await read(`/crm/objects/${version}/0-1/${id}?properties=email`), old);
    assert.equal((await read(`/crm/owners/${version}`)).results.length, 6);
    assert.equal((await read(`/crm/pipelines/${version}/deals`)).results.length, 2);
    assert.equal((await read(`/crm/properties/${version}/contacts/email`)).name, "email");
    assert.equal((await read(`/account-info/${version}/details`)).portalId, 26400100);
  }
});
