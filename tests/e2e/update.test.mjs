// The extension is updated or taken away while a record is open: nothing of the old one stays in the page.
import assert from "node:assert/strict";
import { leadKey, leadUrl, seeded } from "./lib/odoo.mjs";
import { dockOf, openRecord, panelOf } from "./lib/panel.mjs";
import { shot } from "./lib/shots.mjs";
import { scenario, setStage } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const stage = await setStage();
const lead = seeded.deal_proposal;
const bodyStyle = (page) => page.evaluate(() => document.body.getAttribute("style") ?? "");

scenario(stage, "a page script that comes a second time, as after an update, takes the first one's place", async (page) => {
  const first = await openRecord(page, leadUrl(lead), leadKey(lead));
  const { width } = await dockOf(page);
  await stage.browser.evaluate(async (url) => {
    const [{ id }] = await chrome.tabs.query({ url });
    await chrome.scripting.executeScript({ target: { tabId: id }, files: ["content.js"] });
  }, page.url());
  await until("the first panel is gone", () => first.isDetached());
  const second = await panelOf(page, leadKey(lead));
  assert.equal(await page.locator("plumbline-panel").count(), 1);
  const dock = await dockOf(page);
  assert.deepEqual([dock.width, dock.body], [width, dock.window - width]);
  await shot(page, "update-second-panel");
  await second.click("[data-part=collapse]");
  await until("the page has all its room", async () => (await dockOf(page)).body === dock.window);
  assert.doesNotMatch(await bodyStyle(page), /width|transform/);
  await second.click("[data-part=tab]");
  await until("open again", async () => (await dockOf(page)).width === width);
});

// The last one: there is no extension after it.
scenario(stage, "an extension that is gone leaves nothing behind once the person is back on the page", async (page) => {
  const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
  // What asks for it ends with it, so there may be no answer.
  stage.browser.evaluate(() => chrome.runtime.reload()).catch(() => {});
  await until("the orphan notices", async () => {
    await page.evaluate(() => dispatchEvent(new Event("focus")));
    return frame.isDetached();
  });
  assert.equal(await page.locator("plumbline-panel").count(), 0);
  assert.doesNotMatch(await bodyStyle(page), /width|transform/, "nothing of the narrowing is left");
  await shot(page, "update-orphan-gone");
});
