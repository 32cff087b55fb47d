// The shared numbers on the review page: the same credit as the card's, row by row, with the records behind each figure.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Hub } from "./lib/hub.mjs";
import { faint, overflowing } from "./lib/looks.mjs";
import { call, leadKey, logCall, newLead, remove } from "./lib/odoo.mjs";
import { Review } from "./lib/review.mjs";
import { pictured, shot } from "./lib/shots.mjs";
import { MARKETER, REP } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const QUALIFIED = `
[[definition]]
term = "qualified"
version = 1
since = "2020-01-01"
text = "Somebody of sales spoke with the buyer, who has a need and a budget."
stages = ["Qualified", "Proposition", "Won"]
`;

const hub = await Hub.create({ more: QUALIFIED });
const review = await Review.open();
const rep = await hub.person(REP, "rep");
const stamp = Date.now();
const [source, lead] = await campaignDeal();
after(async () => {
  await review.close();
  await hub.remove();
  await remove("crm.lead", lead);
});

const page = review.page;
const row = () => page.locator(`[data-part=table] [data-part=row][data-row="named:${source}"]`);

/** A deal of 1,000 that one campaign brought and sales called, in a stage that is qualified. */
async function campaignDeal() {
  const name = `Numbers source ${stamp}`;
  const [source_id] = await call("utm.source", "create", { vals_list: [{ name }] }, "admin");
  const id = await newLead(`Numbers ${stamp}`, { type: "opportunity", expected_revenue: 1000, source_id, partner_id: false }, "admin");
  await logCall(id);
  const [stage] = await call("crm.stage", "search_read", { domain: [["name", "=", "Qualified"]], fields: ["name"] });
  await call("crm.lead", "write", { ids: [id], vals: { stage_id: stage.id } });
  return [name, id];
}

function scenario(name, body) {
  test(name, { timeout: 90_000 }, () => pictured(page, name, body));
}

/** What the hub counts for the source, once it counts the deal as it is now. */
async function counted() {
  const { source: credited } = await rep.get(`/v1/records/${leadKey(lead)}`);
  const expected = credited.touches.filter(({ touch }) => touch.source === source).reduce((sum, { credit }) => sum + credit.amount.minor, 0);
  const { rows } = await rep.get("/v1/numbers?by=source&period=this_month");
  const found = rows.find(({ value }) => value === `named:${source}`);
  return found?.figures.pipeline_minor === expected && { ...found.figures, expected };
}

scenario("a row has what the deal's card credits to it, and one deal stands behind it", async () => {
  const figures = await until("the hub counts the deal", counted, { timeout: 40_000 });
  assert.ok(figures.expected > 0 && figures.expected <= 100_000, figures.expected);
  assert.equal(figures.deals, 1);
  await review.signIn(hub.origin, await hub.invite(MARKETER, "marketer"));
  await page.locator("[data-part=places]").getByRole("link", { name: "Numbers" }).click();
  await page.locator("[data-part=periods]").getByRole("link", { name: /this month/i }).click();
  await row().waitFor();
  const dollars = (figures.expected / 100).toLocaleString("en-US", { minimumFractionDigits: 2 });
  assert.match((await row().innerText()).replace(/\s+/g, " "), new RegExp(`${source} .*\\$${dollars.replace(/\.00$/, "(\\.00)?")}`));
  await row().locator("a").first().click();
  const record = page.locator(`[data-part=list] [data-record="${leadKey(lead)}"]`);
  await record.waitFor();
  assert.equal(await page.locator("[data-part=list] [data-part=record-row]").count(), 1);
  assert.match(await record.locator("a[data-part=record]").getAttribute("href"), new RegExp(`/odoo/crm/${lead}$`));
  await shot(page, "numbers-row");
});

scenario("all rows add up to the total, in the answer and in the CSV", async () => {
  for (const by of ["source", "campaign", "channel", "segment"]) {
    const { rows, total } = await rep.get(`/v1/numbers?by=${by}&period=last_twelve_months`);
    assert.equal(rows.reduce((sum, { figures }) => sum + figures.pipeline_minor, 0), total.pipeline_minor, by);
    assert.equal(rows.reduce((sum, { figures }) => sum + figures.revenue_minor, 0), total.revenue_minor, by);
  }
  const answer = await hub.ask("GET", "/v1/numbers.csv?by=source&period=this_month", { token: rep.token });
  const lines = (await answer.text()).trim().split("\r\n");
  assert.ok(lines.some((line) => line.includes(source)), lines.slice(0, 3).join("\n"));
});

scenario("the page can be read, in light and dark, narrow and wide, and a word is one click from its definition", async () => {
  await page.goto(`${hub.origin}/#/numbers?by=source&period=last_twelve_months`);
  await page.reload();
  await row().waitFor();
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const width of [1280, 1920]) {
      await page.setViewportSize({ width, height: 1000 });
      // What only screen readers are told takes no room, and the account's arrow stands beside its name.
      const isSo = (found) => !found.startsWith("span.sr-only") && found !== `broken: ${MARKETER}`;
      assert.deepEqual((await overflowing(page)).filter(isSo), []);
      assert.deepEqual(await faint(page), []);
      await shot(page, `numbers-${colorScheme}-${width}`);
    }
  }
  await page.locator("[data-part=figure]").first().getByRole("link", { name: /qualified/i }).or(page.locator('a[href*="word=qualified"]').first()).first().click();
  const definition = page.locator('[data-part=definition][data-word="qualified"]');
  await until("the definition is open", async () => /somebody of sales spoke/i.test(await definition.innerText()));
  await shot(page, "numbers-definition");
});
