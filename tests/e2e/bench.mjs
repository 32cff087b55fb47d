// How long a person waits for the panel: the real extension, hub and Odoo. Writes the figures that `cargo xtask bench` judges.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { Browser } from "./lib/browser.mjs";
import { Hub } from "./lib/hub.mjs";
import { scriptTime } from "./lib/idle.mjs";
import { figures, observePanel, pagePaint, quantile, shownIn, told } from "./lib/measure.mjs";
import { leadKey, leadUrl, seeded } from "./lib/odoo.mjs";
import { frameOf, openRecord, panelOf } from "./lib/panel.mjs";
import { benchOut, odoo } from "./lib/places.mjs";
import { REP } from "./lib/stage.mjs";
import { connectTwin, mountTwin, serveTwin } from "./lib/twin.mjs";
import { UnwatchedBrowser } from "./lib/unwatched.mjs";
import { until } from "./lib/wait.mjs";

const WARM = 100;
/** Milliseconds between two turns. */
const TURN_EVERY = 900;
const COLD = 12;
const TWIN = 25;
const IDLE = 5;
/** Deals whose clocks have stopped: what the twin can draw. */
const PAIR = [seeded.deal_many_touches, seeded.deal_proposal];

// The hub answers from its store, as it does for whoever comes second.
const hub = await Hub.create({ refreshAfter: "1h", pollEvery: "1h" });
try {
  const report = { ...(await watched()), warm_nav_ms: say("warm", figures(await warm())) };
  const plain = say("the plain twin beside the CRM", figures(await warmTwin()));
  report.warm_nav_ms.twin_own_ms = plain.own_ms;
  report.warm_nav_ratio = report.warm_nav_ms.own_ms.p95 / plain.own_ms.p95;
  await mkdir(path.dirname(benchOut), { recursive: true });
  await writeFile(benchOut, JSON.stringify(report, null, 2));
  console.log(JSON.stringify(report, null, 2));
} finally {
  await hub.remove();
}

/** What is measured step by step. */
async function watched() {
  const browser = await Browser.open();
  try {
    await prepare(browser);
    const idle_page_ms = say("idle", await idlePage(browser));
    const loads = await cold(browser);
    const from_first_byte_ms = figures(loads.map(({ fromByte, hub }) => ({ total: fromByte, hub }))).own_ms;
    const cold_nav_ms = say("cold", { ...figures(loads), from_first_byte_ms });
    return { cold_nav_ms, ...(await againstTwin(browser)), idle_page_ms };
  } finally {
    await browser.close();
  }
}

/** The bench takes minutes; whoever waits sees it go on. */
function say(what, found) {
  console.log(`bench: ${what} ${JSON.stringify(found)}`);
  return found;
}

async function prepare(browser) {
  await browser.signIn();
  await browser.context.addInitScript(observePanel);
  await (await browser.enrol(hub.origin, await hub.invite(REP, "rep"))).close();
}

/** The panel remembers records for a browser session; to wait for the hub it must forget them. */
function forget(browser) {
  return browser.evaluate(() => chrome.storage.session.clear());
}

/** Script of ours on pages of the CRM that show no record, in a tab that stays there: the median of a few loads. */
async function idlePage(browser) {
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

/** From the change of the address by the CRM's own pager to the record in the panel, on the screen; nobody watches. */
async function warm() {
  const browser = await UnwatchedBrowser.open();
  try {
    await prepare(browser);
    let page = await openedFromList(browser);
    await panelOf(page);
    const lap = await lapOf(page);
    // The first lap has the hub read each record; in the others the panel must forget what it was told, to wait for the hub.
    page = await turnPages(browser, page, lap);
    const samples = [];
    while (samples.length < WARM) {
      await forget(browser);
      page = await turnPages(browser, page, lap);
      samples.push(...(await turns(page, lap)));
    }
    return samples;
  } finally {
    await browser.close();
  }
}

/** A tab with the first of the CRM's list of records. */
async function openedFromList(browser) {
  const page = await browser.context.newPage();
  await page.goto(`${odoo}/odoo/crm`);
  await page.click(".o_switch_view.o_list");
  await page.locator(".o_data_row td[name=name]").first().click();
  await page.waitForSelector(".o_pager_next");
  return page;
}

/** How many records the pager goes through. */
async function lapOf(page) {
  return Number((await page.innerText(".o_pager_limit")).trim());
}

/** The same with the plain twin in the panel's place: what this machine, under this CRM, leaves anybody. */
async function warmTwin() {
  const browser = await UnwatchedBrowser.open();
  const server = await serveTwin(await twinAnswers());
  try {
    await browser.signIn(); // and not enrolled, so there is no panel
    let page = await openedFromList(browser);
    const lap = await lapOf(page);
    await page.evaluate(mountTwin, `${server.sitesAway}/`);
    await until("the twin is ready", () => twinOf(page, server)?.evaluate(() => window.ready));
    await page.evaluate(connectTwin, ["a", "b"]);
    while ((await twinTurns(page, server)).length < WARM + lap) page = await turnPages(browser, page, lap);
    // As with the panel, the first lap is for warming up.
    return (await twinTurns(page, server)).slice(lap);
  } finally {
    server.close();
    await browser.close();
  }
}

function twinOf(page, server) {
  return page.frames().find((frame) => frame.url().startsWith(server.sitesAway));
}

async function twinTurns(page, server) {
  const frame = await until("the twin's frame is found again", () => twinOf(page, server));
  return frame.evaluate(() => window.turns);
}

/** Turns to the next record so many times, as fast as somebody who looks for a certain one; the page as it is afterwards. */
function turnPages(browser, page, times) {
  const turn = ({ times, every }, done) => {
    const turns = (window.turns = []);
    navigation.addEventListener("currententrychange", () => turns.push({ url: location.href, at: performance.timeOrigin + performance.now() }));
    const next = () => {
      if (times-- === 0) return done();
      document.querySelector(".o_pager_next").click();
      setTimeout(next, every);
    };
    next();
  };
  return browser.alone(page, turn, { times, every: TURN_EVERY }, { timeout: 20_000 + times * TURN_EVERY });
}

/** What became of each of the last turns. An address that is pushed twice is one. */
async function turns(page, times) {
  const turns = (await page.evaluate(() => window.turns)).filter(({ url }, index, all) => url !== all[index - 1]?.url);
  assert.equal(turns.length, times);
  // Frames are found one by one after the browser was let alone.
  const frame = await until("the panel's frame is found again", () => frameOf(page));
  const shown = await told(frame, turns[0].at);
  return turns.map(({ url, at }) => {
    const key = leadKey(url.match(/\d+$/)[0]);
    const entry = shown.find(({ record, drawn }) => record === key && drawn > at);
    assert.ok(entry, `the panel never showed ${key}`);
    return { total: entry.painted - at, hub: entry.hub };
  });
}

/**
 * From the moment that a new tab's document is there to its first record on the screen, which is never before the page
 * around the panel is painted; and the same from the arrival of the document's first byte.
 */
async function cold(browser) {
  const samples = [];
  const leads = [seeded.deal_many_touches, seeded.deal_proposal, seeded.deal_qualified, seeded.deal_new];
  // The first round has the hub read each record.
  for (let load = 0; load < leads.length + COLD; load++) {
    await forget(browser);
    const sample = await openAndClose(browser, leads[load % leads.length]);
    if (load >= leads.length) samples.push(sample);
  }
  return samples;
}

async function openAndClose(browser, lead) {
  const page = await browser.context.newPage();
  const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
  const shown = await shownIn(frame, leadKey(lead), 0);
  const host = await until("the page is painted", () => page.evaluate(pagePaint));
  await page.close();
  const seen = Math.max(shown.painted, host.painted);
  return { total: seen - host.ready, fromByte: seen - host.firstByte, hub: shown.hub };
}

/** The same answer drawn by the panel and by its plain twin: from the answer's last byte to the end of layout. */
async function againstTwin(browser) {
  const server = await serveTwin(await twinAnswers());
  const page = await browser.context.newPage();
  const frame = await openRecord(page, leadUrl(PAIR[0]), leadKey(PAIR[0]));
  const plain = await browser.context.newPage();
  await plain.setViewportSize({ width: 360, height: 900 });
  await plain.goto(server.origin);
  await until("the twin is ready", () => plain.evaluate(() => window.ready));
  await drawnAlike(frame, plain);
  const [ours, theirs] = [[], []];
  for (let round = 0; round < TWIN; round++) {
    await forget(browser);
    await pushed(page, frame, PAIR[1]);
    ours.push(await pushed(page, frame, PAIR[0]));
    await plain.evaluate(() => show("b"));
    theirs.push(await plain.evaluate(() => show("a")));
  }
  server.close();
  const [panel_ms, twin_ms] = [quantile(ours, 0.5), quantile(theirs, 0.5)];
  return { twin_ratio: panel_ms / twin_ms, twin: { panel_ms, twin_ms, n: TWIN } };
}

/** What the hub tells of the two records that the twin can draw. */
async function twinAnswers() {
  const person = await hub.person(REP, "rep");
  const [a, b] = await Promise.all(PAIR.map(async (lead) => JSON.stringify(await person.get(`/v1/records/${leadKey(lead)}`))));
  return { a, b };
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
