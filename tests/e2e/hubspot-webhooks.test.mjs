// HubSpot tells the hub what happens: signed, more than once, in any order, while the hub is away. The hub polls nothing here.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import net from "node:net";
import { after, test } from "node:test";
import { CRM, Hub } from "./lib/hub.mjs";
import { HubSpot } from "./lib/hubspot.mjs";
import { until } from "./lib/wait.mjs";

/** The calls of the account's ten seconds may be used up; then what is in the background waits for others. */
const PATIENCE = { timeout: 30_000 };

const { Client } = createRequire(import.meta.url)("@hubspot/api-client");

const hubspot = await HubSpot.start();
const { hub: settings } = hubspot.stage;
const hub = await Hub.create({
  ...settings,
  port: await freePort(),
  isPublic: true,
  pollEvery: "1h",
  refreshAfter: "1h",
  ofVendor: `${settings.ofVendor}\nclient_secret = "${hubspot.clientSecret}"`,
});
after(async () => {
  await hub.remove();
  await hubspot.stop();
});
const { webhooks } = new Client({ basePath: hubspot.api, developerApiKey: hubspot.developerKey });
await webhooks.settingsApi.configure(hubspot.appId, {
  targetUrl: `${hub.origin}/v1/webhooks/hubspot/${CRM}`,
  throttling: { maxConcurrentRequests: 3 },
});
for (const more of [{ eventType: "contact.propertyChange", propertyName: "firstname" }, { eventType: "contact.deletion" }, { eventType: "contact.privacyDeletion" }]) {
  await webhooks.subscriptionsApi.create(hubspot.appId, { active: true, ...more });
}
const rep = await hub.person("Sam Dialler", "rep");
const [jana, dora, greta] = await Promise.all(["Jana", "Dora", "Greta"].map((name) => hubspot.idOf("contacts", "firstname", name)));
const pathOf = (id) => `/v1/records/${hubspot.key("contacts", id)}`;
const title = async (id) => (await rep.get(pathOf(id))).record?.title;
const rename = (id, firstname) => hubspot.person(5001, "PATCH", `/crm/v3/objects/contacts/${id}`, { properties: { firstname } });

async function freePort() {
  const server = net.createServer();
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address();
  await new Promise((closed) => server.close(closed));
  return port;
}

test("a change is read when it is told", async () => {
  assert.equal(await title(jana), "Jana Ellerbek");
  await rename(jana, "Johanna");
  await until("the new name is there", async () => (await title(jana)) === "Johanna Ellerbek", PATIENCE);
});

test("twice and in any order changes nothing", async () => {
  await hubspot.control("PUT", "webhooks", { reversed: true, twice: true });
  for (const name of ["Anna", "Berta", "Clara"]) await rename(jana, name);
  await until("the last name is there", async () => (await title(jana)) === "Clara Ellerbek", PATIENCE);
  await hubspot.control("PUT", "webhooks", { reversed: false, twice: false });
});

test("what is told while the hub is away is told again, and read", async () => {
  assert.equal(await title(dora), "Dora Winterfeld");
  await hub.stop("SIGKILL");
  await rename(dora, "Theodora");
  await until("it was tried in vain", async () => {
    const { deliveries } = await hubspot.control("GET", "webhooks");
    return deliveries.at(-1).status === null;
  });
  await hub.serve();
  await hubspot.control("PUT", "clock", { advanceSeconds: 86_400 });
  await until("the new name is there", async () => (await title(dora)) === "Theodora Winterfeld", PATIENCE);
});

test("whoever is forgotten there is forgotten here", async () => {
  assert.equal(await title(greta), "Greta Holmqvist");
  const answer = await fetch(`${hubspot.api}/crm/v3/objects/contacts/gdpr-delete`, {
    method: "POST",
    headers: { authorization: `Bearer ${hubspot.token}`, "content-type": "application/json" },
    body: JSON.stringify({ objectId: greta }),
  });
  assert.ok(answer.ok, await answer.text());
  await until("nobody is named", async () => !JSON.stringify(await rep.get(pathOf(greta))).includes("Holmqvist"), PATIENCE);
});

test("a forged webhook is refused", async () => {
  const body = JSON.stringify([{ eventId: 1, objectId: Number(jana), subscriptionType: "contact.deletion", portalId: 26400100 }]);
  const headers = { "content-type": "application/json", "x-hubspot-request-timestamp": String(Date.now()), "x-hubspot-signature-v3": "Zm9yZ2Vk" };
  const answer = await fetch(`${hub.origin}/v1/webhooks/hubspot/${CRM}`, { method: "POST", headers, body });
  assert.equal(answer.status, 401);
  assert.equal(await title(jana), "Clara Ellerbek");
});
