// What a rep opens and copies reaches the hub once, and becomes a reason beside the piece when the deal is won.
import assert from "node:assert/strict";
import { call, leadKey, leadUrl, newLead } from "./lib/odoo.mjs";
import { openRecord, panelOf, textOf } from "./lib/panel.mjs";
import { shot } from "./lib/shots.mjs";
import { say } from "./lib/said.mjs";
import { REP, scenario, setStage } from "./lib/stage.mjs";
import { stays, until } from "./lib/wait.mjs";

const stage = await setStage();
const rep = await stage.hub.person(REP, "rep");
const ID = "signed-at-once";
const PIECE = {
  id: ID, title: "Signed at once", kind: "document", url: "https://content.example.com/signed", snippet: "We sign your own paper.", language: null,
  answers: ["security"], stages: [], segments: [], competitors: [], verifier: null, verified_on: null, verify_by: null,
};
const kept = await stage.marketer.ask("PUT", `/v1/content/${ID}`, { content: PIECE, is_retired: false, seen_version: null });
assert.equal(kept.status, 200, await kept.text());

/** The hub counts once a minute what was won with what. */
const COUNTED_ANEW = 90_000;

const uses = () => stage.front.seen.filter((line) => line === `POST /v1/content/${ID}/uses`).length;

/** A deal on which the objection was heard that the piece answers. */
async function deal(name) {
  const lead = await newLead(`${name} ${Date.now()}`, { type: "opportunity", expected_revenue: 5_000 });
  await rep.get(`/v1/records/${leadKey(lead)}`);
  await say(rep, { deal: lead, objection: "security" });
  return lead;
}

const pieceOn = (frame) => frame.locator("[data-part=piece]", { hasText: PIECE.title });

scenario(stage, "opened, link copied, snippet copied: each is one use, and a won deal counts once among the reasons", async (page) => {
  const lead = await deal("Won with it");
  const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
  const piece = pieceOn(frame);
  await piece.waitFor();
  assert.doesNotMatch(await piece.innerText(), /won deal/);

  await page.context().route("https://content.example.com/**", (route) => route.fulfill({ body: "The content." }));
  const [opened] = await Promise.all([page.context().waitForEvent("page"), piece.locator("a").click()]);
  await until("opening it is told", () => uses() === 1);
  await opened.close();
  await page.bringToFront();
  await piece.locator("[data-part=copy_link]").click();
  await until("copying its link is told", () => uses() === 2);
  await piece.locator("[data-part=copy_snippet]").click();
  await until("copying its words is told", () => uses() === 3);
  await stays("each is told once", () => uses() === 3, 2_000);

  await call("crm.lead", "action_set_won", { ids: [lead] });
  const other = await deal("Next with it");
  await until("the hub has the won deal", async () => {
    const { content } = await rep.get(`/v1/records/${leadKey(other)}`);
    return content.find(({ content }) => content.id === ID)?.reasons.some((reason) => reason.used_in_won_deals?.deals === 1);
  }, { timeout: COUNTED_ANEW });
  const next = await openRecord(page, leadUrl(other), leadKey(other));
  assert.match(await pieceOn(next).innerText(), /used in 1 won deal/);
  await shot(page, "uses-reason");
}, { timeout: 150_000 });

scenario(stage, "without a hub a link still opens and copies", async (page) => {
  const lead = await deal("Copied offline");
  const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
  await pieceOn(frame).waitFor();
  stage.front.rule = () => "refuse";
  await stage.browser.context.grantPermissions(["clipboard-read"]);
  await pieceOn(frame).locator("[data-part=copy_link]").click();
  await until("it is copied", async () => (await page.evaluate(() => navigator.clipboard.readText())) === PIECE.url);
  await panelOf(page, leadKey(lead));
  assert.match(await textOf(frame, "content"), /Copied/);
});
