// The board: what the field says of each objection, and moving cards by keyboard and by menu.
import assert from "node:assert/strict";
import { after } from "node:test";
import { seeded } from "./lib/odoo.mjs";
import { faint } from "./lib/looks.mjs";
import { Review } from "./lib/review.mjs";
import { sayAll } from "./lib/said.mjs";
import { shot } from "./lib/shots.mjs";
import { MARKETER, REP, scenario, setStage } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const stage = await setStage({ enrolled: false });
const rep = await stage.hub.person(REP, "rep");
const colleague = await stage.hub.person("Ann Example", "marketer");
const review = await Review.open();
after(() => review.close());
const { page } = review;
await review.signIn(stage.hub.origin, await stage.hub.invite(MARKETER, "marketer"));

const card = (id, status) => page.locator(`[data-part=column][data-status=${status}] [data-objection-id="${id}"]`);
const at = () => page.evaluate(() => document.activeElement.closest("[data-part=card]")?.dataset.objectionId);

scenario(stage, "a card says what the field heard, and leads to its reports and its own page", async () => {
  await colleague.get(`/v1/records/odoo/crm.lead/${seeded.deal_many_touches}`);
  await sayAll(rep, [{}, { objection: "security" }, { objection: null, words: "carrier pigeons" }]);
  await page.goto(`${stage.hub.origin}/#/board`);
  await until("the price has its half of the deal", async () => /64,000/.test(await card("price", "new").innerText()));
  const text = await card("price", "new").innerText();
  for (const said of ["1 report", "1 new", "1 open deal", "pieces of content", "No owner"]) assert.ok(text.includes(said), text);
  assert.match(await page.innerText("[data-part=summary]"), /128,000[^]*on 1 open deal[^]*1 report not known yet/);
  assert.match(await card("price", "new").getByRole("img").getAttribute("aria-label"), /last 12 weeks.*: (0, ){11}1$/);
  await card("price", "new").locator("summary", { hasText: "at stake" }).click();
  assert.match(await card("price", "new").locator("[data-part=stake] p").innerText(), /equal parts/);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await faint(page), [], colorScheme);
    await shot(page, `board-${colorScheme}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await card("price", "new").locator("[data-part=reports]").click();
  await page.waitForSelector("[data-part=reports][role=grid]");
  assert.match(page.url(), /objection=price/);
  await page.goBack();
  await card("price", "new").locator("[data-part=name]").click();
  await until("the objection's own page is there", () => page.url().endsWith("#/objections/price"));
  await page.goBack();
});

scenario(stage, "cards are moved by key and by menu, with undo, and a colleague's change is told", async () => {
  await page.goto(`${stage.hub.origin}/#/board`);
  await card("price", "new").waitFor();
  await page.keyboard.press("j");
  await until("a card has the keyboard", at);
  const id = await at();
  await page.keyboard.press("a");
  await card(id, "acknowledged").waitFor();
  await until("the keyboard stays with the card", async () => (await at()) === id);
  await review.toast("acknowledged, with the reports").waitFor();
  await page.keyboard.press("z");
  await card(id, "new").waitFor();
  await until("the hub has it as new", async () => {
    const { objections } = await colleague.get("/v1/objections");
    return objections.find(({ objection }) => objection.id === id).handling === "new";
  });

  await card("security", "new").locator("[data-part=menu] summary").click();
  await shot(page, "board-menu");
  await card("security", "new").getByRole("button", { name: "Start" }).click();
  await card("security", "in_progress").waitFor();

  // The page does not hear of it in time.
  const version = Number(await card("effort", "new").getAttribute("data-version"));
  await page.route(/v1\/board/, (route) => route.abort());
  const answer = { action: "answer", content: null, words: "A day's work.", seen_version: version };
  assert.equal((await colleague.ask("POST", "/v1/objections/effort/handling", answer)).status, 200);
  await card("effort", "new").locator("[data-part=name]").focus();
  await page.keyboard.press("s");
  await review.toast("Ann Example changed this in the meantime").waitFor();
  await card("effort", "answered").waitFor();
  await shot(page, "board-conflict");
  await page.unrouteAll({ behavior: "wait" });
});

scenario(stage, "keys that come faster than the hub answers all count, in their order", async () => {
  await page.goto(`${stage.hub.origin}/#/board`);
  await card("sponsor", "new").waitFor();
  let answer;
  const answering = new Promise((resolve) => (answer = resolve));
  await page.route("**/v1/objections/*/handling", async (route) => {
    await answering;
    await route.continue();
  });
  const standing = async () => (await colleague.get("/v1/objections/sponsor")).entry.handling;
  await card("sponsor", "new").locator("[data-part=name]").focus();
  for (const key of ["a", "s", "u", "z"]) await page.keyboard.press(key);
  answer();
  // Acknowledged, started, reopened, and that taken back.
  await until("it is in progress", async () => (await standing()).in_progress?.by === MARKETER);
  await card("sponsor", "in_progress").waitFor();
  await until("the keyboard stays with the card", async () => (await at()) === "sponsor");
  const { changes } = await colleague.get("/v1/objections/sponsor");
  assert.deepEqual(changes.slice(0, 4).map(({ kind }) => kind), ["taken_back", "handled", "handled", "handled"]);
  await page.unrouteAll({ behavior: "wait" });
});
