// All that a marketer does with an objection as a whole, by keyboard alone: owner, merge and unmerge, answer, decline, undo.
import assert from "node:assert/strict";
import { after } from "node:test";
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

const entry = async (id) => (await colleague.get(`/v1/objections/${id}`)).entry;
const isAt = (selector) => page.evaluate((selector) => Boolean(document.activeElement?.matches(selector)), selector);
const press = async (...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

/** Goes on with Tab until something is reached. */
async function tabTo(selector) {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    if (await isAt(selector)) return;
    await press("Tab");
  }
  assert.fail(`${selector} is not reached with Tab`);
}

/** From the board to an objection's page. */
async function openObjection(id) {
  await page.goto(`${stage.hub.origin}/#/board`);
  await page.waitForSelector(`[data-part=card][data-objection-id="${id}"]`);
  await tabTo(`[data-part=card][data-objection-id="${id}"] [data-part=name]`);
  await press("Enter");
  await page.waitForSelector("[data-part=actions]");
}

async function act(name) {
  // What is under way is answered first.
  await page.waitForSelector(`[data-act=${name}][aria-disabled=false]`);
  await tabTo(`[data-act=${name}]`);
  await press("Enter");
}

scenario(stage, "an owner is assigned, closing the form leads back to the head, and all that is undone", async () => {
  await openObjection("price");
  await act("assign");
  await until("the cursor is in the field", () => isAt("#owner"));
  await press("Escape");
  await until("the keyboard is at the head of the page", () => isAt("#objection-name"));
  await act("assign");
  await page.keyboard.type("Ann Example");
  await press("Control+Enter");
  await until("it is theirs", async () => (await entry("price")).objection.owner === "Ann Example");
  await until("the keyboard is at the head again", () => isAt("#objection-name"));
  await press("z");
  await until("it is nobody's", async () => (await entry("price")).objection.owner === null);
});

scenario(stage, "an objection is merged into another, and the merge is taken back", async () => {
  await openObjection("incumbent");
  await act("merge");
  await until("the cursor is in the search", () => isAt("[data-part=merge-form] input"));
  await page.keyboard.type("too expensive");
  await tabTo("[data-choice=price]");
  await press("Space", "Control+Enter");
  await until("it counts as the other", async () => (await entry("incumbent")).merged_into === "price");
  await act("take-back");
  await until("it counts as itself", async () => ((await entry("incumbent")).merged_into ?? null) === null);
  await shot(page, "keyboard-unmerged");
});

scenario(stage, "answered in words and with content, declined with a reason, each taken back", async () => {
  const [first] = await sayAll(rep, [{ words: "by keyboard", objection: "security" }]);
  const handled = async () => (await colleague.get("/v1/inbox?objection=security")).reports.find(({ report }) => report.report.id === first).report.handling;
  await openObjection("security");
  await act("start");
  await until("it is in progress", async () => (await handled()).in_progress?.by === MARKETER);
  await act("answer");
  await until("the cursor is in the words", () => isAt("#answer-words"));
  await page.keyboard.type("All is encrypted.");
  // One of several is chosen with the arrows.
  await tabTo("[data-part=answer-form] [data-choice]");
  for (let pressed = 0; pressed < 20 && !(await isAt("[data-choice=security-pack]")); pressed += 1) await press("ArrowDown");
  await press("Control+Enter");
  await until("the report is answered", async () => (await handled()).answered?.words === "All is encrypted.");
  assert.equal((await handled()).answered.content, "security-pack");
  await review.toast("Answered “").waitFor();
  await press("z");
  await until("the report is in progress again", async () => (await handled()).in_progress?.by === MARKETER);
  await until("so is the objection", async () => (await entry("security")).handling.in_progress?.by === MARKETER);
  // And so it is seen: who acts on what stood before is told that it changed.
  await page.waitForSelector(`[data-part=objection-head][data-version="${(await entry("security")).version}"]`);

  await act("decline");
  await until("the cursor is in the reason", () => isAt("#decline-reason"));
  await press("Control+Enter");
  await page.waitForSelector("[data-part=why]");
  await page.keyboard.type("We certify next year.");
  await press("Control+Enter");
  await until("the report is declined", async () => (await handled()).declined?.reason === "We certify next year.");
  await review.toast("Declined “").waitFor();
  await press("z");
  await until("it is in progress again", async () => (await handled()).in_progress?.by === MARKETER);
});

scenario(stage, "many reports are handled at once and undone, without a pointer", async () => {
  const ids = await sayAll(rep, [{ words: "ibis 1" }, { words: "ibis 2" }, { words: "ibis 3" }]);
  const standing = async () => {
    const { reports } = await colleague.get("/v1/inbox?q=ibis");
    return ids.map((id) => reports.find(({ report }) => report.report.id === id).report.handling);
  };
  await colleague.ask("POST", `/v1/reports/${ids[0]}/handling`, { action: "acknowledge", seen_at: null });
  const before = JSON.stringify(await standing());
  await page.goto(`${stage.hub.origin}/#/inbox?q=ibis&status=all`);
  await review.report(ids[2]).waitFor();
  await press("j", "*", "s");
  await until("all are in progress", async () => (await standing()).every((handling) => handling.in_progress?.by === MARKETER));
  await review.toast("Started 3 reports.").waitFor();
  await press("z");
  await until("each is as it was, with who did it and when", async () => JSON.stringify(await standing()) === before);
});
