// The whole panel without a mouse: shortcuts, a sensible order, and a focus that can be seen.
import assert from "node:assert/strict";
import { settled } from "./lib/form.mjs";
import { leadKey, leadUrl, newLead, seeded } from "./lib/odoo.mjs";
import { dockOf, openRecord, panelOf, push, statusOf } from "./lib/panel.mjs";
import { shot } from "./lib/shots.mjs";
import { scenario, setStage } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const stage = await setStage();

/** What the browser does when the shortcut is pressed; a headless one has no keyboard for it. */
async function press(page, command) {
  await stage.browser.evaluate(async () => chrome.runtime.sendMessage({ kind: "flush" })); // wakes a worker that sleeps
  const [worker] = stage.browser.context.serviceWorkers();
  await worker.evaluate(async ([command, url]) => {
    const [tab] = await chrome.tabs.query({ url });
    chrome.commands.onCommand.dispatch(command, tab);
  }, [command, page.url()]);
}

const focused = (frame) => frame.evaluate(() => {
  const element = document.activeElement;
  const { outlineStyle, outlineWidth, backgroundColor } = getComputedStyle(element);
  const name = element.dataset.part ?? element.getAttribute("role") ?? element.localName;
  const around = getComputedStyle(element.parentElement).backgroundColor;
  const seen = (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) || backgroundColor !== around;
  return { name, text: element.textContent.trim().slice(0, 40), seen, tag: element.localName };
});

scenario(stage, "Tab reaches everything from top to bottom, and the focus is always seen", async (page) => {
  const frame = await openRecord(page, leadUrl(seeded.deal_many_touches), leadKey(seeded.deal_many_touches));
  const expected = await frame.evaluate(() => {
    const all = [...document.querySelectorAll("button, a[href], input, textarea, summary, [tabindex='0']")];
    return all.filter((element) => element.checkVisibility()).length;
  });
  await frame.locator("[role=separator]").focus();
  const passed = [await focused(frame)];
  while (passed.length < expected) {
    await page.keyboard.press("Tab");
    passed.push(await focused(frame));
    if (passed.length === 8) await shot(page, "keyboard-focus");
  }
  assert.ok(expected > 20, `only ${expected} things to reach`);
  assert.deepEqual(passed.filter(({ tag }) => tag === "body"), [], "everything before the end was reached");
  assert.deepEqual(passed.filter(({ seen }) => !seen), [], "the focus is seen");
  const first = (name) => passed.findIndex((element) => element.name === name || element.text === name);
  const order = ["separator", "collapse", "chip", "Copy link", "summary"].map(first);
  assert.deepEqual(order, order.toSorted((a, b) => a - b), "in the order of the cards");
  assert.ok(order.every((index) => index >= 0), order.join());
});

scenario(stage, "the objection shortcut opens the panel at the chips, and Enter sends", async (page) => {
  const lead = await newLead("By keyboard");
  const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
  await press(page, "open-panel");
  await until("the panel is collapsed", async () => (await dockOf(page)).width === 28);
  await press(page, "log-objection");
  await until("the first chip has the focus", async () => (await focused(frame)).name === "chip");
  assert.equal((await dockOf(page)).width, 360);
  await shot(page, "keyboard-objection");
  await page.keyboard.press("Enter");
  await frame.waitForSelector("[data-part=details]");
  await frame.locator("textarea[data-part=words]").focus();
  await page.keyboard.type("Typed without a mouse");
  await page.keyboard.press("Tab");
  await page.keyboard.type("Northlight");
  await page.keyboard.press("Enter");
  await frame.waitForSelector("[data-part=details]", { state: "detached" });
  const id = await until("the report is listed", () => frame.locator("[data-report]").first().getAttribute("data-report"));
  await statusOf(frame, id, "new");
  assert.match(await frame.innerText(`[data-report="${id}"]`), /Typed without a mouse/);
});

scenario(stage, "the objection shortcut while the next record is awaited is for that one", async (page) => {
  const [from, to] = [seeded.lead_fresh, await newLead("Objected at once")];
  const frame = await settled(page, await openRecord(page, leadUrl(from), leadKey(from)));
  stage.front.rule = () => ({ delay: 70 });
  await push(page, leadUrl(to));
  await press(page, "log-objection");
  await panelOf(page, leadKey(to));
  await until("the first chip has the focus", async () => (await focused(frame)).name === "chip");
});

scenario(stage, "the objection shortcut leads to the field where marketing keeps no objections", async (page) => {
  await page.route("**/v1/records/**", async (route) => {
    const response = await route.fetch();
    const json = response.status() === 200 ? { ...(await response.json()), objections: [] } : undefined;
    await route.fulfill({ response, json });
  });
  const lead = await newLead("Without objections");
  const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
  await press(page, "log-objection");
  await until("the field has the focus", async () => (await focused(frame)).name === "heard");
  await page.unrouteAll({ behavior: "wait" });
});

scenario(stage, "collapsing by keyboard gives the keyboard back to the page", async (page) => {
  const frame = await openRecord(page, leadUrl(seeded.lead_fresh), leadKey(seeded.lead_fresh));
  await frame.locator("[data-part=collapse]").focus();
  await page.keyboard.press("Enter");
  await until("the panel is collapsed", async () => (await dockOf(page)).width === 28);
  await until("the page has the keyboard", () => page.evaluate(() => document.activeElement?.localName !== "plumbline-panel"));
  await press(page, "open-panel");
  await until("the panel is open", async () => (await dockOf(page)).width === 360);
});
