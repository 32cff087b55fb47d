// Many objects in one request, and searching.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { refused, same, simulator } from "./lib/simulator.mjs";

let hubspot;
let crm;
before(async () => {
  hubspot = await simulator("--clock", "2026-03-02T09:00:00Z", "--speed", "0");
  crm = hubspot.client().crm;
  await hubspot.control("limits", "PUT", { tenSeconds: 190, day: 650_000, searches: 1000 });
  const inputs = Array.from({ length: 40 }, (_, at) => ({
    properties: {
      email: `person${at}@example.com`,
      firstname: at % 2 ? "Odd" : "Even",
      jobtitle: at < 3 ? "" : `Engineer ${at}`,
      lifecyclestage: at < 10 ? "lead" : "marketingqualifiedlead",
    },
    associations: [],
  }));
  await crm.contacts.batchApi.create({ inputs });
});
after(() => hubspot.stop());

const ids = (results) => results.map(({ id }) => id);

test("a batch is read whole, in the order of ids, each once", async () => {
  const wanted = ["1003", "1001", "1002", "1001"].map((id) => ({ id }));
  const read = await crm.contacts.batchApi.read({ inputs: wanted, properties: ["email", "jobtitle"], propertiesWithHistory: ["lifecyclestage"] });
  assert.equal(read.status, "COMPLETE");
  assert.ok(read.completedAt instanceof Date);
  assert.deepEqual(ids(read.results), ["1001", "1002", "1003"]);
  const { objects } = await hubspot.control("state");
  read.results.forEach((contact) => same(contact, objects.contacts[contact.id]));
  assert.equal(read.results[0].propertiesWithHistory.lifecyclestage[0].value, "lead");
});

test("what is missing is told beside what was found", async () => {
  const read = await crm.contacts.batchApi.read({ inputs: [{ id: "1001" }, { id: "99" }, { id: "x" }], properties: ["email"], propertiesWithHistory: [] });
  assert.deepEqual(ids(read.results), ["1001"]);
  assert.equal(read.numErrors, 1);
  assert.equal(read.errors[0].category, "OBJECT_NOT_FOUND");
  assert.deepEqual(read.errors[0].context, { ids: ["99", "x"] });
  assert.match(read.errors[0].message, /^Could not get some CONTACT objects/);
});

test("a batch has bounds, closer ones with histories", async () => {
  const many = (count) => Array.from({ length: count }, (_, at) => ({ id: String(1001 + at) }));
  const read = (count, history) => crm.contacts.batchApi.read({ inputs: many(count), properties: [], propertiesWithHistory: history });
  assert.equal((await read(100, [])).results.length, 40);
  await refused(read(101, []), 400);
  assert.equal((await read(50, ["email"])).results.length, 40);
  await refused(read(51, ["email"]), 400);
  await refused(crm.contacts.basicApi.getPage(101), 400);
  await refused(crm.contacts.basicApi.getPage(51, undefined, undefined, ["email"]), 400);
});

test("a batch changes what exists and says what does not", async () => {
  const inputs = [{ id: "1004", properties: { city: "Ulm" } }, { id: "77", properties: { city: "Bonn" } }];
  const done = await crm.contacts.batchApi.update({ inputs });
  assert.deepEqual(ids(done.results), ["1004"]);
  assert.deepEqual(done.errors[0].context.ids, ["77"]);
  assert.equal((await crm.contacts.basicApi.getById("1004", ["city"])).properties.city, "Ulm");
});

test("a batch creates or changes by a unique property", async () => {
  const inputs = ["person5@example.com", "new@example.com"].map((email) => ({ idProperty: "email", id: email, properties: { city: "Kiel" } }));
  const { results } = await crm.contacts.batchApi.upsert({ inputs });
  assert.deepEqual(results.map((contact) => [contact._new ?? contact.new, contact.properties.city]), [[false, "Kiel"], [true, "Kiel"]]);
  const made = await crm.contacts.basicApi.getById("new@example.com", ["city"], undefined, undefined, false, "email");
  assert.equal(made.id, results[1].id);
  await crm.contacts.batchApi.archive({ inputs: [{ id: made.id }, { id: "123456" }] });
  await refused(crm.contacts.basicApi.getById(made.id), 404);
});

test("nothing of a batch is done when one input is wrong", async () => {
  const inputs = [{ properties: { email: "fine@example.com" }, associations: [] }, { properties: { email: "nobody" }, associations: [] }];
  const error = await refused(crm.contacts.batchApi.create({ inputs }), 400);
  assert.equal(error.body.category, "VALIDATION_ERROR");
  const { total } = await search({ filterGroups: [group(["email", "EQ", "fine@example.com"])] });
  assert.equal(total, 0);
  const traced = inputs.map((input, at) => ({ ...input, objectWriteTraceId: `row-${at}` }));
  const done = await crm.contacts.batchApi.create({ inputs: traced });
  assert.deepEqual([done.results.length, done.numErrors], [1, 1]);
  assert.deepEqual(done.errors[0].context.objectWriteTraceId, ["row-1"]);
});

const search = (request) => crm.contacts.searchApi.doSearch({ limit: 100, after: "0", properties: ["email"], sorts: [], filterGroups: [], ...request });
const group = (...filters) => ({ filters: filters.map(([propertyName, operator, value]) => ({ propertyName, operator, ...(Array.isArray(value) ? { values: value } : { value }) })) });

test("a search finds what any of its groups describes", async () => {
  const both = await search({ filterGroups: [group(["firstname", "EQ", "odd"], ["lifecyclestage", "EQ", "lead"]), group(["jobtitle", "NOT_HAS_PROPERTY"])] });
  const { objects } = await hubspot.control("state");
  const value = (contact, name) => contact.properties[name]?.at(-1)[0] ?? "";
  const expected = Object.entries(objects.contacts).filter(([, contact]) => contact.archivedAt === null && ((value(contact, "firstname") === "Odd" && value(contact, "lifecyclestage") === "lead") || value(contact, "jobtitle") === ""));
  assert.deepEqual(ids(both.results), expected.map(([id]) => id));
  assert.equal(both.total, expected.length);
  both.results.forEach((contact) => same(contact, objects.contacts[contact.id]));
});

test("comparing never finds what has no value", async () => {
  const total = async (...filters) => (await search({ filterGroups: [group(...filters)] })).total;
  const [having, lacking] = [await total(["jobtitle", "HAS_PROPERTY"]), await total(["jobtitle", "NOT_HAS_PROPERTY"])];
  assert.ok(having > 0 && lacking > 0);
  assert.equal(await total(["jobtitle", "NEQ", "nobody"]), having);
  assert.equal(await total(["jobtitle", "NOT_IN", ["nobody"]]), having);
  assert.equal(await total(["jobtitle", "NOT_CONTAINS_TOKEN", "nobody"]), having);
  assert.equal(await total(["hs_object_id", "GTE", "1001"]), having + lacking);
});

test("a search sorts, pages and looks for words", async () => {
  const first = await search({ query: "engineer", sorts: ["-email"], limit: 3 });
  assert.deepEqual(first.results.map((contact) => contact.properties.email), ["person9@example.com", "person8@example.com", "person7@example.com"]);
  assert.equal(first.paging.next.after, "3");
  const next = await search({ query: "engineer", sorts: ["-email"], limit: 3, after: first.paging.next.after });
  assert.equal(next.results[0].properties.email, "person6@example.com");
  const some = await search({ filterGroups: [group(["email", "IN", ["person1@example.com", "person2@example.com"]])] });
  assert.equal(some.total, 2);
});

test("a search has bounds", async () => {
  await refused(search({ limit: 201 }), 400);
  await refused(search({ after: "9950", limit: 100 }), 400);
  await refused(search({ filterGroups: Array.from({ length: 6 }, () => group(["email", "HAS_PROPERTY"])) }), 400);
  const error = await refused(search({ filterGroups: [group(["no_such_property", "EQ", "1"])] }), 400);
  assert.equal(error.body.category, "VALIDATION_ERROR");
});
