// The inbox as a marketer works in it all day: filters in the address, many reports at once, the keyboard alone, long lists.
import assert from "node:assert/strict";
import { after } from "node:test";
import { faint } from "./lib/looks.mjs";
import { inbox } from "./lib/hub.mjs";
import { Review } from "./lib/review.mjs";
import { say, sayAll } from "./lib/said.mjs";
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

const go = async (hash) => {
  await page.goto("about:blank");
  await page.goto(`${stage.hub.origin}/${hash}`);
  await page.waitForSelector("main[data-of]");
};
const lists = (what, ids) =>
  until(`the list is ${what}`, async () => JSON.stringify(await review.listed()) === JSON.stringify(ids));
const handled = async (id) => (await inbox(colleague)).find(({ report }) => report.id === id).handling;
/** Types over what a field says, as a person would: a field that a script fills does not notice Enter. */
const narrow = async (part, text) => {
  await page.locator(`[data-part=filter-${part}]`).selectText();
  await page.keyboard.press("Delete");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
};
/** As the hub has it. */
const standsAt = (id, status) => page.waitForSelector(`[data-report-id="${id}"][data-part=report][data-status=${status}][aria-busy=false]`);
const handling = (id, action, seen_at = null) => colleague.ask("POST", `/v1/reports/${id}/handling`, { ...action, seen_at });
const focused = () => page.evaluate(() => document.activeElement.closest("[data-part=report]")?.dataset.reportId);

scenario(stage, "filters are in the address: they can be sent, and back leads back", async () => {
  const [dear, secure, odd] = await sayAll(rep, [
    { words: "zebra dear", severity: "challenge", competitor: "Acme Suite", segment: "Enterprise" },
    { words: "zebra secure", objection: "security", competitor: "Northlight CRM" },
    { words: "zebra odd", objection: null },
  ]);
  await go("#/inbox?q=zebra&status=all");
  await lists("all that mention it", [dear, secure, odd]);

  await narrow("competitor", "acme suite");
  await lists("narrowed by competitor", [dear]);
  assert.match(page.url(), /competitor=acme%20suite/);
  await narrow("competitor", "");
  await lists("wide again", [dear, secure, odd]);

  await narrow("objection", "Not known yet");
  await lists("what is not known yet", [odd]);
  await narrow("objection", "security");
  await lists("one objection", [secure]);
  const sent = page.url();
  await page.goBack();
  await lists("what is not known yet, again", [odd]);
  assert.equal(await page.inputValue("[data-part=filter-objection]"), "Not known yet");
  await go(new URL(sent).hash);
  await lists("what was sent", [secure]);
  assert.equal(await page.inputValue("[data-part=search]"), "zebra");
  await page.click("[data-part=clear]");
  await until("nothing is narrowed", () => !/[?&](q|objection)=/.test(page.url()));

  await go("#/inbox?q=zebra&status=answered");
  await page.waitForSelector("[data-part=notice][data-state=nothing-found]");
  await shot(page, "inbox-nothing-found");
});

scenario(stage, "typing asks the hub once, and an outdated answer is dropped", async () => {
  const [id] = await sayAll(rep, [{ words: "giraffe" }]);
  await go("#/inbox?status=all");
  await review.report(id).waitFor();
  const asked = [];
  await page.route(/v1\/inbox\?/, async (route) => {
    const q = new URL(route.request().url()).searchParams.get("q");
    if (q) asked.push(q);
    const answer = await route.fetch();
    // What was asked first is answered last.
    if (q === "nothing like it") await until("the second is asked", () => asked.includes("giraffe"));
    await route.fulfill({ response: answer });
  });
  const search = page.locator("[data-part=search]");
  await search.pressSequentially("nothing like it");
  await until("the first is asked", () => asked.length === 1);
  await search.fill("giraffe");
  await lists("the second", [id]);
  assert.deepEqual(asked, ["nothing like it", "giraffe"]);
  await page.unrouteAll({ behavior: "wait" });
  await lists("still the second", [id]);
});

scenario(stage, "many are handled at once, undone, and what a colleague did meanwhile stays", async () => {
  const ids = await sayAll(rep, [{ words: "okapi 1" }, { words: "okapi 2" }, { words: "okapi 3" }, { words: "okapi 4" }]);
  await go("#/inbox?q=okapi");
  await lists("all four", ids);
  await review.report(ids[0]).getByRole("checkbox").click();
  await review.report(ids[2]).getByRole("checkbox").click({ modifiers: ["Shift"] });
  assert.match(await page.innerText("[data-part=chosen-count]"), /^3 chosen/);
  await page.click("[data-bulk=acknowledge]");
  for (const id of ids.slice(0, 3)) await standsAt(id, "acknowledged");
  await standsAt(ids[3], "new");
  await review.toast("Acknowledged 3 reports.").getByRole("button", { name: "Undo" }).click();
  for (const id of ids) await standsAt(id, "new");
  await until("the hub has them as new", async () => (await handled(ids[0])) === "new");

  // The page does not hear of it in time.
  await page.route(/v1\/inbox\?/, (route) => route.abort());
  await handling(ids[1], { action: "answer", content: null, words: "Done already." });
  await page.getByRole("checkbox", { name: "Choose all that are loaded" }).click();
  await page.click("[data-bulk=decline]");
  await page.fill("[data-part=decline-form] textarea", "Not this year.");
  await shot(page, "inbox-bulk-decline");
  await page.keyboard.press("Control+Enter");
  await review.toast("Declined 3 reports. 1 report could not be changed").waitFor();
  await standsAt(ids[1], "answered");
  await standsAt(ids[0], "declined");
  await review.report(ids[1]).click();
  assert.match(await review.detail.innerText(), /Ann Example answered this in the meantime/);
  assert.match(await review.detail.innerText(), /Done already\./);
  assert.equal((await handled(ids[1])).answered.words, "Done already.");
  await shot(page, "inbox-bulk-conflict");
  await page.unrouteAll({ behavior: "wait" });
  await page.keyboard.press("z");
  await standsAt(ids[0], "new");
  await until("the hub has it as new", async () => (await handled(ids[0])) === "new");
});

scenario(stage, "everything goes by keyboard alone", async () => {
  const ids = await sayAll(rep, [{ words: "tapir 1" }, { words: "tapir 2", objection: null }, { words: "tapir 3" }]);
  await go("#/inbox?status=all");
  const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());
  await review.report(ids[0]).waitFor();
  await press("/");
  await page.keyboard.type("tapir");
  await lists("what was looked for", ids);

  // Tab leads from the search through the filters and the choice into the list.
  for (let n = 0; n < 12 && !(await focused()); n += 1) await press("Tab");
  await press("j", "j");
  await until("the second has the keyboard", async () => (await focused()) === ids[1]);
  await press("k");
  await until("the first has the keyboard", async () => (await focused()) === ids[0]);
  await press("a");
  await standsAt(ids[0], "acknowledged");
  await press("s");
  await standsAt(ids[0], "in_progress");
  await press("z");
  await standsAt(ids[0], "acknowledged");
  await press("r");
  await page.keyboard.type("Show them the calculator.");
  await press("Escape");
  await until("the row has the keyboard again", async () => (await focused()) === ids[0]);
  await press("r");
  assert.equal(await page.inputValue("[data-part=answer-form] textarea"), "Show them the calculator.");
  await press("Control+Enter");
  await standsAt(ids[0], "answered");
  assert.equal((await handled(ids[0])).answered.words, "Show them the calculator.");

  await press("j", "f");
  await page.keyboard.type("residency");
  await page.waitForSelector("[data-part=filing-form] .help");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("country");
  await page.waitForSelector('[data-part=filing-form] [data-objection-id="data-residency"]');
  await press("Tab", "ArrowDown", "Control+Enter");
  await review.toast("Filed under Data must stay in the country.").waitFor();
  await until("the row says so", async () => /Data must stay/.test(await review.report(ids[1]).innerText()));
  await press("z");
  await until("it is unknown again", async () => /Not known yet/.test(await review.report(ids[1]).innerText()));

  await press("x", "j", "X");
  assert.match(await page.innerText("[data-part=chosen-count]"), /^2 chosen/);
  await press("d");
  await page.keyboard.type("No plans for it.");
  await press("Control+Enter");
  for (const id of ids.slice(1)) await standsAt(id, "declined");
  await press("?");
  await page.waitForSelector("dialog[open]");
  await shot(page, "inbox-shortcuts");
  await press("Escape");
});

scenario(stage, "keys that come faster than the hub answers all count, in their order", async () => {
  const ids = await sayAll(rep, [{ words: "quagga 1" }, { words: "quagga 2" }, { words: "quagga 3" }]);
  await go("#/inbox?q=quagga&status=all");
  await lists("all three", ids);
  let answer;
  const answering = new Promise((resolve) => (answer = resolve));
  await page.route("**/v1/reports/handling", async (route) => {
    await answering;
    await route.continue();
  });
  await page.keyboard.press("j");
  await until("the first has the keyboard", async () => (await focused()) === ids[0]);
  // Acknowledged and started; acknowledged; acknowledged, which is taken back; and back to the second, which is started.
  for (const key of ["a", "s", "j", "a", "j", "a", "z", "k", "s"]) await page.keyboard.press(key);
  answer();
  await standsAt(ids[0], "in_progress");
  await standsAt(ids[1], "in_progress");
  await standsAt(ids[2], "new");
  assert.deepEqual(await Promise.all(ids.map(async (id) => Object.keys((await handled(id)).in_progress ?? {}).length > 0)), [true, true, false]);
  await page.unrouteAll({ behavior: "wait" });
});

scenario(stage, "a colleague's change and a new report move nothing that is in hand", async () => {
  const ids = await sayAll(rep, [{ words: "lemur 1" }, { words: "lemur 2" }]);
  await go("#/inbox?q=lemur");
  await review.report(ids[1]).click();
  await page.keyboard.press("r");
  await page.keyboard.type("Half a sentence");
  const first = await say(rep, { words: "lemur 0", ago: -1 });
  await lists("with the new one on top", [first, ...ids]);
  await handling(ids[1], { action: "acknowledge" });
  await review.detail.locator("[data-part=gone]").waitFor();
  assert.equal(await page.inputValue("[data-part=answer-form] textarea"), "Half a sentence");
  await page.keyboard.press("Control+Enter");
  assert.match(await review.detail.locator("[data-part=trouble]").innerText(), /Ann Example acknowledged this in the meantime/);
  await standsAt(ids[1], "acknowledged");
  assert.equal(await page.inputValue("[data-part=answer-form] textarea"), "Half a sentence");
  await page.keyboard.press("Control+Enter");
  await standsAt(ids[1], "answered");
});

scenario(
  stage,
  "a list of many hundred has few rows in the document, and the keyboard stays with its row",
  async () => {
    const COUNT = 700;
    const ids = [];
    for (let n = 0; n < COUNT; n += 20) {
      const some = Array.from({ length: 20 }, (_, more) => say(rep, { words: `heron ${n + more}`, ago: n + more }));
      ids.push(...(await Promise.all(some)));
    }
    await go("#/inbox?q=heron");
    const list = page.locator("[data-part=reports]");
    await review.report(ids[0]).click();
    assert.equal(await list.getAttribute("aria-rowcount"), String(COUNT));
    const drawn = () => page.locator(".row").count();
    assert.ok((await drawn()) < 60, `${await drawn()} rows`);
    await list.evaluate((list) => (list.scrollTop = list.scrollHeight));
    await review.report(ids.at(-1)).waitFor();
    assert.ok((await drawn()) < 60, `${await drawn()} rows`);
    assert.equal(await review.report(ids.at(-1)).getAttribute("aria-rowindex"), String(COUNT));
    assert.equal(await focused(), ids[0], "the focused row left the document");
    const scrolled = await list.evaluate((list) => list.scrollTop);
    await say(rep, { words: "heron on top", ago: -1 });
    await until("the new one is counted", async () => (await list.getAttribute("aria-rowcount")) === String(COUNT + 1));
    await until("what is in sight stays", () => list.evaluate((list, before) => list.scrollTop === before + 60, scrolled));
    await page.keyboard.press("j");
    await until("the next row has the keyboard", async () => (await focused()) === ids[1]);
    assert.ok(await review.report(ids[1]).isVisible());
    await page.keyboard.press("End");
    await until("the last row has the keyboard", async () => (await focused()) === ids.at(-1));
    await shot(page, "inbox-long");
    await page.emulateMedia({ colorScheme: "dark" });
    assert.deepEqual(await faint(page), []);
    await shot(page, "inbox-long-dark");
    await page.emulateMedia({ colorScheme: "light" });
  },
  { timeout: 120_000 },
);
