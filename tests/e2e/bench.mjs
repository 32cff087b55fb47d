// How long a person waits for the panel: the real extension, hub and Odoo. Writes the figures that `cargo xtask bench` judges.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Browser } from "./lib/browser.mjs";
import { settled } from "./lib/form.mjs";
import { Hub } from "./lib/hub.mjs";
import { scriptTime } from "./lib/idle.mjs";
import { figures, observePanel, pagePaint, quantile, shownIn } from "./lib/measure.mjs";
import { leadKey, leadUrl, seeded } from "./lib/odoo.mjs";
import { frameOf, openRecord, panelOf } from "./lib/panel.mjs";
import { benchOut, odoo } from "./lib/places.mjs";
import { REP } from "./lib/stage.mjs";
import { serveTwin } from "./lib/twin.mjs";
import { until } from "./lib/wait.mjs";

const WARM = 100;
const COLD = 12;
const TWIN = 25;
const IDLE = 5;

// The hub answers from its store, as it does for whoever comes second.
const hub = await Hub.create({ refreshAfter: "1h", pollEvery: "1h" });
const browser = await Browser.open();
try {
  await browser.signIn();
  await browser.context.addInitScript(observePanel);
  await (await browser.enrol(hub.origin, await hub.invite(REP, "rep"))).close();
  const idle_page_ms = told("idle", await idlePage());
  const warm_nav_ms = told("warm", figures(await warm()));
  const loads = await cold();
  const from_first_byte_ms = figures(loads.map(({ fromByte, hub }) => ({ total: fromByte, hub }))).own_ms;
  const cold_nav_ms = told("cold", { ...figures(loads), from_first_byte_ms });
  const twin = await againstTwin();
  const report = { warm_nav_ms, cold_nav_ms, ...twin, idle_page_ms };
  await mkdir(path.dirname(benchOut), { recursive: true });
  await writeFile(benchOut, JSON.stringify(report, null, 2));
  console.log(JSON.stringify(report, null, 2));
} finally {
  await browser.close();
  await hub.remove();
}

/** The bench takes minutes; whoever waits sees it go on. */
function told(what, found) {
  console.log(`bench: ${what} ${JSON.stringify(found)}`);
  return found;
}

/** The panel remembers records for a browser session; to wait for the hub it must forget them. */
function forget() {
  return browser.evaluate(() => chrome.storage.session.clear());
}

/** Script of ours on pages of the CRM that show no record, in a tab that stays there: the median of a few loads. */
async function idlePage() {
  const page = await browser.context.newPage();
  await page.goto(`${odoo}/odoo/crm`);
  const times = [];
  for (let load = 0; load < IDLE; load++) {
    const { ms, runs } = await scriptTime(page, "content.js", async () => {
      await page.goto(`${odoo}/odoo/crm`);
      await page.click(".o_switch_view.o_list");
      await page.waitForSelector(".o_list_view .o_data_row");
    });
    assert.ok(runs > 0, "the page script did not run at all");
    times.push(ms);
  }
  assert.equal(frameOf(page), undefined, "a page without a record has a frame");
  assert.equal(await page.locator("plumbline-panel").count(), 0);
  await page.close();
  return quantile(times, 0.5);
}

/** From the change of the address by the CRM's own pager to the record in the panel, on the screen. */
async function warm() {
  const page = await browser.context.newPage();
  await page.goto(`${odoo}/odoo/crm`);
  await page.click(".o_switch_view.o_list");
  await page.locator(".o_data_row td[name=name]").first().click();
  await page.waitForSelector(".o_pager_next");
  const frame = await panelOf(page);
  await page.evaluate(() => {
    const changes = (window.changes = []);
    navigation.addEventListener("currententrychange", () => changes.push({ url: location.href, at: performance.timeOrigin + performance.now() }));
  });
  const lap = Number((await page.innerText(".o_pager_limit")).trim());
  const samples = [];
  // The first lap has the hub read each record.
  for (let step = 0; step < lap + WARM; step++) {
    if (step % lap === 0) await forget();
    const sample = await next(page, frame);
    if (step >= lap) samples.push(sample);
  }
  await page.close();
  return samples;
}

async function next(page, frame) {
  const since = await page.evaluate(() => performance.timeOrigin + performance.now());
  // Asked before, so that nothing is asked of the panel while it works.
  const coming = shownIn(frame, null, since);
  await page.click(".o_pager_next");
  const shown = await coming;
  const { url, at } = await page.evaluate((since) => window.changes.find((change) => change.at > since), since);
  assert.equal(shown.record, leadKey(url.match(/\d+$/)[0]), "the panel shows the record of the address");
  await settled(page, frame);
  return { total: shown.painted - at, hub: shown.hub };
}

/**
 * From the moment that a new tab's document is there to its first record on the screen, which is never before the page
 * around the panel is painted; and the same from the arrival of the document's first byte.
 */
async function cold() {
  const samples = [];
  const leads = [seeded.deal_many_touches, seeded.deal_proposal, seeded.deal_qualified, seeded.deal_new];
  // The first round has the hub read each record.
  for (let load = 0; load < leads.length + COLD; load++) {
    await forget();
    const sample = await openAndClose(leads[load % leads.length]);
    if (load >= leads.length) samples.push(sample);
  }
  return samples;
}

async function openAndClose(lead) {
  const page = await browser.context.newPage();
  const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
  const shown = await shownIn(frame, leadKey(lead), 0);
  const host = await until("the page is painted", () => page.evaluate(pagePaint));
  await page.close();
  const seen = Math.max(shown.painted, host.painted);
  return { total: seen - host.ready, fromByte: seen - host.firstByte, hub: shown.hub };
}

/** The same answer drawn by the panel and by its plain twin: from the answer's last byte to the end of layout. */
async function againstTwin() {
  const person = await hub.person(REP, "rep");
  const pair = [seeded.deal_many_touches, seeded.deal_proposal];
  const answers = await Promise.all(pair.map(async (lead) => JSON.stringify(await person.get(`/v1/records/${leadKey(lead)}`))));
  const server = await serveTwin({ a: answers[0], b: answers[1] });
  const page = await browser.context.newPage();
  const frame = await openRecord(page, leadUrl(pair[0]), leadKey(pair[0]));
  const plain = await browser.context.newPage();
  await plain.setViewportSize({ width: 360, height: 900 });
  await plain.goto(server.origin);
  await until("the twin is ready", () => plain.evaluate(() => window.ready));
  await drawnAlike(frame, plain);
  const [ours, theirs] = [[], []];
  for (let round = 0; round < TWIN; round++) {
    await forget();
    await pushed(page, frame, pair[1]);
    ours.push(await pushed(page, frame, pair[0]));
    await plain.evaluate(() => show("b"));
    theirs.push(await plain.evaluate(() => show("a")));
  }
  server.close();
  const [panel_ms, twin_ms] = [quantile(ours, 0.5), quantile(theirs, 0.5)];
  return { twin_ratio: panel_ms / twin_ms, twin: { panel_ms, twin_ms, n: TWIN } };
}

async function pushed(page, frame, lead) {
  const since = await page.evaluate((url) => {
    history.pushState(null, "", url);
    return performance.timeOrigin + performance.now();
  }, leadUrl(lead));
  const { drawn, answered } = await shownIn(frame, leadKey(lead), since - 50, "drawn");
  return drawn - answered;
}

async function drawnAlike(frame, plain) {
  await plain.evaluate(() => show("a"));
  const read = () => document.querySelector("main").textContent.replace(/\s+/g, " ");
  const [ours, theirs] = [await frame.evaluate(read), await plain.evaluate(read)];
  const at = [...ours].findIndex((letter, index) => letter !== theirs[index]);
  assert.ok(ours === theirs, `the twin draws "${theirs.slice(at - 20, at + 40)}" for "${ours.slice(at - 20, at + 40)}"`);
  const tags = () => [...document.querySelectorAll("main *")].map((element) => `${element.localName}.${element.className}`).join(" ");
  assert.ok((await plain.evaluate(tags)) === (await frame.evaluate(tags)), "the twin is made of other elements");
}
