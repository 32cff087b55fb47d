// Associations, of both ends, with their types.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { now, refused, simulator } from "./lib/simulator.mjs";

let hubspot;
let v4;
let crm;
before(async () => {
  hubspot = await simulator();
  crm = hubspot.client().crm;
  v4 = crm.associations.v4;
});
after(() => hubspot.stop());

const make = async (type, properties = {}) => (await crm[type].basicApi.create({ properties, associations: [] })).id;
const types = (associated) => associated.associationTypes.map(({ typeId }) => typeId).sort((one, other) => one - other);

test("an association is seen from both ends, each by its own type", async () => {
  const [contact, company] = [await make("contacts", { email: "both@example.com" }), await make("companies")];
  const spec = [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: 1 }];
  const made = await v4.basicApi.create("contacts", contact, "companies", company, spec);
  assert.deepEqual([made.fromObjectTypeId, made.toObjectTypeId, made.labels], ["0-1", "0-2", ["Primary"]]);
  const there = await v4.basicApi.getPage("contacts", contact, "companies");
  const back = await v4.basicApi.getPage("companies", company, "contacts");
  assert.deepEqual([there.results[0].toObjectId, types(there.results[0])], [company, [1, 279]]);
  assert.deepEqual([back.results[0].toObjectId, types(back.results[0])], [contact, [2, 280]]);
  const primary = there.results[0].associationTypes.find(({ typeId }) => typeId === 1);
  assert.deepEqual([primary.category, primary.label], ["HUBSPOT_DEFINED", "Primary"]);
  const held = await hubspot.held("contacts", contact);
  assert.deepEqual(held.associations.companies[company].sort(), [1, 279]);
  assert.equal(now(held, "associatedcompanyid"), company);

  await v4.basicApi.archive("companies", company, "contacts", contact);
  assert.deepEqual((await v4.basicApi.getPage("contacts", contact, "companies")).results, []);
});

test("the usual type is made without being named", async () => {
  const [deal, contact] = [await make("deals", { dealname: "D" }), await make("contacts", { email: "usual@example.com" })];
  const made = await v4.basicApi.createDefault("deals", deal, "contacts", contact);
  assert.deepEqual(made.results.map(({ associationSpec }) => associationSpec.associationTypeId), [3, 4]);
  assert.equal((await crm.deals.basicApi.getById(deal, ["num_associated_contacts"])).properties.num_associated_contacts, "1");
});

test("a note can be created on a deal", async () => {
  const deal = await make("deals", { dealname: "With a note" });
  const properties = { hs_note_body: "Said so", hs_timestamp: "2026-03-02T09:00:00Z" };
  const on = (id, associationTypeId) => [{ to: { id }, types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId }] }];
  const note = await crm.objects.notes.basicApi.create({ properties, associations: on(deal, 214) });
  const seen = await v4.basicApi.getPage("deals", deal, "notes");
  assert.deepEqual(seen.results.map(({ toObjectId }) => toObjectId), [note.id]);
  await refused(crm.objects.notes.basicApi.create({ properties, associations: on("999999", 214) }), 404);
  await refused(crm.objects.notes.basicApi.create({ properties, associations: on(deal, 3) }), 400);
  await refused(crm.objects.leads.basicApi.create({ properties: { hs_lead_name: "Alone" }, associations: [] }), 400);
});

test("many are read at once, and none is told as an error", async () => {
  const deal = await make("deals", { dealname: "Large" });
  const alone = await make("deals", { dealname: "Alone" });
  const people = Array.from({ length: 6 }, (_, at) => Array.from({ length: 100 }, (_, one) => ({ properties: { email: `p${at}-${one}@example.com` }, associations: [] })));
  const inputs = [];
  for (const some of people) {
    const { results } = await crm.contacts.batchApi.create({ inputs: some });
    inputs.push(...results.map(({ id }) => ({ _from: { id: deal }, to: { id } })));
  }
  const made = await v4.batchApi.createDefault("deals", "contacts", { inputs });
  assert.equal(made.results.length, 1200);
  const read = await v4.batchApi.getPage("deals", "contacts", { inputs: [{ id: deal }, { id: alone }] });
  const [large] = read.results;
  assert.equal(large.to.length, 500);
  assert.equal(read.errors[0].subCategory, "crm.associations.NO_ASSOCIATIONS_FOUND");
  assert.deepEqual(read.errors[0].context.fromObjectId, [alone]);
  const rest = await v4.basicApi.getPage("deals", deal, "contacts", large.paging.next.after, 500);
  assert.deepEqual([rest.results.length, rest.paging], [100, undefined]);
  assert.equal(new Set([...large.to, ...rest.results].map(({ toObjectId }) => toObjectId)).size, 600);
  const held = await hubspot.held("deals", deal);
  assert.equal(Object.keys(held.associations.contacts).length, 600);

  await v4.batchApi.archive("deals", "contacts", { inputs: [{ _from: { id: deal }, to: inputs.map(({ to }) => to) }] });
  assert.deepEqual((await v4.basicApi.getPage("deals", deal, "contacts")).results, []);
});

test("labels are the account's own beside HubSpot's", async () => {
  const made = await v4.schema.definitionsApi.create("deals", "contacts", { name: "decides", label: "Decision maker", inverseLabel: "Decides on" });
  assert.deepEqual(made.results.map(({ category, label }) => [category, label]), [["USER_DEFINED", "Decision maker"], ["USER_DEFINED", "Decides on"]]);
  const all = await v4.schema.definitionsApi.getAll("deals", "contacts");
  assert.deepEqual(all.results.map(({ typeId, label }) => [typeId, label]), [[3, null], [made.results[0].typeId, "Decision maker"]]);
  const [deal, contact] = [await make("deals", { dealname: "L" }), await make("contacts", { email: "decides@example.com" })];
  const types = [{ associationCategory: "USER_DEFINED", associationTypeId: made.results[0].typeId }];
  const done = await v4.batchApi.create("deals", "contacts", { inputs: [{ _from: { id: deal }, to: { id: contact }, types }] });
  assert.deepEqual(done.results[0].labels, ["Decision maker"]);
  const back = await v4.basicApi.getPage("contacts", contact, "deals");
  assert.deepEqual(back.results[0].associationTypes.map(({ label }) => label), [null, "Decides on"]);
  await v4.batchApi.archiveLabels("deals", "contacts", { inputs: [{ _from: { id: deal }, to: { id: contact }, types }] });
  const left = await v4.basicApi.getPage("deals", deal, "contacts");
  assert.deepEqual(left.results[0].associationTypes.map(({ typeId }) => typeId), [3]);
});

test("what is deleted is associated with nothing", async () => {
  const [deal, contact] = [await make("deals", { dealname: "Left" }), await make("contacts", { email: "left@example.com" })];
  await v4.basicApi.createDefault("deals", deal, "contacts", contact);
  await crm.contacts.basicApi.archive(contact);
  assert.deepEqual((await v4.basicApi.getPage("deals", deal, "contacts")).results, []);
  await refused(v4.basicApi.createDefault("deals", deal, "contacts", contact), 404);
});
