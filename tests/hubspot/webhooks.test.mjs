// Webhooks: set up by HubSpot's own client, and judged by its own check of signatures.
import { after, afterEach, before, test } from "node:test";
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { refused, simulator } from "./lib/simulator.mjs";

const { Signature } = createRequire(import.meta.url)("@hubspot/api-client");

let hubspot;
let crm;
let webhooks;
let receiver;
before(async () => {
  hubspot = await simulator("--clock", "2026-03-02T09:00:00Z", "--speed", "0");
  const client = hubspot.client({ developerApiKey: hubspot.developerKey });
  ({ crm, webhooks } = client);
  receiver = await listen();
  const throttling = { maxConcurrentRequests: 3 };
  await webhooks.settingsApi.configure(hubspot.appId, { targetUrl: receiver.url, throttling });
});
afterEach(async () => {
  await receiver.quiet();
  receiver.requests.length = 0;
  receiver.status = () => 204;
});
after(() => {
  receiver.server.close();
  hubspot.stop();
});

/** A server that keeps what it is told, and says when it was told enough. */
async function listen() {
  const requests = [];
  let waiting = [];
  const own = { requests, status: () => 204 };
  own.server = createServer((request, answer) => {
    const parts = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString();
      const told = { method: request.method, headers: request.headers, body, events: JSON.parse(body) };
      requests.push(told);
      answer.writeHead(own.status(told)).end();
      waiting = waiting.filter((look) => !look());
    });
  });
  await new Promise((ready) => own.server.listen(0, "127.0.0.1", ready));
  own.url = `http://127.0.0.1:${own.server.address().port}/v1/webhooks?crm=hubspot%2Cone`;
  own.events = () => requests.flatMap(({ events }) => events);
  own.until = (holds) => new Promise((done) => {
    const look = () => (holds() ? (done(), true) : false);
    if (!look()) waiting.push(look);
  });
  own.quiet = async () => {
    while ((await hubspot.control("webhooks")).pending > 0) {
      await hubspot.control("clock", "PUT", { advanceSeconds: 86_400 });
    }
  };
  return own;
}

const subscribe = (eventType, more = {}) => webhooks.subscriptionsApi.create(hubspot.appId, { eventType, active: true, ...more });

test("settings and subscriptions are kept as the client gives them", async () => {
  const settings = await webhooks.settingsApi.getAll(hubspot.appId);
  assert.deepEqual([settings.targetUrl, settings.throttling.maxConcurrentRequests], [receiver.url, 3]);
  const made = await subscribe("deal.propertyChange", { propertyName: "amount" });
  const { results } = await webhooks.subscriptionsApi.getAll(hubspot.appId);
  assert.deepEqual(results.map(({ id, propertyName }) => [id, propertyName]), [[made.id, "amount"]]);
  const off = await webhooks.subscriptionsApi.update(Number(made.id), hubspot.appId, { active: false });
  assert.equal(off.active, false);
  await webhooks.subscriptionsApi.archive(Number(made.id), hubspot.appId);
  await refused(webhooks.subscriptionsApi.getById(Number(made.id), hubspot.appId), 404);
  await refused(subscribe("unicorn.creation"), 400);
  await refused(subscribe("contact.propertyChange"), 400);
  const stranger = hubspot.client({ accessToken: undefined, developerApiKey: "wrong" });
  await refused(stranger.webhooks.settingsApi.getAll(hubspot.appId), 401);
});

test("what happens is told, signed as HubSpot signs", async () => {
  await subscribe("contact.creation");
  await subscribe("contact.propertyChange", { propertyName: "hubspot_owner_id" });
  const { id } = await crm.contacts.basicApi.create({ properties: { email: "told@example.com", hubspot_owner_id: "71001" }, associations: [] });
  await hubspot.person(5003, `/crm/v3/objects/contacts/${id}`, "PATCH", { properties: { hubspot_owner_id: "71002" } });
  await receiver.until(() => receiver.events().length === 3);

  const told = Object.fromEntries(receiver.events().map((event) => [`${event.subscriptionType} ${event.propertyValue ?? ''}`, event]));
  const made = told["contact.creation "];
  assert.deepEqual([made.objectId, made.changeFlag, made.changeSource, made.portalId, made.appId], [Number(id), "CREATED", "INTEGRATION", 26400100, hubspot.appId]);
  assert.equal(made.occurredAt, Date.parse("2026-03-02T09:00:00Z"));
  const second = told["contact.propertyChange 71002"];
  assert.deepEqual([second.propertyName, second.changeSource, second.sourceId, second.attemptNumber], ["hubspot_owner_id", "CRM_UI", "userId:5003", 0]);

  for (const { method, headers, body } of receiver.requests) {
    const signed = { signatureVersion: "v3", method, requestBody: body, clientSecret: hubspot.clientSecret, url: receiver.url.replace("%2C", ","), signature: headers["x-hubspot-signature-v3"], timestamp: Number(headers["x-hubspot-request-timestamp"]) };
    assert.ok(Signature.isValid(signed));
    assert.ok(!Signature.isValid({ ...signed, requestBody: `${body} ` }));
  }
});

test("each end of an association hears of it, and of its end", async () => {
  await subscribe("contact.associationChange");
  await subscribe("deal.associationChange");
  const deal = await crm.deals.basicApi.create({ properties: { dealname: "Told" }, associations: [] });
  const contact = await crm.contacts.basicApi.create({ properties: { email: "end@example.com" }, associations: [] });
  await crm.associations.v4.basicApi.createDefault("deals", deal.id, "contacts", contact.id);
  await crm.associations.v4.basicApi.archive("deals", deal.id, "contacts", contact.id);
  const ends = () => receiver.events().filter(({ associationType }) => associationType);
  await receiver.until(() => ends().length === 4);
  const told = ends().map((event) => [event.associationType, event.fromObjectId, event.toObjectId, event.associationRemoved, "objectId" in event]);
  const there = ["DEAL_TO_CONTACT", Number(deal.id), Number(contact.id)];
  const back = ["CONTACT_TO_DEAL", Number(contact.id), Number(deal.id)];
  const expected = [[...there, false, false], [...back, false, false], [...there, true, false], [...back, true, false]];
  assert.deepEqual(told.map(String).sort(), expected.map(String).sort());
});

test("deletions, restorations, merges and what is forgotten", async () => {
  for (const happening of ["deletion", "restore", "merge", "privacyDeletion"]) {
    await subscribe(`contact.${happening}`);
  }
  const make = async (email) => (await crm.contacts.basicApi.create({ properties: { email, city: "Ulm" }, associations: [] })).id;
  const [kept, lost] = [await make("kept@example.com"), await make("lost@example.com")];
  await crm.contacts.basicApi.merge({ primaryObjectId: kept, objectIdToMerge: lost });
  await crm.contacts.basicApi.archive(kept);
  await hubspot.control("restorations", "POST", { type: "contacts", id: Number(kept), user: 5001 });
  await crm.contacts.basicApi.purge({ objectId: kept });
  const of = (happening) => receiver.events().filter(({ subscriptionType }) => subscriptionType === `contact.${happening}`);
  await receiver.until(() => of("privacyDeletion").length === 1 && of("deletion").length === 2 && of("restore").length === 1);
  const [merge] = of("merge");
  assert.deepEqual([merge.primaryObjectId, merge.mergedObjectIds, merge.newObjectId], [Number(kept), [Number(lost)], Number(kept)]);
  assert.equal(of("privacyDeletion")[0].objectId, Number(kept));
});

test("events of any type of object can be asked for", async () => {
  await subscribe("object.creation", { objectTypeId: "0-46" });
  await crm.objects.notes.basicApi.create({ properties: { hs_note_body: "Heard", hs_timestamp: "2026-03-02T09:00:00Z" }, associations: [] });
  await receiver.until(() => receiver.events().some(({ objectTypeId }) => objectTypeId === "0-46"));
});

test("a hundred events at most, three requests at once", async () => {
  const before = (await hubspot.control("webhooks")).deliveries.length;
  const inputs = (from) => Array.from({ length: 100 }, (_, at) => ({ properties: { email: `many${from + at}@example.com` }, associations: [] }));
  await Promise.all([0, 100, 200, 300].map((from) => crm.contacts.batchApi.create({ inputs: inputs(from) })));
  const made = () => receiver.events().filter(({ subscriptionType }) => subscriptionType === "contact.creation");
  await receiver.until(() => made().length === 400);
  assert.ok(receiver.requests.every(({ events }) => events.length <= 100));
  const { deliveries } = await hubspot.control("webhooks");
  assert.ok(deliveries.slice(before).every(({ atOnce }) => atOnce <= 3));
});

test("what is refused comes again, ten times within a day, and not once more", async () => {
  receiver.status = () => 500;
  await crm.contacts.basicApi.create({ properties: { email: "refused@example.com" }, associations: [] });
  for (let attempt = 0; attempt <= 10; attempt += 1) {
    await receiver.until(() => receiver.requests.length === attempt + 1);
    assert.equal(receiver.requests[attempt].events[0].attemptNumber, attempt);
    assert.equal(receiver.requests[attempt].events[0].eventId, receiver.requests[0].events[0].eventId);
    await hubspot.control("clock", "PUT", { advanceSeconds: 434 * 60 });
  }
  await receiver.quiet();
  assert.equal(receiver.requests.length, 11);
});

test("delivery can be made as bad as HubSpot allows itself to be", async () => {
  await hubspot.control("webhooks", "PUT", { reversed: true, twice: true });
  await crm.contacts.basicApi.create({ properties: { email: "twice@example.com" }, associations: [] });
  await receiver.until(() => receiver.requests.length === 2);
  assert.deepEqual(receiver.requests[0].events, receiver.requests[1].events);
  await hubspot.control("webhooks", "PUT", {});
});
