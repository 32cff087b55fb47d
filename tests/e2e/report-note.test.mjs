// A report has one note on its record in the CRM, which is edited when the rep adds words and when marketing answers, whatever
// happens to the hub meanwhile.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test } from "node:test";
import { Hub } from "./lib/hub.mjs";
import { leadKey, messages, newLead, remove } from "./lib/odoo.mjs";
import { odoo } from "./lib/places.mjs";
import { Proxy } from "./lib/proxy.mjs";
import { MARKETER, REP } from "./lib/stage.mjs";
import { stays, until } from "./lib/wait.mjs";

/** The hub looks for what is to be noted every fifteen seconds. */
const ROUND = 16_000;
/** As long as the hub waits before it looks whether an edit arrived whose answer it did not hear. */
const BEFORE_LOOKING = 180_000;

const front = await Proxy.to(() => odoo);
const hub = await Hub.create({ crm: front.origin, login: "demo", writeBack: true });
const leads = [];
after(async () => {
  await hub.remove();
  await front.close();
  for (const lead of leads) await remove("crm.lead", lead);
});
const rep = await hub.person(REP, "rep");
const marketer = await hub.person(MARKETER, "marketer");

/** What stands in the chatter, without what it is found by. */
async function notes(lead) {
  const found = (await messages(lead)).filter(({ body }) => body.includes("[Plumbline "));
  return found.map(({ body }) => body.replace(/ \[Plumbline \w+\]/, ""));
}

const noted = (lead, expected, timeout = 20_000) =>
  until(`the note says ${expected}`, async () => JSON.stringify(await notes(lead)) === JSON.stringify([expected]), { timeout });

/** A report on a lead of its own, and what is done with it. */
async function reported(name) {
  const lead = await newLead(`${name} ${Date.now()}`, { type: "opportunity" });
  leads.push(lead);
  const report = { id: randomUUID(), record: leadKey(lead), objection: "price", heard_at: new Date().toISOString() };
  const rest = { words: null, severity: null, competitor: null, withdrawn: false };
  const send = async (revision, change = {}) => {
    const answer = await rep.ask("POST", "/v1/reports", { ...report, ...rest, revision, ...change });
    assert.equal(answer.status, 200, await answer.text());
  };
  const handle = async (action, seen_at = null) => {
    const answer = await marketer.ask("POST", `/v1/reports/${report.id}/handling`, { ...action, seen_at });
    const said = await answer.json();
    assert.equal(answer.status, 200, JSON.stringify(said));
    return Object.values(said.handling)[0].at;
  };
  return { lead, send, handle };
}

async function killed() {
  await hub.stop("SIGKILL");
  await hub.serve();
}

const SAID = "<p>Objection reported to marketing by Marc Demo: Too expensive";

test("one note, edited with words, an answer and another answer, and not repeated after kills", { timeout: 120_000 }, async () => {
  const { lead, send, handle } = await reported("Noted and edited");
  await send(1);
  await noted(lead, `${SAID}.</p>`);
  await killed();
  await send(2, { words: "Twice <b>what</b> we have", severity: "challenge" });
  const words = " “Twice &lt;b&gt;what&lt;/b&gt; we have”";
  await noted(lead, `${SAID} (a challenge).${words}</p>`);
  await send(2, { words: "Twice <b>what</b> we have", severity: "challenge" });

  await handle({ action: "acknowledge" });
  const seen = (await marketer.get("/v1/inbox")).reports[0].report.handling.acknowledged.at;
  const answered = await handle({ action: "answer", content: "acme-five-year-cost", words: "Over five years we cost less." }, seen);
  const answer = ` Answered by ${MARKETER} with “Five-year cost compared with Acme Suite”: “Over five years we cost less.”`;
  await noted(lead, `${SAID} (a challenge).${words}${answer}</p>`);
  await killed();
  await stays("one note", async () => (await notes(lead)).length === 1, ROUND);

  await handle({ action: "decline", reason: "We do not discount." }, answered);
  await noted(lead, `${SAID} (a challenge).${words} Declined by ${MARKETER}: “We do not discount.”</p>`);
  await send(3, { withdrawn: true });
  await noted(lead, "<p>Marc Demo took a report back: Too expensive.</p>");
});

test("a hub that is killed before it hears that its edit arrived leaves one note, with all that is said by then", { timeout: 300_000 }, async () => {
  const { lead, send, handle } = await reported("Edited without an answer");
  await send(1);
  await noted(lead, `${SAID}.</p>`);
  const posts = () => front.seen.filter((call) => call.endsWith("/message_post")).length;
  const before = posts();
  front.rule = (request) => (request.url.endsWith("/mail.message/write") ? "hold-answer" : "pass");
  await handle({ action: "answer", content: null, words: "See page 2." });
  const answered = `${SAID}. Answered by ${MARKETER}: “See page 2.”</p>`;
  await noted(lead, answered);
  await hub.stop("SIGKILL");
  front.pass();
  await hub.serve();
  await until("it is looked for", () => hub.process.log.includes("noted in the CRM"), { timeout: BEFORE_LOOKING + 2 * ROUND });
  assert.deepEqual(await notes(lead), [answered]);
  assert.equal(posts(), before, "nothing was posted again");
});
