// What the account is: its owners, pipelines and properties.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { refused, simulator } from "./lib/simulator.mjs";

let hubspot;
let crm;
before(async () => {
  hubspot = await simulator();
  crm = hubspot.client().crm;
});
after(() => hubspot.stop());

test("owners are paged, found by address, id and user, and stay when they have left", async () => {
  const first = await crm.owners.ownersApi.getPage(undefined, undefined, 4);
  const rest = await crm.owners.ownersApi.getPage(undefined, first.paging.next.after, 4);
  assert.deepEqual([first.results.length, rest.results.length, rest.paging], [4, 2, undefined]);
  const [owner] = (await crm.owners.ownersApi.getPage("SDR.one@plumbline.example")).results;
  assert.deepEqual([owner.id, owner.userId, owner.teams[0].name, owner.teams[0].primary], ["71001", 5001, "Sales", true]);
  assert.equal((await crm.owners.ownersApi.getById(5001, "userId")).id, "71001");
  assert.equal((await crm.owners.ownersApi.getById(71001, "id")).email, owner.email);
  const [left] = (await crm.owners.ownersApi.getPage(undefined, undefined, 100, true)).results;
  assert.deepEqual([left.archived, left.userId, left.userIdIncludingInactive], [true, undefined, 5007]);
  await refused(crm.owners.ownersApi.getById(1, "id"), 404);
});

test("pipelines say which stages are closed and how likely they are", async () => {
  const { results } = await crm.pipelines.pipelinesApi.getAll("deals");
  assert.deepEqual(results.map(({ id }) => id), ["default", "91200100"]);
  const won = await crm.pipelines.pipelineStagesApi.getById("deals", "default", "closedwon");
  assert.deepEqual(won.metadata, { isClosed: "true", probability: "1.0" });
  const { results: stages } = await crm.pipelines.pipelineStagesApi.getAll("leads", "lead-pipeline-id");
  assert.deepEqual(stages.map(({ metadata }) => metadata.isClosed), ["false", "false", "false", "true", "true"]);
  await refused(crm.pipelines.pipelinesApi.getById("deals", "none"), 404);
});

test("properties say what they take", async () => {
  const stage = await crm.properties.coreApi.getByName("contacts", "lifecyclestage");
  assert.deepEqual([stage.type, stage.fieldType, stage.options.length], ["enumeration", "radio", 8]);
  const { results } = await crm.properties.coreApi.getAll("deals");
  const names = results.map(({ name }) => name);
  for (const name of ["amount", "hs_is_closed_won", "competitor", "hs_v2_date_entered_closedlost", "hs_analytics_latest_source"]) {
    assert.ok(names.includes(name), name);
  }
  const closed = results.find(({ name }) => name === "hs_is_closed");
  assert.equal(closed.modificationMetadata.readOnlyValue, true);
  const made = await crm.properties.coreApi.create("deals", { name: "region", label: "Region", type: "enumeration", fieldType: "select", groupName: "dealinformation", options: [{ value: "north", label: "North", hidden: false, displayOrder: 0 }] });
  assert.equal(made.hubspotDefined, false);
  await crm.deals.basicApi.create({ properties: { dealname: "N", region: "north" }, associations: [] });
  await refused(crm.deals.basicApi.create({ properties: { dealname: "N", region: "south" }, associations: [] }), 400);
});

test("the account and the token say what they are", async () => {
  const client = hubspot.client();
  const account = await (await client.apiRequest({ path: "/account-info/v3/details" })).json();
  assert.deepEqual([account.portalId, account.uiDomain, account.companyCurrency], [26400100, "app.hubspot.com", "EUR"]);
  const request = { method: "POST", path: "/oauth/v2/private-apps/get/access-token-info", body: { tokenKey: hubspot.token } };
  const token = await (await client.apiRequest(request)).json();
  assert.equal(token.hubId, 26400100);
  assert.ok(token.scopes.includes("crm.objects.deals.read"));
});
