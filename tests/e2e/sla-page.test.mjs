// Both teams' figures on the review page: what the hub counts is what stands there, and behind each figure stand the hand-offs.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, test } from "node:test";
import { Hub } from "./lib/hub.mjs";
import { faint, overflowing } from "./lib/looks.mjs";
import { leadKey, logCall, newLead, remove } from "./lib/odoo.mjs";
import { Review } from "./lib/review.mjs";
import { pictured, shot } from "./lib/shots.mjs";
import { MARKETER, REP } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const hub = await Hub.create({ within: "1h" });
const review = await Review.open();
const marketer = await hub.person(MARKETER, "marketer");
const rep = await hub.person(REP, "rep");
const leads = [];
after(async () => {
  await review.close();
  await hub.remove();
  for (const id of leads) await remove("crm.lead", id);
});

const page = review.page;
const figure = (name) => page.locator(`[data-part=figure][data-figure=${name}]`);
const rows = () => page.locator("[data-part=list] [data-part=hand-off]");

/** A lead that was handed to the salesperson just now, once the hub counts it. */
async function handedOff(name) {
  const id = await newLead(name);
  leads.push(id);
  await until(`the hub counts ${name}`, () => told(id), { timeout: 30_000 });
  return id;
}

/** What the hub tells of a lead's hand-off. */
async function told(lead) {
  const { hand_offs } = await marketer.get("/v1/sla?days=7");
  return hand_offs.find((row) => row.record === leadKey(lead));
}

/** The page shows what the hub says now: it may be asked again meanwhile. */
function agrees(days, check) {
  return until(`the page shows the ${days} days that the hub tells`, async () => check(await marketer.get(`/v1/sla?days=${days}`)), { timeout: 20_000 });
}

const percent = ({ numerator, denominator }) => {
  if (!denominator) return "–";
  const tenths = Math.floor((numerator * 1000) / denominator);
  return `${Math.floor(tenths / 10)}.${tenths % 10} %`;
};

function scenario(name, body) {
  test(name, { timeout: 90_000 }, () => pictured(page, name, body));
}

scenario("the figures are the hub's, and behind each stand as many hand-offs as it counts", async () => {
  await review.signIn(hub.origin, await hub.invite(MARKETER, "marketer"));
  const called = await handedOff("SLA page: called");
  await handedOff("SLA page: waiting");
  await logCall(called);
  const isInTime = async () => (await told(called)).response.measure.standing === "in_time";
  await until("the call counts", isInTime, { timeout: 30_000 });

  await page.locator("[data-part=places]").getByRole("link", { name: "SLA" }).click();
  await page.locator('[data-part=periods] [data-days="7"]').click();
  await agrees(7, async ({ metrics, overdue_count }) => {
    assert.equal(await figure("response").locator("[data-part=value]").innerText(), percent(metrics.response.rate));
    assert.equal(await figure("acceptance").locator("[data-part=value]").innerText(), percent(metrics.acceptance));
    assert.equal(await figure("overdue").locator("[data-part=value]").innerText(), String(overdue_count));
    assert.match(await figure("response").locator("[data-part=over]").innerText(), new RegExp(`^n = ${metrics.response.rate.denominator} · as of `));
    assert.equal(await rows().count(), Math.min(metrics.handed_off, 50));
    return true;
  });
  await shot(page, "sla-figures");

  for (const name of ["response", "acceptance", "first-touch"]) {
    for (const link of await figure(name).locator("a[data-list]").all()) {
      const list = await link.getAttribute("data-list");
      await link.focus();
      await page.keyboard.press("Enter");
      const section = page.locator(`[data-part=list][data-list="${list}"]`);
      await section.waitFor();
      const [count] = (await section.locator("[data-part=count]").innerText()).match(/\d+/);
      const said = (await link.innerText()).match(/^\d+(?= \D)/);
      if (said && name !== "first-touch") assert.equal(count, said[0], list);
      assert.equal(await rows().count(), Math.min(Number(count), 50), list);
      assert.equal(await page.evaluate(() => document.activeElement.id), "list-name");
    }
  }
  await figure("response").locator('a[data-list="response.in_time"]').click();
  const row = page.locator(`[data-part=list] [data-record="${leadKey(called)}"]`);
  assert.match(await row.innerText(), /In time\s+after \d+ (s|min)/);
  assert.match(await row.locator("a[data-part=record]").getAttribute("href"), new RegExp(`/odoo/crm/${called}$`));
  await page.goBack();
  await page.waitForURL(/list=touched\./);
  await page.locator('[data-part=list][data-list^="touched."]').waitFor();
});

scenario("what happens in the CRM appears without a click, and the reader stays in place", async () => {
  await page.goto(`${hub.origin}/#/sla?days=7`);
  await page.reload();
  await rows().first().waitFor();
  await page.evaluate(() => {
    window.sameDocument = true;
    window.scrollTo(0, 300);
  });
  const lead = await handedOff("SLA page: arrives");
  await page.locator(`[data-part=list] [data-record="${leadKey(lead)}"]`).waitFor({ timeout: 15_000 });
  assert.ok(await page.evaluate(() => window.sameDocument), "the page was reloaded");
  assert.equal(await page.evaluate(() => document.activeElement.localName), "body");
  assert.equal(await page.evaluate(() => window.scrollY), 300);
});

scenario("a rejection is counted under its reason", async () => {
  const lead = await handedOff("SLA page: rejected");
  const { handed_off_at } = await told(lead);
  const decision = { kind: "reject", reason: "other", words: "=1+1, \"quoted\"" };
  const answer = await rep.ask("POST", `/v1/records/${leadKey(lead)}/hand-off`, { id: `sla-page-${lead}`, handed_off_at, decision });
  assert.equal(answer.status, 200);
  const reason = figure("reasons").locator('[data-reason="other"] a');
  await reason.waitFor({ timeout: 15_000 });
  await reason.click();
  await page.locator('[data-part=list][data-list="rejected.other"]').waitFor();
  assert.match(await page.locator(`[data-part=list] [data-record="${leadKey(lead)}"]`).innerText(), /Rejected: Other\s+=1\+1, "quoted"/);
  await shot(page, "sla-rejected");
});

/** RFC 4180: a test's own reader, so that the writer is not measured by itself. */
function parsed(text) {
  const table = [];
  for (let at = 0, line = []; at < text.length; ) {
    const field = text[at] === '"' ? text.slice(at).match(/^"(?:[^"]|"")*"/)[0] : text.slice(at).match(/^[^,\r\n]*/)[0];
    line.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    at += field.length;
    if (text[at] === ",") at += 1;
    else {
      assert.equal(text.slice(at, at + 2), "\r\n");
      at += 2;
      table.push(line);
      line = [];
    }
  }
  return table;
}

scenario("the CSV has every hand-off of the period", async () => {
  await page.locator('[data-part=periods] [data-days="30"]').click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("[data-part=csv]")]);
  assert.match(download.suggestedFilename(), /^plumbline-sla-\d{4}-\d\d-\d\d-30-days\.csv$/);
  const [columns, ...lines] = parsed(await readFile(await download.path(), "utf8"));
  const { metrics, hand_offs } = await marketer.get("/v1/sla?days=30");
  assert.equal(lines.length, metrics.handed_off);
  assert.ok(lines.every((line) => line.length === columns.length));
  const column = (name) => lines.map((line) => line[columns.indexOf(name)]);
  assert.deepEqual(column("record"), hand_offs.map((row) => row.record));
  assert.equal(column("response").filter((word) => word === "in_time").length, metrics.response.in_time);
  assert.ok(column("rejection_words").includes("'=1+1, \"quoted\""));
});

scenario("figures stay, with their age, while the hub is away", async () => {
  await hub.stop();
  await page.locator('[data-part=connection][data-state="reconnecting"]').waitFor({ timeout: 30_000 });
  assert.match(await page.innerText("[data-part=connection]"), /showing what was known at/);
  assert.ok((await rows().count()) > 0);
  await shot(page, "sla-away");
  await hub.serve();
  await page.locator('[data-part=connection][data-state="live"]').waitFor({ timeout: 40_000 });
});

scenario("a rep reads the same figures", async () => {
  const other = await Review.open({ colorScheme: "dark", size: { width: 1920, height: 1080 } });
  try {
    await other.page.goto(hub.origin);
    await other.page.fill("[data-part=sign-in] input", await hub.invite(REP, "rep"));
    await other.page.click("[data-part=sign-in] button[type=submit]");
    await other.page.getByText("This page is for marketing").first().waitFor();
    await other.page.locator("[data-part=places]").getByRole("link", { name: "SLA" }).click();
    await other.page.locator("[data-part=list] [data-part=hand-off]").first().waitFor();
    const [mine, theirs] = [await rep.get("/v1/sla"), await marketer.get("/v1/sla")];
    assert.deepEqual(mine.metrics, theirs.metrics);
    assert.deepEqual(await faint(other.page), []);
    // What only screen readers are told takes no room, and the account's arrow stands beside its name.
    const isSo = (found) => !found.startsWith("span.sr-only") && found !== `broken: ${REP}`;
    assert.deepEqual((await overflowing(other.page)).filter(isSo), []);
    await shot(other.page, "sla-rep-dark");
  } finally {
    await other.close();
  }
});
