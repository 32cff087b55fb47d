// What sales decides is noted on the lead in the CRM: once, whatever happens to the hub meanwhile, and no clock takes it for
// a response.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Hub } from "./lib/hub.mjs";
import { leadKey, logNote, messages, newLead } from "./lib/odoo.mjs";
import { odoo } from "./lib/places.mjs";
import { Proxy } from "./lib/proxy.mjs";
import { REP } from "./lib/stage.mjs";
import { stays, until } from "./lib/wait.mjs";

/** The hub looks for what is to be noted every fifteen seconds. */
const TWO_ROUNDS = 32_000;
/** As long as the hub waits before it looks whether a note arrived whose answer it did not hear. */
const BEFORE_LOOKING = 180_000;

const front = await Proxy.to(() => odoo);
// The key is a salesperson's, whose messages would respond.
const hub = await Hub.create({ crm: front.origin, login: "demo", writeBack: true });
after(async () => {
  await hub.remove();
  await front.close();
});
const rep = await hub.person(REP, "rep");

const notes = async (lead) => (await messages(lead)).filter(({ body }) => body.includes("[Plumbline "));
const path = (lead) => `/v1/records/${leadKey(lead)}`;

/** A lead that the hub knows to be handed off, and the means to decide on it. */
async function handedOff(name) {
  const lead = await newLead(`${name} ${Date.now()}`);
  const handOff = await until("the hub knows of the hand-off", async () => (await rep.get(path(lead))).hand_offs?.[0]);
  const decide = async (id, decision) => {
    const answer = await rep.ask("POST", `${path(lead)}/hand-off`, {
      id: `${id}-${lead}`,
      handed_off_at: handOff.response.started_at,
      decision,
    });
    assert.equal(answer.status, 200, await answer.text());
  };
  return { lead, decide };
}

test("an acceptance is noted once across a kill, and the clock still waits for a response", { timeout: 120_000 }, async () => {
  const { lead, decide } = await handedOff("Accepted and noted");
  await decide("accept", { kind: "accept" });
  await until("it is noted", async () => (await notes(lead)).length > 0, { timeout: 20_000 });
  await hub.stop("SIGKILL");
  await hub.serve();
  await stays("noted once", async () => (await notes(lead)).length === 1, TWO_ROUNDS);
  const [note] = await notes(lead);
  assert.match(note.body, /^<p>Hand-off accepted by Marc Demo\. \[Plumbline [0-9a-f]{12}\]<\/p>$/);
  assert.deepEqual([note.message_type, note.subtype_id[1]], ["comment", "Note"]);
  await logNote(lead, "Looks like a student");
  await until("the hub has read the notes", async () => new Date((await rep.get(path(lead))).freshness.read_at) > new Date(`${note.date}Z`));
  const { response, acceptance } = (await rep.get(path(lead))).hand_offs[0];
  assert.equal(response.stop, null, "a note is no response");
  assert.equal(acceptance.accepted.by, REP);
});

test("a rejection is noted in its words, whatever is in them, and taking it back too", { timeout: 60_000 }, async () => {
  const { lead, decide } = await handedOff("Rejected and noted");
  await decide("reject", { kind: "reject", reason: "other", words: "A <b>student</b> & <script>alert(1)</script>" });
  await decide("withdraw", { kind: "withdraw", decision: `reject-${lead}` });
  await until("both are noted", async () => (await notes(lead)).length === 2, { timeout: 20_000 });
  const said = (await notes(lead)).map(({ body }) => body.replace(/ \[Plumbline \w+\]/, ""));
  assert.deepEqual(said, [
    "<p>Hand-off rejected by Marc Demo: Other. “A &lt;b&gt;student&lt;/b&gt; &amp; &lt;script&gt;alert(1)&lt;/script&gt;”</p>",
    "<p>Marc Demo took their decision on the hand-off back.</p>",
  ]);
});

test("a hub that is killed before it hears that the note arrived looks for it instead of leaving it again", { timeout: 300_000 }, async () => {
  const { lead, decide } = await handedOff("Noted without an answer");
  const posts = () => front.seen.filter((call) => call.endsWith("/message_post")).length;
  const before = posts();
  front.rule = (request) => (request.url.endsWith("/message_post") ? "hold-answer" : "pass");
  await decide("accept", { kind: "accept" });
  await until("it is in the CRM", async () => (await notes(lead)).length === 1, { timeout: 20_000 });
  await hub.stop("SIGKILL");
  front.pass();
  await hub.serve();
  const looks = () => front.seen.filter((call) => call.endsWith("/mail.message/search_read")).length;
  await until("it is looked for", () => hub.process.log.includes("noted in the CRM"), { timeout: BEFORE_LOOKING + TWO_ROUNDS });
  assert.ok(looks() > 0);
  assert.equal(posts() - before, 1, "it was posted once");
  assert.equal((await notes(lead)).length, 1);
});
