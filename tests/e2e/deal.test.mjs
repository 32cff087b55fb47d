// An account executive on an opportunity: who sourced it, what answers the objection, and one click that tells marketing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe } from "node:test";
import { inbox } from "./lib/hub.mjs";
import { calledAfterTheClose, leadKey, leadUrl, seeded } from "./lib/odoo.mjs";
import { openRecord, report, statusOf, textOf } from "./lib/panel.mjs";
import { library } from "./lib/places.mjs";
import { shot } from "./lib/shots.mjs";
import { REP, scenario, setStage } from "./lib/stage.mjs";
import { stays, until } from "./lib/wait.mjs";

const stage = await setStage();
const reader = await stage.hub.person(REP, "rep");

const open = (page, name) => openRecord(page, leadUrl(seeded[name]), leadKey(seeded[name]));
const viewOf = (name) => reader.get(`/v1/records/${leadKey(seeded[name])}`);
const hundredths = (text) => Math.round(Number(text.replace(/[^\d.-]/g, "")) * 100);
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const arrived = async (id) => (await inbox(stage.marketer)).filter((view) => view.report.id === id);

async function unfold(frame) {
  await frame.click("[data-part=source] details.more > summary");
}

scenario(stage, "the source card: original and latest, the touches in order, and where those in the middle are", async (page) => {
  const frame = await open(page, "deal_many_touches");
  await unfold(frame);
  const { source } = await viewOf("deal_many_touches");
  const shown = await frame.locator("[data-part=touch]").evaluateAll((rows) => rows.map((row) => row.dataset.touch));
  const all = source.touches.map(({ touch }) => touch.id);
  assert.ok(all.length >= 10, "a deal of several contacts has many touches");
  assert.deepEqual(shown, [...all.slice(0, 3), ...all.slice(-5)]);
  const times = source.touches.map(({ touch }) => Date.parse(touch.at));
  assert.deepEqual(times, times.toSorted((a, b) => a - b));
  const said = await textOf(frame, "source");
  assert.match(said, new RegExp(`… and ${all.length - 8} more in between`));
  assert.match(said, new RegExp(`Original ${source.original.source}`));
  assert.match(said, new RegExp(`Latest ${source.latest.source}`));
  await shot(page, "deal-source");
});

for (const name of ["deal_many_touches", "deal_proposal", "deal_buyer_first", "deal_lost"]) {
  scenario(stage, `${name.replaceAll("_", " ")}: what is shown adds up to 100 % and to the amount to the cent`, async (page) => {
    const frame = await open(page, name);
    const parts = await frame.locator("[data-part=channels] .part").allTextContents();
    const [percents, amounts] = [0, 1].map((place) => parts.map((text) => hundredths(text.split(" = ")[place])));
    assert.equal(sum(percents), 10_000);
    const { record } = await viewOf(name);
    assert.equal(sum(amounts), record.amount.minor);
    const line = await textOf(frame, "credit-sum");
    assert.match(line, /100\s?%/);
    assert.equal(hundredths(line.split(" = ")[1]), record.amount.minor);
  });
}

scenario(stage, "a deal that was touched only after its close: nobody is credited, in words", async (page) => {
  const lead = await calledAfterTheClose("Called too late");
  const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
  assert.match(await textOf(frame, "uncredited"), /Nobody is credited: every touch came after the deal was closed/);
  assert.equal(await frame.locator("[data-part=credit-sum]").count(), 0);
  await shot(page, "deal-touched-after-close");
});

scenario(stage, "content: links to what answers, to open in a new tab or to copy", async (page) => {
  const frame = await open(page, "deal_many_touches");
  const known = JSON.parse(readFileSync(library, "utf8")).content.map((piece) => piece.url);
  const links = await frame.locator("[data-part=piece] a").evaluateAll((links) => links.map(({ href, target, rel }) => ({ href, target, rel })));
  assert.ok(links.length > 0 && links.length <= 3);
  for (const link of links) {
    assert.ok(known.includes(link.href), link.href);
    assert.deepEqual([link.target, link.rel], ["_blank", "noopener noreferrer"]);
  }
  assert.match(await textOf(frame, "content"), /Acme Suite/);
  const copy = frame.locator("[data-part=piece] button").first();
  await copy.click();
  await until("the button says so", async () => (await copy.innerText()) === "Copied");
  await stage.browser.context.grantPermissions(["clipboard-read"]);
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), links[0].href);
  await until("the hub was told", () => stage.front.seen.some((line) => /^POST \/v1\/content\/.+\/uses$/.test(line)));
  await shot(page, "deal-content");
});

describe("one click on an objection", { concurrency: true }, () => {
  scenario(stage, "sends it, once", async (page) => {
    const frame = await open(page, "deal_proposal");
    const id = await report(frame, "price");
    await shot(page, "deal-chip-clicked");
    await statusOf(frame, id, "new");
    const [view, ...more] = await arrived(id);
    assert.deepEqual(more, []);
    const { record, revision, objection, words } = view.report;
    assert.deepEqual({ record, revision, objection, words }, { record: leadKey(seeded.deal_proposal), revision: 1, objection: "price", words: null });
    assert.equal(view.reporter, REP);
    await shot(page, "deal-report-arrived");
  });

  scenario(stage, "can be undone, and then nothing arrives", async (page) => {
    const frame = await open(page, "deal_qualified");
    const id = await report(frame, "security");
    await frame.click("[data-part=undo]");
    await frame.waitForSelector("[data-part=details]", { state: "detached" });
    await stays("nothing arrives", async () => (await arrived(id)).length === 0, 6500);
    const left = Object.keys(await stage.browser.storage()).filter((key) => key.includes(id));
    assert.deepEqual(left, []);
    await shot(page, "deal-undone");
  });

  scenario(stage, "takes words, severity and competitor as the same report's next revision, whatever is in them", async (page) => {
    const frame = await open(page, "deal_new");
    const id = await report(frame, "incumbent");
    const words = `<img src=x onerror="top.pwned=1"><script>top.pwned=1</script> "we" & 'they'\n${"שלום مرحبا こんにちは 👩‍👩‍👧 \u202Eabc"}`;
    await frame.fill("textarea[data-part=words]", words);
    await frame.fill("input[data-part=competitor]", "<b>Acme</b> Suite");
    await frame.click("[data-part=severity_deal_breaker]");
    await shot(page, "deal-details");
    await frame.click("[data-part=send]");
    const view = await until("revision 2", async () => (await arrived(id)).find((view) => view.report.revision === 2), { timeout: 15_000 });
    const { report: sent } = view;
    assert.deepEqual([sent.words, sent.competitor, sent.severity], [words, "<b>Acme</b> Suite", "deal_breaker"]);
    assert.equal((await arrived(id)).length, 1);
    await statusOf(frame, id, "new");
    assert.equal((await frame.locator(`[data-report="${id}"] .words`).textContent()).trim(), words);
    assert.equal(await page.evaluate(() => window.pwned), undefined);
    await shot(page, "deal-details-arrived");
  });
});
