// What the hub asks HubSpot for is what HubSpot's own client asks for when it wants the same: in path, query and body.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, test } from "node:test";
import { Hub } from "./lib/hub.mjs";
import { HubSpot } from "./lib/hubspot.mjs";
import { Recorder } from "./lib/recorder.mjs";
import { until } from "./lib/wait.mjs";

const { Client } = createRequire(import.meta.url)("@hubspot/api-client");

const hubspot = await HubSpot.start();
const ours = await Recorder.start(hubspot.api);
const theirs = await Recorder.start();
const { hub: settings } = hubspot.stage;
const hub = await Hub.create({ ...settings, crm: ours.origin, writeBack: true });
after(async () => {
  await hub.remove();
  await Promise.all([ours.stop(), theirs.stop()]);
  await hubspot.stop();
});
const { crm } = new Client({ basePath: theirs.origin, accessToken: "any", numberOfApiCallRetries: 0 });

const list = (values) => values ?? undefined;
const flag = (values) => values && values[0] === "true";
const one = (values) => values?.[0];

/** How their client is asked for the same: by method and path, from what stands in path, query and body. */
const SAME = [
  ["GET", /^\/crm\/v3\/objects\/(\w+)\/(\d+)$/, ([type, id], q) => crm.objects.basicApi.getById(type, id, list(q.properties), list(q.propertiesWithHistory), list(q.associations))],
  ["GET", /^\/crm\/v3\/objects\/(\w+)$/, ([type], q) => crm.objects.basicApi.getPage(type, Number(one(q.limit)), one(q.after), list(q.properties))],
  ["POST", /^\/crm\/v3\/objects\/(\w+)\/batch\/read$/, ([type], _, body) => crm.objects.batchApi.read(type, body)],
  ["POST", /^\/crm\/v3\/objects\/(\w+)\/search$/, ([type], _, body) => crm.objects.searchApi.doSearch(type, body)],
  ["POST", /^\/crm\/v3\/objects\/(\w+)$/, ([type], _, body) => crm.objects.basicApi.create(type, body)],
  ["PATCH", /^\/crm\/v3\/objects\/(\w+)\/(\d+)$/, ([type, id], _, body) => crm.objects.basicApi.update(type, id, body)],
  ["POST", /^\/crm\/v4\/associations\/(\w+)\/(\w+)\/batch\/read$/, ([from, to], _, body) => crm.associations.v4.batchApi.getPage(from, to, body)],
  ["GET", /^\/crm\/v4\/associations\/(\w+)\/(\w+)\/labels$/, ([from, to]) => crm.associations.v4.schema.definitionsApi.getAll(from, to)],
  ["GET", /^\/crm\/v3\/owners\/$/, (_, q) => crm.owners.ownersApi.getPage(undefined, one(q.after), Number(one(q.limit)), flag(q.archived))],
  ["GET", /^\/crm\/v3\/pipelines\/(\w+)$/, ([type]) => crm.pipelines.pipelinesApi.getAll(type)],
];

/** Their client has no call for these. */
const NOT_THEIRS = ["/account-info/v3/details", "/oauth/v2/private-apps/get/access-token-info"];

/** As their client asks for what `asked` did. */
async function askedByThem({ method, path, query, body }) {
  const found = SAME.find(([of, shape]) => of === method && shape.test(path));
  assert.ok(found, `their client is never asked for ${method} ${path}`);
  theirs.asked.length = 0;
  // What comes back is an empty list, whatever it should be; only what was asked matters.
  await found[2](path.match(found[1]).slice(1), query, body).catch(() => {});
  assert.equal(theirs.asked.length, 1, `${method} ${path}`);
  return theirs.asked[0];
}

test("each request agrees with theirs", { timeout: 60_000 }, async () => {
  const rep = await hub.person("Sam Dialler", "rep");
  const jana = await hubspot.idOf("contacts", "firstname", "Jana");
  const deal = await hubspot.idOf("deals", "dealname", "Nordwind: three sites");
  for (const key of [hubspot.key("contacts", jana), hubspot.key("deals", deal)]) await rep.get(`/v1/records/${key}`);
  const { id } = await hubspot.person(5005, "POST", "/crm/v3/objects/contacts", {
    properties: { firstname: "Wren", lastname: "Example", lifecyclestage: "marketingqualifiedlead", hubspot_owner_id: "71001" },
  });
  const path = `/v1/records/${hubspot.key("contacts", id)}`;
  const { hand_offs: [handOff] } = await rep.get(path);
  const decision = { id: "accept-wren", decision: { kind: "accept" }, handed_off_at: handOff.response.started_at };
  const accepted = await rep.ask("POST", `${path}/hand-off`, decision);
  assert.equal(accepted.status, 200, await accepted.text());
  const wrote = () => ours.asked.some(({ method, path }) => method === "POST" && path === "/crm/v3/objects/notes");
  await until("the note is written", wrote, { timeout: 30_000 });

  const shapes = new Set();
  for (const asked of ours.asked.filter(({ path }) => !NOT_THEIRS.includes(path))) {
    assert.deepEqual(asked, await askedByThem(asked));
    shapes.add(SAME.findIndex(([of, shape]) => of === asked.method && shape.test(asked.path)));
  }
  // All but the change of what is there already were asked for.
  assert.equal(shapes.size, SAME.length - 1);
});
