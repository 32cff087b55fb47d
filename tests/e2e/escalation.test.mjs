// A clock that ran too far is told to a webhook: exactly once, whatever happens to the hub meanwhile.
import assert from "node:assert/strict";
import http from "node:http";
import { after, test } from "node:test";
import { Hub } from "./lib/hub.mjs";
import { leadKey, leadUrl, newLead } from "./lib/odoo.mjs";
import { REP } from "./lib/stage.mjs";
import { stays, until } from "./lib/wait.mjs";

const PROMISED = 12_000;
/** The hub looks every fifteen seconds, and tells of ten at a time; the longest overdue come first. */
const TWO_ROUNDS = 35_000;

const received = [];
const receiver = http.createServer(async (request, response) => {
  const parts = await request.toArray();
  received.push({ ...JSON.parse(Buffer.concat(parts)), key: request.headers["idempotency-key"] });
  response.end("ok");
});
await new Promise((resolve) => receiver.listen(0, "127.0.0.1", resolve));

const hub = await Hub.create({
  within: `${PROMISED / 1000}s`,
  more: `
[[escalation]]
name = "Late responses"
promise = "response"
overdue_by = "0m"
url = "http://127.0.0.1:${receiver.address().port}/hook"
mention = "@sales-lead"
`,
});
after(async () => {
  await hub.remove();
  receiver.close();
});

test("a hub that is killed before the promise is broken tells of it once it is back, and never again", { timeout: 300_000 }, async () => {
  const title = `Nobody <called> & it is late ${Date.now()}`;
  const lead = await newLead(title);
  const handedOff = Date.now();
  const person = await hub.person(REP, "rep");
  await until("the hub knows of the hand-off", async () => (await person.get(`/v1/records/${leadKey(lead)}`)).hand_offs?.length === 1);
  await hub.stop("SIGKILL");
  await until("the promise is broken", () => Date.now() - handedOff > PROMISED, { timeout: PROMISED * 2 });
  const told = () => received.filter(({ text }) => text.includes(leadUrl(lead)));
  assert.deepEqual(told(), []);
  await hub.serve();
  await until("the webhook is told", () => told().length > 0, { timeout: 150_000 });
  await hub.stop("SIGKILL");
  await hub.serve();
  await stays("told once", () => told().length === 1, TWO_ROUNDS);
  const [{ text, key }] = told();
  assert.match(text, /^@sales-lead Nobody &lt;called&gt; &amp; it is late \d+ \(Marc Demo\): First response was due .+ UTC/);
  assert.ok(key, "a receiver can tell the same message by its key");
});
