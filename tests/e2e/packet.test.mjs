// The deal review packet: chosen by keyboard alone, looked at, and printed on one sheet a deal.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Hub } from "./lib/hub.mjs";
import { faint, overflowing } from "./lib/looks.mjs";
import { leadKey, moveTo, newLead, remove } from "./lib/odoo.mjs";
import { Review } from "./lib/review.mjs";
import { say } from "./lib/said.mjs";
import { pictured, shot } from "./lib/shots.mjs";
import { MARKETER, REP } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const DAY = 86_400_000;
const LONG = "A sentence of the buyer's that goes on for longer than any line of a page has room for. ".repeat(8);
/** What is left of a sheet within its margins, in pixels of 1/96 inch. */
const PAPER = { A4: { width: 8.27, height: 11.69 }, Letter: { width: 8.5, height: 11 } };
const MARGINS = (2 * 12) / 25.4;

const NAMES = ["Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir"];

const stamp = Date.now();
const hub = await Hub.create({ refreshAfter: "60s" });
const review = await Review.open();
const rep = await hub.person(REP, "rep");
const marketer = await hub.person("Ann Example", "marketer");
const website = await hub.person("Web site", "integration");
const deals = [];
for (const n of [1, 2, 3, 4, 5, 6]) deals.push(await madeDeal(n));
after(async () => {
  await review.close();
  await hub.remove();
  for (const id of deals) await remove("crm.lead", id);
});
const [large, used] = deals;
await heardMuch(large);
await usedContent(used);
await review.signIn(hub.origin, await hub.invite(MARKETER, "marketer"));

const { page } = review;
const article = (deal) => page.locator(`[data-part=deal-page][data-record="${leadKey(deal)}"]`);
const part = (deal, name) => article(deal).locator(`[data-part=${name}]`);
const shown = () => page.locator("[data-part=deal-page]").evaluateAll((pages) => pages.map((one) => one.dataset.record));
const shows = (ids) => until(`the pages of ${ids}`, async () => JSON.stringify(await shown()) === JSON.stringify(ids.map(leadKey)));
const packet = (ids) => `#/packet?deals=${ids.map(leadKey).join(",")}`;
const go = async (hash) => {
  await page.goto("about:blank");
  await page.goto(`${hub.origin}/${hash}`);
  await page.waitForSelector("main.packet");
};

/** A deal of this test's own that the hub knows. */
async function madeDeal(n) {
  const name = `${NAMES[n - 1]} ${stamp}`;
  const id = await newLead(name, { type: "opportunity", expected_revenue: 1000 * n, partner_id: false });
  await rep.get(`/v1/records/${leadKey(id)}`);
  return id;
}

/** 400 touches with long words, 60 reports, eight pieces of content that were used. */
async function heardMuch(deal) {
  const channels = ["event", "paid_search", "organic_search", "email_marketing", "referral", "direct", "inbound", "paid_social"];
  const touches = Array.from({ length: 400 }, (_, n) => ({
    id: `packet-${stamp}-${n}`,
    record: leadKey(deal),
    at: new Date(stamp - (1 + n) * DAY).toISOString(),
    actor: n % 3 ? "marketing" : "buyer",
    channel: channels[n % channels.length],
    source: `Source ${n} ${LONG.slice(0, 80)}`,
    summary: LONG.slice(0, 290),
  }));
  const told = await website.ask("POST", "/v1/touches", { touches });
  assert.equal(told.status, 200, await told.text());
  const more = { deal, words: LONG, severity: "deal_breaker", competitor: "Northlight CRM" };
  for (let n = 0; n < 60; n += 1) await say(rep, { ...more, ago: n, objection: ["price", "security", "budget"][n % 3] });
  const { reports } = await marketer.get("/v1/inbox?limit=500");
  const answer = { action: "answer", content: "acme-switch-story", words: LONG, seen_at: null };
  for (const { report } of reports.slice(0, 20).map((row) => row.report)) {
    assert.equal((await marketer.ask("POST", `/v1/reports/${report.id}/handling`, answer)).status, 200);
  }
  const { content } = await marketer.get("/v1/content");
  for (const { content: piece } of content.slice(0, 8)) await use(deal, piece.id, "opened");
}

async function use(deal, id, action) {
  const answer = await rep.ask("POST", `/v1/content/${id}/uses`, { record: leadKey(deal), action });
  assert.equal(answer.status, 204, await answer.text());
}

/** An objection, its answer twice over, and then the buyer, a move and the end. */
async function usedContent(deal) {
  await say(rep, { deal, words: "Acme offers it for half.", severity: "challenge", competitor: "Acme Suite" });
  await use(deal, "acme-five-year-cost", "opened");
  await use(deal, "acme-five-year-cost", "copied");
  const second = Math.floor(Date.now() / 1000);
  // Odoo dates what happens to the second.
  await until("it is another second", () => Math.floor(Date.now() / 1000) > second + 1);
  const signal = { id: `packet-${stamp}`, kind: "pricing_page", record: leadKey(deal), summary: "Looked at prices" };
  const told = await website.ask("POST", "/v1/events", { events: [signal] });
  assert.equal(told.status, 200, await told.text());
  await moveTo(deal, "Won");
}

function scenario(name, body) {
  test(name, { timeout: 90_000 }, () => pictured(page, name, body));
}

/** Tab, or Shift and Tab, until the keyboard is there. */
async function tabTo(selector, key = "Tab") {
  for (let n = 0; n < 80; n += 1) {
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`the keyboard does not reach ${selector}`);
}

/** Looks for a deal by its title and adds it, or removes it. */
async function toggle(n) {
  await tabTo("#packet-find");
  await page.keyboard.press("Escape");
  await page.keyboard.type(`${stamp} ${NAMES[n - 1].toLowerCase()}`);
  const option = page.locator(`[data-part=deal-option][data-record="${leadKey(deals[n - 1])}"]`);
  await until("it alone is found", async () => (await option.count()) === 1 && (await page.locator("[data-part=deal-option]").count()) === 1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
}

scenario("deals are found, chosen, put in order and taken out by keyboard alone", async () => {
  await go("#/packet");
  await page.waitForSelector("[data-part=notice][data-state=empty]");
  const suggested = page.locator(`[data-part=deal-option][data-record="${leadKey(large)}"] [data-part=because]`);
  await until("what was heard on is suggested", async () => /60 reports/.test(await suggested.innerText().catch(() => "")));
  const won = page.locator(`[data-part=deal-option][data-record="${leadKey(used)}"] [data-part=because]`);
  await until("what was closed is, too", async () => /Won on .* · 1 report/.test(await won.innerText().catch(() => "")), { timeout: 20_000 });
  await shot(page, "packet-empty");
  for (const n of [1, 2, 3]) await toggle(n);
  await shows(deals.slice(0, 3));
  assert.match(page.url(), new RegExp(`${leadKey(deals[0])},${leadKey(deals[1])},${leadKey(deals[2])}$`));
  assert.match(await page.innerText("[data-part=chosen-count]"), /3 of at most 5/);

  await tabTo(`[data-record="${leadKey(deals[2])}"] [data-step=up]`, "Shift+Tab");
  await page.keyboard.press("Enter");
  await shows([deals[0], deals[2], deals[1]]);
  await page.keyboard.press("Enter");
  await shows([deals[2], deals[0], deals[1]]);
  await tabTo(`[data-record="${leadKey(deals[0])}"] [data-step=remove]`);
  await page.keyboard.press("Enter");
  await shows([deals[2], deals[1]]);
  await until("the keyboard is back at the search", () => page.evaluate(() => document.activeElement.id === "packet-find"));

  await page.evaluate(() => (window.print = () => (window.printed = true)));
  await tabTo("[data-part=print]", "Shift+Tab");
  await page.keyboard.press("Enter");
  assert.ok(await page.evaluate(() => window.printed));
});

scenario("no more than five are taken, and the sixth is refused with a word", async () => {
  await go(packet(deals.slice(0, 5)));
  await shows(deals.slice(0, 5));
  assert.match(await page.innerText("[data-part=enough]"), /at most 5 deals\. Remove one/);
  await toggle(6);
  await until("it is said", async () => /at most 5 deals/.test(await page.textContent("[data-part=said]")));
  assert.equal((await shown()).length, 5);
  assert.equal(await page.locator("[data-part=deal-option]").getAttribute("aria-disabled"), "true");
  await go(packet(deals));
  await page.waitForSelector("[data-part=notice][data-state=away]");
  assert.match(await page.innerText("[data-part=notice]"), /6 are more than the 5/);
  assert.match(await page.innerText("[data-part=enough]"), /Remove 1\./);
});

scenario("a page tells what drew them in, what was used, what was said, and what the buyer did", async () => {
  await go(packet([used, large]));
  await shows([used, large]);
  const told = await rep.get(`/v1/packet?deals=${leadKey(large)}`);
  const { drawn_in } = told.pages[0];
  assert.equal(await part(large, "channels").locator("li").count(), drawn_in.channels.length);
  assert.match(await part(large, "drawn-in").innerText(), /First touch[^]*Credit by channel, W-shaped[^]*and \d+ more/);
  assert.match(await part(large, "tally").innerText(), /60 reports: 20 answered, 0 declined, 40 open/);
  assert.match(await part(large, "heard").innerText(), /Too expensive[^]*Deal breaker[^]*against Northlight CRM[^]*and 55 more/);
  assert.match(await part(large, "signals").innerText(), /134 in all[^]*and 128 more/);
  assert.match(await part(large, "messaging").innerText(), /and 4 more/);

  const piece = part(used, "piece");
  assert.match(await piece.innerText(), /Five-year cost[^]*Document[^]*opened, link copied, 2 times by Marc Demo[^]*Answers: Too expensive[^]*Then: won/);
  assert.match(await piece.innerText(), /pricing page “Looked at prices” the same day/);
  assert.match(await part(used, "messaging").innerText(), /does not say that it came of it/);
  assert.match(await part(used, "stage").innerText(), /Won/);
  assert.match(await part(used, "heard-report").innerText(), /Too expensive Challenge against Acme Suite[^]*Marc Demo, .*: Acme offers it for half\.[^]*New/);
});

/** What the browser prints, on paper of this size. */
async function printed({ width, height }) {
  const session = await review.context.newCDPSession(page);
  const { data } = await session.send("Page.printToPDF", { paperWidth: width, paperHeight: height, preferCSSPageSize: false, printBackground: true });
  await session.detach();
  return Buffer.from(data, "base64");
}

/** Sheets of a document. */
const sheets = (pdf) => Number(pdf.toString("latin1").match(/\/Type\s*\/Pages[^>]*?\/Count\s+(\d+)/)[1]);

/** Pages of which something would be cut off on paper of this size. */
async function cutOff({ width, height }) {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: Math.floor((width - MARGINS) * 96), height: Math.floor((height - MARGINS) * 96) });
  const cut = await page.locator("[data-part=deal-page]").evaluateAll((pages) =>
    pages.filter((one) => document.documentElement.scrollWidth > window.innerWidth || one.scrollHeight > one.clientHeight + 1 || one.offsetHeight > window.innerHeight).map((one) => [one.dataset.record, one.scrollHeight, one.clientHeight, window.innerHeight]),
  );
  await shot(page, `packet-print-${Math.round(width * 100)}`);
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 1280, height: 800 });
  return cut;
}

scenario("each deal is one sheet, also with 400 touches and 60 reports, on A4 and on Letter", async () => {
  for (const chosen of [[large], [used, large, deals[2]], [deals[2], large, used, deals[3], deals[4]]]) {
    await go(packet(chosen));
    await shows(chosen);
    for (const [name, size] of Object.entries(PAPER)) {
      assert.deepEqual(await cutOff(size), [], name);
      assert.equal(sheets(await printed(size)), chosen.length, `${chosen.length} on ${name}`);
    }
  }
});

/** As long as anything can be, in a deal that has everything. */
function overfull(answer) {
  for (const page of answer.pages) {
    const euros = { minor: 123_456_789_012, currency: "EUR" };
    Object.assign(page.record, { title: LONG, company: LONG, amount: euros, competitors: [LONG, LONG], owner: { id: "1", name: LONG } });
    page.record.stage.name = LONG;
    page.freshness.trouble = LONG;
    for (const sum of page.drawn_in.channels) Object.assign(sum, { amount: euros, basis_points: 3333 });
    for (const side of ["marketing", "sales"]) page.drawn_in.claim[side] = [{ kind: "source", words: [LONG] }];
    for (const piece of page.messaging.pieces) Object.assign(piece, { title: LONG, by: [LONG], answers: [{ id: "a", name: LONG }], sequel: { buyer: page.signals.latest[0], moved: null, closed: null } });
    for (const kind of page.signals.kinds) kind.signal = LONG.slice(0, 90);
    for (const report of page.objections.reports) Object.assign(report, { objection: LONG, reporter: LONG });
  }
  return answer;
}

scenario("nothing is so long that it would be cut off or take another sheet", async () => {
  await page.route(/v1\/packet\?/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: overfull(await answer.json()) });
  });
  await go(packet([large]));
  await shows([large]);
  for (const [name, size] of Object.entries(PAPER)) {
    assert.deepEqual(await cutOff(size), [], name);
    assert.equal(sheets(await printed(size)), 1, name);
  }
  await page.setViewportSize({ width: 420, height: 1000 });
  await shot(page, "packet-overfull");
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.unrouteAll({ behavior: "wait" });
});

scenario("paper is black on white and has nothing of the page around it, also in the dark", async () => {
  await go(packet([large]));
  await shows([large]);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const hidden of [".bar", ".packet-side"]) assert.equal(await page.locator(hidden).isVisible(), false, hidden);
  const [ink, paper] = await article(large).evaluate((one) => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor]);
  assert.deepEqual([ink, paper], ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
  await page.emulateMedia({ media: null, colorScheme: "light" });
});

scenario("the page can be read, in light and dark, on any screen", async () => {
  await go(packet([large, used, deals[2]]));
  await shows([large, used, deals[2]]);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const width of [420, 1280, 1920]) {
      await page.setViewportSize({ width, height: 1000 });
      const isSo = (found) => !/^\w+\.sr-only/.test(found) && found !== `broken: ${MARKETER}`;
      assert.deepEqual((await overflowing(page)).filter(isSo), []);
      assert.deepEqual(await faint(page), []);
      await shot(page, `packet-${colorScheme}-${width}`);
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 800 });
});

scenario("a deal that is gone is named, and the others are shown", async () => {
  await go(`${packet([used])},odoo/crm.lead/999999999,elsewhere/crm.lead/1`);
  await shows([used]);
  const missing = await page.innerText("[data-part=missing]");
  assert.match(missing, /odoo\/crm\.lead\/999999999: gone, unknown[^]*elsewhere\/crm\.lead\/1: gone/);
  assert.equal(sheets(await printed(PAPER.A4)), 1);
  await shot(page, "packet-missing");
});

scenario("a rep reads it too, and the last pages stay when the hub is away", async () => {
  const own = await Review.open();
  try {
    await own.page.goto(`${hub.origin}/${packet([used])}`);
    await own.page.fill("[data-part=sign-in] input", await hub.invite(REP, "rep"));
    await own.page.click("[data-part=sign-in] button[type=submit]");
    const pages = own.page.locator("[data-part=deal-page]");
    await until("the page is there", async () => (await pages.count()) === 1);
    await hub.stop();
    await own.page.waitForSelector("[data-part=connection][data-state=reconnecting]");
    assert.match(await own.page.innerText("[data-part=connection]"), /what was known at/);
    assert.equal(await pages.count(), 1);
    await shot(own.page, "packet-away");
    await hub.serve();
    await until("the hub is heard again", async () => (await own.page.getAttribute("[data-part=connection]", "data-state")) === "live", { timeout: 30_000 });
  } finally {
    await own.close();
  }
});
