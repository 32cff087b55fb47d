// Wrong requests and worse days: HubSpot's own client recognises what it is told.
import { after, before, beforeEach, test } from "node:test";
import assert from "node:assert/strict";
import { refused, simulator } from "./lib/simulator.mjs";

const LIMITS = { tenSeconds: 190, day: 650_000, searches: 5 };
let hubspot;
let crm;
let scopes;
before(async () => {
  hubspot = await simulator();
  crm = hubspot.client().crm;
  ({ scopes } = await hubspot.control("token"));
});
beforeEach(async () => {
  await hubspot.control("token", "PUT", { scopes, revoked: false });
  await hubspot.control("limits", "PUT", LIMITS);
  await hubspot.control("clock", "PUT", { advanceSeconds: 86_400 });
  await hubspot.control("faults", "DELETE");
  await hubspot.control("counters", "DELETE");
});
after(() => hubspot.stop());

const page = (client = crm) => client.contacts.basicApi.getPage();
const search = (client = crm) => client.contacts.searchApi.doSearch({ limit: 1, after: "0", properties: [], sorts: [], filterGroups: [] });

/** Does something with timers that do not wait, and answers for how long they were asked to. */
async function without_waiting(work) {
  const real = globalThis.setTimeout;
  const waits = [];
  globalThis.setTimeout = (call, wait, ...rest) => {
    waits.push(wait);
    return real(call, 0, ...rest);
  };
  const said = console.error;
  console.error = () => {};
  try {
    return [await work(), waits];
  } finally {
    globalThis.setTimeout = real;
    console.error = said;
  }
}

test("a wrong token, and one that was taken back", async () => {
  const wrong = await refused(page(hubspot.client({ accessToken: "wrong" }).crm), 401);
  assert.deepEqual([wrong.body.category, wrong.body.status ?? "error"], ["INVALID_AUTHENTICATION", "error"]);
  assert.match(wrong.body.correlationId, /^[0-9a-f-]{36}$/);
  await hubspot.control("token", "PUT", { revoked: true });
  await refused(page(), 401);
});

test("a missing scope is named", async () => {
  await hubspot.control("token", "PUT", { scopes: scopes.filter((scope) => scope !== "crm.objects.deals.read") });
  await page();
  const error = await refused(crm.deals.basicApi.getPage(), 403);
  assert.equal(error.body.category, "MISSING_SCOPES");
  assert.deepEqual(error.body.errors[0].context, { requiredGranularScopes: ["crm.objects.deals.read"] });
});

test("values that do not fit are told one by one", async () => {
  const properties = { email: "nobody", no_such: "1", lifecyclestage: "warm", hs_time_to_first_engagement: "5" };
  const error = await refused(crm.contacts.basicApi.create({ properties, associations: [] }), 400);
  assert.equal(error.body.category, "VALIDATION_ERROR");
  assert.deepEqual(error.body.errors.map(({ code }) => code), ["INVALID_EMAIL", "READ_ONLY_VALUE", "INVALID_OPTION", "PROPERTY_DOESNT_EXIST"]);
  assert.match(error.body.message, /^Property values were not valid: \[\{/);
});

test("an address that is taken is a conflict, with the id of who has it", async () => {
  const { id } = await crm.contacts.basicApi.create({ properties: { email: "taken@example.com" }, associations: [] });
  const error = await refused(crm.contacts.basicApi.create({ properties: { email: "TAKEN@example.com" }, associations: [] }), 409);
  assert.deepEqual([error.body.category, error.body.message], ["CONFLICT", `Contact already exists. Existing ID: ${id}`]);
});

test("what does not exist is not found", async () => {
  assert.equal((await refused(crm.contacts.basicApi.getById("1"), 404)).body.category, "OBJECT_NOT_FOUND");
  await refused(crm.contacts.basicApi.update("1", { properties: { city: "Ulm" } }), 404);
  await refused(crm.objects.basicApi.getPage("unicorns"), 400);
  const nonsense = await fetch(`${hubspot.origin}/crm/v3/objects/contacts`, { method: "POST", headers: { authorization: `Bearer ${hubspot.token}`, "content-type": "application/json" }, body: '{"properties"' });
  assert.deepEqual([nonsense.status, (await nonsense.json()).status], [400, "error"]);
});

test("every answer but a search says what is left", async () => {
  const { headers } = await hubspot.client().apiRequest({ path: "/crm/v3/objects/contacts" });
  const left = Object.fromEntries([...headers].filter(([name]) => name.startsWith("x-hubspot-ratelimit")));
  assert.deepEqual(left, {
    "x-hubspot-ratelimit-max": "190",
    "x-hubspot-ratelimit-remaining": "189",
    "x-hubspot-ratelimit-interval-milliseconds": "10000",
    "x-hubspot-ratelimit-daily": "650000",
    "x-hubspot-ratelimit-daily-remaining": "649999",
  });
  const answer = await hubspot.client().apiRequest({ method: "POST", path: "/crm/v3/objects/contacts/search", body: {} });
  assert.deepEqual([...answer.headers].filter(([name]) => name.startsWith("x-hubspot")), []);
});

test("ten seconds are over when they are over", async () => {
  await hubspot.control("limits", "PUT", { ...LIMITS, tenSeconds: 2 });
  await page();
  await page();
  const error = await refused(page(), 429);
  assert.deepEqual([error.body.category, error.headers["x-hubspot-ratelimit-remaining"]], ["RATE_LIMITS", "0"]);
  await hubspot.control("clock", "PUT", { advanceSeconds: 10 });
  await page();
  const counters = await hubspot.control("counters");
  assert.deepEqual([counters.calls, counters.exceeded, counters.mostInTenSeconds], [3, { TEN_SECONDLY_ROLLING: 1 }, 2]);
  assert.deepEqual(counters.byRoute, { "GET /crm/v3/objects/contacts": 3 });
});

test("the client waits ten seconds and tries again by itself", async () => {
  await hubspot.control("limits", "PUT", { ...LIMITS, tenSeconds: 1 });
  await page();
  const retrying = hubspot.client({ numberOfApiCallRetries: 3 }).crm;
  const [error, waits] = await without_waiting(() => refused(page(retrying), 429));
  assert.deepEqual(waits.filter((wait) => wait >= 10_000), [10_000, 20_000]);
  assert.match(error.message, /TEN_SECONDLY_ROLLING/);
  assert.equal((await hubspot.control("counters")).exceeded.TEN_SECONDLY_ROLLING, 3);
});

test("the client knows that searches have a limit of their own", async () => {
  await hubspot.control("limits", "PUT", { ...LIMITS, searches: 0 });
  const retrying = hubspot.client({ numberOfApiCallRetries: 2 }).crm;
  const [error, waits] = await without_waiting(() => refused(search(retrying), 429));
  assert.ok(waits.includes(1000), String(waits));
  assert.match(error.message, /You have reached your secondly limit\./);
  await page();
});

test("a day that is used up stays so until midnight, and is not tried again", async () => {
  await hubspot.control("limits/use-up-day", "POST");
  const retrying = hubspot.client({ numberOfApiCallRetries: 3 }).crm;
  const [error] = await without_waiting(() => refused(page(retrying), 429));
  assert.match(error.message, /DAILY/);
  assert.equal((await hubspot.control("counters")).exceeded.DAILY, 1);
  await hubspot.control("clock", "PUT", { advanceSeconds: 86_400 });
  await page();
});

test("a server that fails is tried again", async () => {
  await hubspot.control("faults", "POST", { times: 2, path: "/crm/v3/objects/contacts", fault: { kind: "status", status: 503 } });
  const retrying = hubspot.client({ numberOfApiCallRetries: 3 }).crm;
  const [read] = await without_waiting(() => page(retrying));
  assert.ok(Array.isArray(read.results));
});

test("an answer that breaks off, and one that leads elsewhere", async () => {
  await hubspot.control("faults", "POST", { times: 1, fault: { kind: "half" } });
  await assert.rejects(page(), SyntaxError);
  await hubspot.control("faults", "POST", { times: 1, fault: { kind: "redirect", to: "http://127.0.0.1:1/" } });
  await assert.rejects(page());
  await page();
});
