// What marketing keeps, on the review page: written by keyboard alone, by two at once, merged and taken back, answered, and taken in
// from files.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, test } from "node:test";
import { Hub } from "./lib/hub.mjs";
import { faint, overflowing } from "./lib/looks.mjs";
import { leadKey, seeded } from "./lib/odoo.mjs";
import { Review } from "./lib/review.mjs";
import { pictured, shot } from "./lib/shots.mjs";
import { MARKETER, REP } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const OTHER = "Other Marketer";

const hub = await Hub.create();
const review = await Review.open();
const other = await hub.person(OTHER, "marketer");
const rep = await hub.person(REP, "rep");
after(async () => {
  await review.close();
  await hub.remove();
});

const { page } = review;
const part = (name, within = page) => within.locator(`[data-part=${name}]`);
const act = (name) => page.locator(`[data-act=${name}]`);
const field = (name) => page.locator(`[data-field=${name}]`);
const row = (id) => page.locator(`[data-part=row][data-id="${id}"]`);
const control = (name) => field(name).locator(":is(input, textarea, select)");
const go = (place) => page.goto(`${hub.origin}/#/${place}`);
const objection = async (id) => (await other.get(`/v1/objections/${id}`)).entry;
const piece = async (id) => (await other.get("/v1/content?all=true")).content.find((entry) => entry.content.id === id);
const ask = async (method, path, body, who = other) => {
  const answer = await who.ask(method, path, body);
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${await answer.clone().text()}`);
  return answer.json();
};
const rewrite = async (id, change) => {
  const { objection: before, version } = await objection(id);
  return ask("PUT", `/v1/objections/${id}`, { objection: { ...before, ...change }, seen_version: version });
};

/** Goes on with Tab until something is reached. */
async function tabTo(selector) {
  for (let pressed = 0; pressed < 80; pressed++) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`${selector} is not reached with Tab`);
}

/** Whether the focus is in a field. */
const isIn = (name) => page.evaluate((name) => Boolean(document.activeElement?.closest(`[data-field=${name}]`)), name);

/** The page in other sizes and in the dark. */
async function looks(name) {
  const isSo = (found) => !found.includes("sr-only") && !found.startsWith("broken: Mar") && !found.startsWith("textarea.");
  for (const [colorScheme, width] of [["light", 1280], ["dark", 1920]]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: width === 1280 ? 800 : 1080 });
    assert.deepEqual((await overflowing(page)).filter(isSo), [], `${name} ${colorScheme} ${width}`);
    assert.deepEqual(await faint(page), [], `${name} ${colorScheme} ${width}`);
    await shot(page, `library-${name}-${colorScheme}-${width}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 800 });
}

function scenario(name, body) {
  test(name, { timeout: 90_000 }, () => pictured(page, name, body));
}

/** The page reads nothing of what others do, as when they do it in the same moment. */
async function unread(body) {
  const stop = (route) => (route.request().method() === "GET" ? route.abort() : route.continue());
  await page.route("**/v1/**", stop);
  try {
    await body();
  } finally {
    await page.unrouteAll({ behavior: "wait" });
  }
}

scenario("an objection is written by keyboard alone", async () => {
  await review.signIn(hub.origin, await hub.invite(MARKETER, "marketer"));
  await go("library/objections");
  await row("price").waitFor();
  await tabTo("[data-part=add]");
  await page.keyboard.press("Enter");
  await until("the cursor is in the name", () => isIn("name"));
  await page.keyboard.type("Too slow to roll out");
  await tabTo("[data-field=phrases] textarea");
  await page.keyboard.type("It takes a year to introduce\nWe have no people for it");
  await tabTo("[data-field=stages] .offer");
  await page.keyboard.press("Enter");
  await looks("new-objection");
  await page.keyboard.press("Control+Enter");
  await row("too-slow-to-roll-out").waitFor();
  const { objection: kept } = await objection("too-slow-to-roll-out");
  assert.equal(kept.name, "Too slow to roll out");
  assert.deepEqual(kept.phrases, ["It takes a year to introduce", "We have no people for it"]);
  assert.equal(kept.stages.length, 1);
  await looks("objections");
  await tabTo("[data-part=row][data-id=too-slow-to-roll-out] [data-part=edit]");
  await page.keyboard.press("Enter");
  await until("the cursor is in the name", () => isIn("name"));
  await tabTo("[data-field=owner] input");
  await page.keyboard.type("Ann");
  await page.keyboard.press("Control+Enter");
  await until("it has an owner", async () => (await objection("too-slow-to-roll-out")).objection.owner === "Ann");
  await row("too-slow-to-roll-out").waitFor();
  await page.keyboard.press("z");
  await until("it has none again", async () => (await objection("too-slow-to-roll-out")).objection.owner === null);
});

scenario("a link that is none is refused where it was typed, and what was typed outlives a reload", async () => {
  await go("library/content?new");
  await part("editor").waitFor();
  await page.keyboard.type("What the roll-out costs");
  await tabTo("[data-field=url] input");
  await page.keyboard.type("javascript:alert(1)");
  await tabTo("[data-field=answers] input[type=search]");
  await page.keyboard.type("slow");
  await tabTo("[data-choice=too-slow-to-roll-out]");
  await page.keyboard.press("Space");
  await page.keyboard.press("Control+Enter");
  const why = part("why", field("url"));
  await why.waitFor();
  assert.match(await why.innerText(), /'javascript:alert\(1\)' does not start with https:\/\//);
  assert.ok(await isIn("url"), "the cursor is where something is wrong");
  assert.equal(await control("url").getAttribute("aria-invalid"), "true");
  assert.ok((await control("url").getAttribute("aria-describedby")).split(" ").includes(await why.getAttribute("id")));
  await looks("refused");
  await page.reload();
  await until("all of it is still there", async () => (await control("url").inputValue()) === "javascript:alert(1)");
  assert.equal(await control("title").inputValue(), "What the roll-out costs");
  await control("url").fill("https://content.example.com/roll-out");
  assert.equal(await part("why").count(), 0);
  await page.keyboard.press("Control+Enter");
  await row("what-the-roll-out-costs").waitFor();
  const { content } = await piece("what-the-roll-out-costs");
  assert.deepEqual([content.url, content.answers], ["https://content.example.com/roll-out", ["too-slow-to-roll-out"]]);
});

scenario("content is marked as stale, taken out and put back", async () => {
  const { content, version } = await piece("roi-calculator");
  await ask("PUT", "/v1/content/roi-calculator", { content: { ...content, verify_by: "2020-01-31" }, is_retired: false, seen_version: version });
  await go("library/content?only=stale");
  await part("stale", row("roi-calculator")).waitFor();
  assert.equal(await part("row").count(), 1);
  await part("aside", row("roi-calculator")).click();
  await until("it is taken out", async () => (await piece("roi-calculator")).is_retired);
  await part("toast").getByRole("button", { name: "Undo" }).click();
  await until("it is put back", async () => !(await piece("roi-calculator")).is_retired);
  await row("roi-calculator").waitFor();
});

scenario("of two who write at once, the second is told, and nothing is overwritten unseen", async () => {
  await go("library/objections?open=price");
  await control("name").fill("Price too high");
  await unread(async () => {
    await rewrite("price", { name: "Costs too much", owner: "Bob" });
    await page.keyboard.press("Control+Enter");
    await part("conflict").waitFor();
  });
  assert.match(await part("conflict").innerText(), new RegExp(`${OTHER} changed this in the meantime`));
  assert.equal((await objection("price")).objection.name, "Costs too much", "nothing was overwritten");
  assert.equal(await control("name").inputValue(), "Price too high", "nothing typed was lost");
  assert.match(await part("there", field("name")).innerText(), /There now: Costs too much/);
  assert.equal(await control("owner").inputValue(), "Bob", "what was not touched is as it is there");
  await looks("conflict");
  await page.keyboard.press("Control+Enter");
  await row("price").waitFor();
  const { objection: kept } = await objection("price");
  assert.deepEqual([kept.name, kept.owner], ["Price too high", "Bob"]);
});

scenario("what somebody else does is told while one writes", async () => {
  await go("objections/price");
  await act("decline").click();
  await page.locator("#decline-reason").fill("We do not discount.");
  const { version } = await objection("price");
  await ask("POST", "/v1/objections/price/handling", { action: "acknowledge", seen_version: version });
  await page.locator("[data-part=objection-head] [data-part=status]", { hasText: "Acknowledged" }).waitFor();
  await page.keyboard.press("Control+Enter");
  await part("conflict").waitFor();
  assert.match(await part("conflict").innerText(), new RegExp(`Status: Acknowledged, by ${OTHER}`));
  assert.equal(await page.locator("#decline-reason").inputValue(), "We do not discount.");
  assert.equal(Object.keys((await objection("price")).handling)[0], "acknowledged");
  await looks("told");
  await page.keyboard.press("Escape");
  await page.reload();
  await act("decline").click();
  assert.equal(await page.locator("#decline-reason").inputValue(), "We do not discount.");
  await page.locator("#decline-reason").fill("");
});

scenario("an answer is told to whoever reported it, and can be taken back", async () => {
  const id = randomUUID();
  const report = { id, revision: 1, record: leadKey(seeded.deal_many_touches), objection: "price", heard_at: new Date().toISOString() };
  await ask("POST", "/v1/reports", { ...report, words: "Twice the price.", severity: null, competitor: null, withdrawn: false }, rep);
  await go("objections/price");
  await until("the report is counted", async () => (await page.innerText("[data-figure=reports]")).includes("1 new"));
  await act("answer").click();
  await page.locator("#answer-words").fill("Over five years we cost less.");
  await page.locator("[data-choice=acme-five-year-cost]").check();
  await looks("answering");
  await page.keyboard.press("Control+Enter");
  const handled = async () => (await other.get(`/v1/inbox?objection=price`)).reports.find((entry) => entry.report.report.id === id).report.handling;
  await until("the report is answered", async () => (await handled()).answered?.words === "Over five years we cost less.");
  const told = await rep.get("/v1/attention");
  assert.ok(JSON.stringify(told).includes("Over five years we cost less."), "the rep is told");
  assert.match(await part("answer-words").first().innerText(), /Over five years/);
  await page.keyboard.press("z");
  await until("it is as it was", async () => !(await handled()).answered);
  await until("so is the objection", async () => Object.keys((await objection("price")).handling)[0] === "acknowledged");
});

scenario("a merge counts and is taken back; a circle is refused in the hub's words", async () => {
  await go("objections/incumbent");
  await act("merge").click();
  await page.locator("[data-choice=price]").check();
  await looks("merging");
  await page.keyboard.press("Control+Enter");
  await part("merged").waitFor();
  await part("merged").getByRole("link").click();
  const one = page.locator("[data-part=part][data-id=incumbent]");
  await one.waitFor();
  assert.match(await part("history").innerText(), new RegExp(`${MARKETER} let this also stand for Happy with what they use`));
  await looks("objection");
  await one.getByRole("button").click();
  await one.waitFor({ state: "detached" });
  assert.equal((await objection("incumbent")).merged_into ?? null, null);
  assert.match(await part("history").innerText(), /took back that this also stands for/);

  await go("objections/incumbent");
  await act("merge").click();
  await page.locator("[data-choice=price]").check();
  await unread(async () => {
    const { version } = await objection("price");
    await ask("POST", "/v1/objections/price/merge", { into: "incumbent", seen_version: version });
    await page.keyboard.press("Control+Enter");
    await part("why").waitFor();
  });
  assert.match(await part("why").innerText(), /'price' is a part of 'incumbent' already; take that merge back first/);
  await page.keyboard.press("Escape");
  await page.reload();
  await page.locator("[data-part=part][data-id=price]").getByRole("button").click();
  await until("both stand for themselves", async () => ((await objection("price")).merged_into ?? null) === null);
});

scenario("a file is taken in as far as it is right, and the rest is told line by line", async () => {
  await go("library/objections");
  await row("price").waitFor();
  const rows = ["id,name,phrases,owner", "legal,Legal says no,not our terms|who is liable,Ann", "bad id,Nothing,,", "budget,,,", "price,Price too high,,Bob"];
  const file = { name: "objections.csv", mimeType: "text/csv", buffer: Buffer.from(rows.join("\r\n")) };
  await part("transfer").locator("input[type=file]").setInputFiles(file);
  await part("imported").waitFor();
  assert.match(await part("imported").innerText(), /objections\.csv: 1 added, \d+ changed, \d+ unchanged, 2 rows were not taken/);
  const refused = await part("refused").allInnerTexts();
  assert.deepEqual(refused.map((text) => text.split("\t")[0]), ["3", "4"]);
  assert.match(refused[0], /id/);
  assert.match(refused[1], /name/);
  const href = await part("refused-file").getAttribute("href");
  assert.match(decodeURIComponent(href), /^data:text\/csv;charset=utf-8,line,why\r\n3,"/);
  await row("legal").waitFor();
  assert.deepEqual((await objection("legal")).objection.phrases, ["not our terms", "who is liable"]);
  await looks("imported");
  const exported = await page.evaluate(async (url) => (await fetch(url)).text(), await part("export-csv").getAttribute("href"));
  assert.match(exported, /legal,Legal says no,/);
  await part("transfer").locator("input[type=file]").setInputFiles({ name: "objections.xlsx", mimeType: "", buffer: Buffer.from("x") });
  await part("import-trouble").waitFor();
  assert.match(await part("import-trouble").innerText(), /neither CSV nor JSON/);
});
