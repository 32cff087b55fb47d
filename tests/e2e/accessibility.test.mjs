// What an accessibility checker finds on every page that people use, in light and dark: nothing.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { accessible } from "./lib/axe.mjs";
import { submitCode } from "./lib/browser.mjs";
import { leadKey, leadUrl, newLead, remove, seeded } from "./lib/odoo.mjs";
import { openRecord, report } from "./lib/panel.mjs";
import { Review } from "./lib/review.mjs";
import { sayAll } from "./lib/said.mjs";
import { shot } from "./lib/shots.mjs";
import { MARKETER, REP, scenario, setStage } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const stage = await setStage({ hub: { more: '[criteria]\nname = "Marketing-qualified lead"\nany = [{ signal = "comparison_guide" }]\nhands_off = true\n' } });
const review = await Review.open();
after(() => review.close());
const { page: desk } = review;
const rep = await stage.hub.person(REP, "rep");

/** In light and dark; `page` is where `frame` is, which may be the page itself. */
async function inBothSchemes(page, frame, name) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await until(`it is ${colorScheme}`, () => frame.evaluate((scheme) => matchMedia(`(prefers-color-scheme: ${scheme})`).matches, colorScheme));
    await accessible(frame, `${name}, ${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
}

const handling = (id, action) => stage.marketer.ask("POST", `/v1/reports/${id}/handling`, { ...action, seen_at: null });

/** Reports in every state, and their numbers. */
async function heard() {
  const said = ["new", "acknowledge", "answer", "decline"].map((words) => ({ words, competitor: "Acme Suite", severity: "challenge" }));
  const ids = await sayAll(rep, [...said, { words: "carrier pigeons", objection: null }]);
  await handling(ids[1], { action: "acknowledge" });
  await handling(ids[2], { action: "answer", content: "acme-five-year-cost", words: "Over five years we cost less." });
  await handling(ids[3], { action: "decline", reason: "We do not discount." });
  return ids;
}

scenario(stage, "the panel on a lead", async (page) => {
  const lead = await newLead("Accessible to everybody");
  const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
  await inBothSchemes(page, frame, "the panel on a lead");
  await frame.click("[data-part=reject_open]");
  await frame.waitForSelector("[data-part=reject-form]");
  await inBothSchemes(page, frame, "the panel's form for a rejection");
  await remove("crm.lead", lead);
});

scenario(stage, "the panel on a deal, with what was told back and the form under a chip", async (page) => {
  const [, , answered, declined] = await heard();
  const frame = await openRecord(page, leadUrl(seeded.deal_many_touches), leadKey(seeded.deal_many_touches));
  for (const id of [answered, declined]) await frame.waitForSelector(`[data-report="${id}"]`);
  await inBothSchemes(page, frame, "the panel on a deal");
  await frame.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  await inBothSchemes(page, frame, "the panel with everything unfolded");
  await report(frame, "security");
  await frame.fill("textarea[data-part=words]", "Where is the data?");
  await inBothSchemes(page, frame, "the form under a chip");
  await frame.click("[data-part=undo]");
  await frame.fill("input[data-part=heard]", "far too expensive for them");
  await frame.locator("[data-part=keep-as-new]").waitFor();
  await inBothSchemes(page, frame, "what was typed, recognised");
  await frame.fill("input[data-part=heard]", "");
});

scenario(stage, "the panel without its hub", async (page) => {
  stage.front.rule = () => "refuse";
  const frame = await openRecord(page, leadUrl(seeded.deal_lost), leadKey(seeded.deal_lost), { state: "failed" });
  await inBothSchemes(page, frame, "the panel without its hub");
});

scenario(stage, "the page of all models", async (page) => {
  await page.goto(stage.browser.url(`attribution.html#${leadKey(seeded.deal_many_touches)}`));
  await page.waitForSelector("[data-part=by_touch] tfoot");
  await inBothSchemes(page, page, "the attribution page");
});

scenario(stage, "the options page, enrolled and then fresh", async (page) => {
  await page.goto(stage.browser.url("options.html"));
  await page.waitForSelector("[data-part=enrolled]");
  await inBothSchemes(page, page, "the options page of somebody enrolled");
  await page.click("[data-part=enrolled] button");
  await page.waitForSelector("form[data-part=enrol]");
  await inBothSchemes(page, page, "the options page of nobody");
  await submitCode(page, stage.front.origin, "wrong");
  await page.waitForSelector("[role=alert]");
  await inBothSchemes(page, page, "the options page with a complaint");
});

const SIZES = [{ width: 1280, height: 800 }, { width: 420, height: 800 }];

/** Wide and narrow, in light and dark. */
async function inAllSizes(name) {
  for (const size of SIZES) {
    await desk.setViewportSize(size);
    await inBothSchemes(desk, desk, `${name}, ${size.width} wide`);
  }
  await desk.setViewportSize(SIZES[0]);
}

/** Each page of the review app: where it is, what stands there once it is read, and what is opened on it. */
const PAGES = {
  "the inbox": { hash: "#/inbox?status=all", ready: "[data-part=report]", open: () => desk.locator("[data-part=report]").first().click() },
  "the inbox with many chosen": { hash: "#/inbox?status=all", ready: "[data-part=report]", open: choose },
  "an answer being written": { hash: "#/inbox", ready: "[data-part=report]", open: () => press("j", "r") },
  "a filing": { hash: "#/inbox", ready: "[data-part=report]", open: () => press("j", "f") },
  "the inbox with nothing found": { hash: "#/inbox?q=nothing-like-it", ready: "[data-state=nothing-found]" },
  "the keys": { hash: "#/inbox", ready: "[data-part=report]", open: () => press("?") },
  "the board": { hash: "#/board", ready: "[data-part=card]" },
  "the board with a menu": { hash: "#/board", ready: "[data-part=card]", open: () => desk.locator("[data-part=menu] summary").first().click() },
  "findings": { hash: "#/findings", ready: "[data-part=final-stages]" },
  "an objection": { hash: "#/objections/price", ready: "[data-figure=reports]" },
  "an objection being answered": { hash: "#/objections/price", ready: "[data-act=answer]", open: () => desk.click("[data-act=answer]") },
  "an objection being declined": { hash: "#/objections/price", ready: "[data-act=decline]", open: () => desk.click("[data-act=decline]") },
  "an objection being merged": { hash: "#/objections/price", ready: "[data-act=merge]", open: () => desk.click("[data-act=merge]") },
  "an objection that is not there": { hash: "#/objections/none-such", ready: "[data-part=notice]" },
  "the objections": { hash: "#/library/objections", ready: "[data-part=row]" },
  "an objection being written": { hash: "#/library/objections?open=price", ready: "[data-part=editor]" },
  "the content": { hash: "#/library/content", ready: "[data-part=row]" },
  "the content that answers an objection": { hash: "#/library/content?answers=price", ready: "[data-part=answers]" },
  "content being written": { hash: "#/library/content?new", ready: "[data-part=editor]", open: () => press("Control+Enter") },
  "the figures": { hash: "#/sla", ready: "[data-part=figure]" },
  "the numbers": { hash: "#/numbers", ready: "main table" },
  "the deal review": { hash: `#/packet?deals=${leadKey(seeded.deal_many_touches)}`, ready: "[data-part=deal-page]" },
  "the agreement": { hash: "#/agreement", ready: "[data-part=in-force]" },
};

async function press(...keys) {
  for (const key of keys) await desk.keyboard.press(key);
}

async function choose() {
  for (const nth of [0, 2]) await desk.locator("[data-part=report]").nth(nth).getByRole("checkbox").click();
}

/** A test on the review page, which is kept as a screenshot when it fails. */
function onReview(name, body) {
  test(name, { timeout: 90_000 }, async () => {
    try {
      await body();
    } catch (error) {
      await shot(desk, `failed-accessibility-${name.replace(/\W+/g, "-")}`).catch(() => {});
      throw error;
    }
  });
}

onReview("signing in", async () => {
  await desk.goto(stage.hub.origin);
  await desk.waitForSelector("[data-part=sign-in]");
  await inAllSizes("signing in");
  await desk.fill("[data-part=sign-in] input", "wrong");
  await desk.click("[data-part=sign-in] button[type=submit]");
  await desk.waitForSelector("[data-part=complaint]");
  await inAllSizes("a wrong code");
  await review.signIn(stage.hub.origin, await stage.hub.invite(MARKETER, "marketer"));
});

for (const [name, { hash, ready, open }] of Object.entries(PAGES)) {
  onReview(name, async () => {
    await desk.goto("about:blank");
    await desk.goto(`${stage.hub.origin}/${hash}`);
    await desk.waitForSelector(ready);
    await open?.();
    await inAllSizes(name);
  });
}

onReview("the inbox without its hub", async () => {
  await desk.goto(`${stage.hub.origin}/#/inbox?status=all`);
  await desk.waitForSelector("[data-part=report]");
  await stage.hub.stop("SIGKILL");
  await desk.waitForSelector("[data-part=connection][data-state=reconnecting]", { timeout: 30_000 });
  assert.ok((await desk.locator("[data-part=report]").count()) > 0);
  await inAllSizes("the inbox without its hub");
});
