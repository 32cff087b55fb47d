// Who really sourced a deal: made in Odoo, worked out by hand, and looked at on the card and on the page of all models.
import assert from "node:assert/strict";
import { call, leadKey, leadUrl, logCall, moveTo, newLead, seeded } from "./lib/odoo.mjs";
import { openRecord, textOf } from "./lib/panel.mjs";
import { shot } from "./lib/shots.mjs";
import { scenario, setStage } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const stage = await setStage({ hub: { more: 'sourced_by = "first_touch"\n[sales]\nonly = ["demo"]\n' } });
const website = await stage.hub.person("Website", "integration");

/** Odoo dates by the second; what comes after must be later. */
async function nextSecond() {
  const now = Math.floor(Date.now() / 1000);
  await until("the next second", () => Math.floor(Date.now() / 1000) > now);
}

const named = (model, name) => call(model, "create", { vals_list: [{ name }] }, "admin").then(([id]) => id);

/** A lead of a campaign, called by sales, made an opportunity of 10,000 and moved on: half a minute of a deal's life. */
async function campaignDeal(title) {
  const [source_id, campaign_id] = [await named("utm.source", `${title} source`), await named("utm.campaign", `${title} campaign`)];
  const lead = await newLead(title, { source_id, campaign_id, expected_revenue: 10_000, partner_id: false }, "admin");
  await nextSecond();
  await logCall(lead);
  await nextSecond();
  await call("crm.lead", "write", { ids: [lead], vals: { type: "opportunity", date_conversion: new Date().toISOString().slice(0, 19).replace("T", " ") } });
  await moveTo(lead, "Proposition");
  return lead;
}

/** What the timeline has: how many marks of each lane, and of milestones. */
const marksOf = async (frame) =>
  Object.fromEntries(await frame.locator(".timeline path").evaluateAll((paths) => paths.map((path) => [path.getAttribute("class"), (path.getAttribute("d").match(/M/g) ?? []).length])));

/** The page behind the card's link. */
async function attributionOf(frame) {
  const [page] = await Promise.all([stage.browser.context.waitForEvent("page"), frame.click("[data-part=attribution]")]);
  await page.waitForSelector("[data-part=by_touch] tfoot");
  return page;
}

const rows = (page, part) =>
  page.locator(`[data-part=${part}] tbody tr`).evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.innerText.replace(/\s+/g, " ").trim())));
const columnOf = async (page, model) =>
  page.locator("[data-part=by_touch] button.model").evaluateAll((buttons, model) => 1 + buttons.findIndex(({ dataset }) => dataset.model === model), model);

scenario(stage, "a campaign's lead that sales called: timeline, claim, credit by channel, and all models with their reasons", async (page) => {
  const title = `Fair ${Date.now()}`;
  const lead = await campaignDeal(title);
  const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
  // FT and LC are the campaign's, OC is the call; CW is not in this model: 30 + 30 to 30, so two thirds to one.
  const card = await textOf(frame, "source");
  assert.match(card, /✓ Sourced by marketing/);
  assert.match(card, new RegExp(`Source ${title} source · ${title} campaign`));
  assert.match(card, /66\.67% = \$6,666\.67/);
  assert.match(card, /Call ?33\.33% = \$3,333\.33/);
  assert.match(card, /Sum 100% = \$10,000\.00/);
  assert.deepEqual(await marksOf(frame), { milestone: 2, marketing: 1, sales: 1, buyer: 0 });
  assert.match(card, /LC/);
  assert.match(card, /OC/);
  await shot(page, "attribution-card");

  const whole = await attributionOf(frame);
  assert.match(await whole.title(), new RegExp(title));
  const [campaign, called] = await rows(whole, "by_touch");
  const expected = {
    w_shaped: ["66.67%", "33.33%"], first_touch: ["100%", "0%"], last_touch: ["0%", "100%"], last_non_direct: ["0%", "100%"],
    linear: ["50%", "50%"], time_decay: ["50%", "50%"], position_based: ["50%", "50%"], u_shaped_50_50: ["100%", "0%"],
    u_shaped_40_40_20: ["80%", "20%"], full_path: ["66.67%", "33.33%"], j_shaped: ["25%", "75%"], inverse_j_shaped: ["75%", "25%"],
  };
  for (const [model, parts] of Object.entries(expected)) {
    const column = await columnOf(whole, model);
    assert.ok(column > 0, model);
    assert.deepEqual([campaign[column], called[column]], parts, model);
  }
  const sums = await whole.locator("[data-part=by_touch] tfoot td.part").allInnerTexts();
  assert.deepEqual(sums, Array(12).fill("100%"));
  const why = campaign.at(-1);
  assert.match(why, /66\.67% = \$6,666\.67: first touch 30% \+ lead creation 30%; not all milestones are reached, so 90% count as the whole/);
  await whole.click("[data-part=by_touch] [data-model=first_touch]");
  assert.equal(await whole.getAttribute("[data-part=by_touch] [data-model=first_touch]", "aria-pressed"), "true");
  assert.match((await rows(whole, "by_touch"))[0].at(-1), /100% = \$10,000\.00: first touch 100%/);
  assert.match((await rows(whole, "by_touch"))[1].at(-1), /0% = \$0\.00: holds nothing that this model credits/);

  await stage.browser.context.grantPermissions(["clipboard-read"]);
  await whole.bringToFront();
  await whole.click("[data-part=copy-summary]");
  await until("the button says so", async () => (await whole.innerText("[data-part=copy-summary]")) === "Copied");
  const copied = await whole.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, new RegExp(`^Attribution: ${title}\n`));
  assert.match(copied, /✓ Sourced by marketing\n  Marketing: Event “Fair/);
  assert.match(copied, /Sum 100% = \$10,000\.00/);
  await shot(whole, "attribution-page");
  await whole.close();
});

/** A buyer at a company, who writes to the seller from the contact's own page. */
async function writingBuyer(title) {
  const [company] = await call("res.partner", "create", { vals_list: [{ name: `${title} Ltd`, is_company: true }] }, "admin");
  const [buyer] = await call("res.partner", "create", { vals_list: [{ name: `${title} buyer`, parent_id: company, email: `buyer-${company}@example.com` }] }, "admin");
  const write = () => call("res.partner", "message_post", { ids: [buyer], author_id: buyer, body: "What would it cost us?", message_type: "email", subtype_xmlid: "mail.mt_comment" }, "admin");
  return { buyer, write };
}

scenario(stage, "a deal with a contact: what the buyer wrote counts between the campaign and the call, and each lane has its own", async (page) => {
  const title = `Bought ${Date.now()}`;
  const { buyer, write } = await writingBuyer(title);
  const [source_id, campaign_id] = [await named("utm.source", `${title} source`), await named("utm.campaign", `${title} campaign`)];
  const lead = await newLead(title, { source_id, campaign_id, expected_revenue: 10_000, partner_id: buyer }, "admin");
  await nextSecond();
  await write();
  await nextSecond();
  await logCall(lead);
  await nextSecond();
  await call("crm.lead", "write", { ids: [lead], vals: { type: "opportunity", date_conversion: new Date().toISOString().slice(0, 19).replace("T", " ") } });
  await moveTo(lead, "Proposition");
  const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
  // FT and LC are the campaign's, OC is the call, and what is left is the only other touch's: 60 to 10 to 30.
  const card = await textOf(frame, "source");
  assert.match(card, /✓ Sourced by marketing/);
  assert.match(card, /60% = \$6,000\.00/);
  assert.match(card, /10% = \$1,000\.00/);
  assert.match(card, /Call ?30% = \$3,000\.00/);
  assert.match(card, /Sum 100% = \$10,000\.00/);
  assert.deepEqual(await marksOf(frame), { milestone: 2, marketing: 1, sales: 1, buyer: 1 });
  const whole = await attributionOf(frame);
  const told = await rows(whole, "by_touch");
  assert.equal(told.length, 3);
  assert.match(told[1].join(" "), new RegExp(`${title} buyer`));
  assert.match(told[1].at(-1), /rest: 10% over 1 touch without a milestone/);
  await shot(whole, "attribution-buyer");
  await whole.close();
});

scenario(stage, "a source that was changed in the CRM is told: what it was, what it became, and who edited last", async (page) => {
  const title = `Changed ${Date.now()}`;
  const lead = await campaignDeal(title);
  const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
  await nextSecond();
  await call("crm.lead", "write", { ids: [lead], vals: { source_id: await named("utm.source", `${title} later`) } });
  await until("the card has the new one", async () => (await textOf(frame, "source")).includes(`${title} later`), { timeout: 30_000 });
  const whole = await attributionOf(frame);
  const history = await textOf(whole, "history");
  assert.match(history, new RegExp(`Source: “${title} source” became “${title} later”, between .+ and .+; last edited by Marc Demo`));
  await shot(whole, "attribution-history");
  await whole.close();
});

scenario(stage, "a deal that both teams claim: the two facts that collide, and whose it is under the agreed rule", async (page) => {
  const lead = await newLead(`Both ${Date.now()}`, { type: "opportunity", expected_revenue: 500, partner_id: false });
  const webinar = { id: `webinar-${lead}`, record: leadKey(lead), at: "2026-11-01T09:00:00Z", actor: "marketing", channel: "event", summary: "Webinar sign-up", campaign: "Spring webinar" };
  const told = await website.ask("POST", "/v1/touches", { touches: [webinar] });
  assert.equal(told.status, 200, await told.clone().text());
  const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
  const card = await until("the webinar is there", async () => {
    const text = await textOf(frame, "source");
    return text.includes("Webinar sign-up") && text;
  }, { timeout: 30_000 });
  assert.match(card, /▲ Both teams claim it/);
  assert.match(card, /Marketing: Event “Webinar sign-up”, Nov 1, 2026/);
  assert.match(card, /Sales: created by Marc Demo on /);
  assert.match(card, /Agreed rule, first touch: Marketing/);
  await shot(page, "attribution-both");
});

const ACTORS = ["marketing", "buyer", "sales"];
const CHANNELS = ["paid_search", "event", "call", "email_marketing", "email", "inbound", "meeting", "organic_social"];

/** So many touches on a deal that has none of its own, three a day. */
async function touchedDeal(count) {
  const lead = await newLead(`Touched ${count} times ${Date.now()}`, { type: "opportunity", expected_revenue: 12_345.67, partner_id: false });
  const touches = Array.from({ length: count }, (_, n) => ({
    id: `many-${lead}-${n}`, record: leadKey(lead), at: new Date(Date.now() - (count - n) * 8 * 3_600_000).toISOString(),
    actor: ACTORS[n % 3], channel: CHANNELS[(n * 7) % CHANNELS.length], campaign: n % 4 ? undefined : `Campaign ${n % 5}`, summary: `Touch ${n}`,
  }));
  const told = await website.ask("POST", "/v1/touches", { touches });
  assert.equal(told.status, 200, await told.clone().text());
  return lead;
}

for (const count of [1, 12, 400]) {
  scenario(stage, `${count} touches: all sums are whole, on a card and a page that one can read`, async (page) => {
    const lead = await touchedDeal(count);
    const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
    await until("all touches are there", async () => new RegExp(`${count} touch`).test(await textOf(frame, "source")), { timeout: 30_000 });
    assert.match(await textOf(frame, "source"), /Sum 100% = \$12,345\.67/);
    await frame.locator("[data-part=source]").scrollIntoViewIfNeeded();
    const whole = await attributionOf(frame);
    assert.equal(await whole.locator("[data-part=by_touch] tbody tr").count(), count);
    for (const part of ["by_channel", "by_touch"]) {
      const sums = await whole.locator(`[data-part=${part}] tfoot td`).allInnerTexts();
      assert.deepEqual(sums, [...Array(12).fill("100%"), "$12,345.67"], part);
    }
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await shot(page, `attribution-card-${count}-${colorScheme}`);
      await whole.emulateMedia({ colorScheme });
      for (const width of [1280, 1920]) {
        await whole.setViewportSize({ width, height: 1000 });
        const needed = await whole.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(needed <= width, `${width} wide, the page needs ${needed}`);
        await shot(whole, `attribution-page-${count}-${colorScheme}-${width}`);
      }
    }
    await whole.close();
  });
}

scenario(stage, "the page of a record whose address names none says so", async (page) => {
  await page.goto(stage.browser.url("attribution.html#nonsense"));
  await page.waitForSelector("[data-part=notice]");
  assert.match(await textOf(page, "notice"), /names no record/);
});

scenario(stage, "the page with the hub away shows what was told last, and says how old it is", async (page) => {
  const frame = await openRecord(page, leadUrl(seeded.deal_many_touches), leadKey(seeded.deal_many_touches));
  stage.front.rule = () => "refuse";
  const whole = await attributionOf(frame);
  await whole.waitForSelector("[data-part=freshness][data-trouble]");
  assert.match(await textOf(whole, "freshness"), /hub/i);
  const sums = await whole.locator("[data-part=by_touch] tfoot td.part").allInnerTexts();
  assert.ok(sums.every((sum) => sum === "100%"), sums.join());
  await shot(whole, "attribution-many");
  await whole.close();
});
