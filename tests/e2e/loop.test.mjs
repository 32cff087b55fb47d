// From what a rep types to marketing's inbox and back: recognised on the device, kept as new, offline, asked for, and copied.
import assert from "node:assert/strict";
import { inbox } from "./lib/hub.mjs";
import { leadKey, leadUrl, seeded } from "./lib/odoo.mjs";
import { openRecord, report, statusOf, textOf } from "./lib/panel.mjs";
import { shot } from "./lib/shots.mjs";
import { REP, scenario, setStage } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const stage = await setStage();
await stage.hub.person(REP, "rep");
const open = (page, name) => openRecord(page, leadUrl(seeded[name]), leadKey(seeded[name]));
const FIELD = "input[data-part=heard]";

/** The worker fetches the index by itself, soon after the enrolment. */
const indexKept = () => until("the index is kept", async () => (await stage.browser.storage()).recogniser, { timeout: 90_000 });
const withWords = (words) => until("it arrived", async () => (await inbox(stage.marketer)).find(({ report }) => report.words === words), { timeout: 20_000 });

scenario(stage, "typed words are recognised, and Enter sends them as that objection", async (page) => {
  await indexKept();
  const frame = await open(page, "deal_proposal");
  await frame.fill(FIELD, "they say it is far too expensive for them");
  const chip = frame.locator("[data-part=recognised]").first();
  await chip.waitFor();
  assert.equal(await chip.getAttribute("data-objection"), "price");
  await shot(page, "loop-recognised");
  await page.emulateMedia({ colorScheme: "dark" });
  await shot(page, "loop-recognised-dark");
  await frame.press(FIELD, "Enter");
  await frame.waitForSelector("[data-part=undo]");
  assert.equal(await frame.inputValue(FIELD), "");
  const { report } = await withWords("they say it is far too expensive for them");
  assert.deepEqual([report.objection, report.revision], ["price", 1]);
  await statusOf(frame, report.id, "new");
  await shot(page, "loop-arrived");
});

scenario(stage, "a chip stays where it is while the record is open, also when another has become likelier", async (page) => {
  const frame = await open(page, "deal_new");
  const rep = await stage.hub.person(REP, "rep");
  const likeliest = async () => (await rep.get(`/v1/records/${leadKey(seeded.deal_new)}`)).objections.map(({ id }) => id);
  const chips = () => frame.locator("[data-part=chip]").evaluateAll((all) => all.map(({ dataset }) => dataset.objection));
  const before = await chips();
  const id = await report(frame, before.at(-1));
  await statusOf(frame, id, "new");
  const after = await until("another is likelier", async () => ((await likeliest()).join() === before.join() ? null : likeliest()));
  assert.deepEqual(after.toSorted(), before.toSorted());
  assert.deepEqual(await chips(), before);
  const anew = await open(page, "deal_new");
  assert.equal(await anew.locator("[data-part=chip]").first().getAttribute("data-objection"), after[0]);
});

scenario(stage, "a keystroke keeps the page for less than 5 ms", async (page) => {
  await indexKept();
  const frame = await open(page, "deal_proposal");
  await frame.fill(FIELD, "too exp");
  await frame.locator("[data-part=keep-as-new]").waitFor();
  const times = await frame.evaluate(async (field) => {
    const input = document.querySelector(field);
    const times = [];
    for (const letter of "they say it is far too expensive for them, and slow to introduce") {
      input.value += letter;
      const start = performance.now();
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      times.push(performance.now() - start);
      await new Promise((done) => setTimeout(done));
    }
    return times.toSorted((a, b) => a - b);
  }, FIELD);
  assert.ok(times[times.length >> 1] < 5, `milliseconds a keystroke: ${times}`);
  await frame.fill(FIELD, "");
});

scenario(stage, "what nobody knows is kept as new, in words, and survives closing", async (page) => {
  const frame = await open(page, "deal_qualified");
  await frame.fill(FIELD, "carrier pigeons are not supported");
  await until("kept", async () => Object.keys(await stage.browser.storage()).some((key) => key.startsWith("heard:")));
  await page.reload();
  const again = await open(page, "deal_qualified");
  await until("the words are back", async () => (await again.inputValue(FIELD)) === "carrier pigeons are not supported");
  await again.click("[data-part=keep-as-new]");
  const { report } = await withWords("carrier pigeons are not supported");
  assert.equal(report.objection, null);
  await statusOf(again, report.id, "new");
  assert.match(await textOf(again, "reports"), /Not known yet/);
  await shot(page, "loop-new");
});

scenario(stage, "undo puts the words back into the field", async (page) => {
  const frame = await open(page, "deal_new");
  await frame.fill(FIELD, "our lawyers say no");
  await frame.click("[data-part=keep-as-new]");
  await frame.click("[data-part=undo]");
  await until("the words are back", async () => (await frame.inputValue(FIELD)) === "our lawyers say no");
  await frame.fill(FIELD, "");
});

scenario(stage, "without the hub it is recognised and waits, and arrives later", async (page) => {
  await indexKept();
  const frame = await open(page, "deal_proposal");
  stage.front.rule = () => "refuse";
  await frame.fill(FIELD, "way over our budget, too expensive");
  await frame.locator("[data-part=recognised]").first().click();
  await frame.waitForSelector('[data-status="waiting"]');
  await shot(page, "loop-offline");
  stage.front.pass();
  const { report } = await withWords("way over our budget, too expensive");
  assert.equal(report.objection, "price");
});

/** The page on which the hub's answers about records are changed on their way. */
async function changed(page, change) {
  await page.route("**/v1/records/**", async (route) => {
    const response = await route.fetch();
    if (response.status() !== 200) return route.fulfill({ response });
    const view = await response.json();
    change(view);
    await route.fulfill({ response, json: view });
  });
}

const PIECE = {
  id: "words", title: "What to say to legal", kind: "document", url: null, snippet: "We sign your own paper.", language: null,
  answers: ["price"], stages: [], segments: [], competitors: [], verifier: null, verified_on: null, verify_by: null,
};

scenario(stage, "where nothing answers, one click asks marketing for content", async (page) => {
  await changed(page, (view) => { view.content = []; });
  const frame = await open(page, "deal_new");
  await frame.click("[data-part=ask]");
  await frame.waitForSelector("[data-part=undo]");
  await shot(page, "loop-asked");
  await withWords("Is there content that answers this?");
  await page.unrouteAll({ behavior: "wait" });
});

scenario(stage, "content without a link has its words to copy, and says why it is here and that it is stale", async (page) => {
  const reasons = [{ stale: { since: "2020-02-01" } }, { used_in_won_deals: { deals: 9 } }, { segment: { name: "Enterprise" } }];
  await changed(page, (view) => { view.content = [{ content: PIECE, reasons }]; });
  const frame = await open(page, "deal_proposal");
  assert.equal(await frame.locator("[data-part=piece] a, [data-part=copy_link]").count(), 0);
  assert.match(await textOf(frame, "piece"), /⚠ to be verified since Feb 1, 2020, used in 9 won deals, for Enterprise/);
  await frame.click("[data-part=copy_snippet]");
  await stage.browser.context.grantPermissions(["clipboard-read"]);
  await until("it is copied", async () => (await page.evaluate(() => navigator.clipboard.readText())) === PIECE.snippet);
  await shot(page, "loop-snippet");
  await page.emulateMedia({ colorScheme: "dark" });
  await shot(page, "loop-snippet-dark");
  await page.unrouteAll({ behavior: "wait" });
});
