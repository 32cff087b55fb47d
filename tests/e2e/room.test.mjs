// The CRM keeps all its room that the panel does not need: nothing of it is covered, whatever is open and however wide.
import assert from "node:assert/strict";
import { contactUrl, leadKey, leadUrl, partnerKey, seeded } from "./lib/odoo.mjs";
import { coveredControls } from "./lib/hits.mjs";
import { dockOf, frameOf, openRecord } from "./lib/panel.mjs";
import { shot } from "./lib/shots.mjs";
import { scenario, setStage } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const stage = await setStage();

const PAGES = {
  lead: [leadUrl(seeded.lead_fresh), leadKey(seeded.lead_fresh)],
  opportunity: [leadUrl(seeded.deal_many_touches), leadKey(seeded.deal_many_touches)],
  contact: [contactUrl(seeded.contact_main), partnerKey(seeded.contact_main)],
};

async function ready(page, name) {
  const frame = await openRecord(page, ...PAGES[name]);
  await page.waitForSelector(".o_form_view .o-mail-Chatter-topbar button");
  return frame;
}

async function checkNothingCovered(page, least, within) {
  const { tested, covered } = await coveredControls(page, within);
  assert.deepEqual(covered, []);
  assert.ok(tested >= least, `only ${tested} controls were found`);
}

const widthIs = (page, width) => until(`the window is ${width} wide`, async () => (await dockOf(page)).window === width);

for (const name of Object.keys(PAGES)) {
  scenario(stage, `${name} form: no button, link or field is covered at 1280, 1440 and 1920`, async (page) => {
    await ready(page, name);
    for (const width of [1280, 1440, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      await widthIs(page, width);
      await until("the form took the room", async () => (await dockOf(page)).body === width - 360);
      await checkNothingCovered(page, 30);
      await shot(page, `room-${name}-${width}`);
    }
  });
}

scenario(stage, "menus and dialogs of the CRM are not covered either", async (page) => {
  await ready(page, "opportunity");
  await page.click(".o_user_menu button");
  await page.waitForSelector(".o-dropdown--menu");
  await checkNothingCovered(page, 4, ".o-dropdown--menu");
  await shot(page, "room-user-menu");
  await page.keyboard.press("Escape");
  await page.click(".o-mail-Chatter-activity");
  await page.waitForSelector(".modal-dialog .modal-footer button");
  await until("the dialog stands still", () => page.evaluate(() => document.getAnimations().length === 0));
  await checkNothingCovered(page, 5, ".modal-dialog");
  await shot(page, "room-dialog");
});

scenario(stage, "wider, narrower, collapsed: the page gets what the panel gives up", async (page) => {
  const frame = await ready(page, "opportunity");
  const edge = frame.locator("[role=separator]");
  await edge.focus();
  for (let step = 0; step < 20; step++) await page.keyboard.press("ArrowLeft");
  await until("600 is the most", async () => (await dockOf(page)).width === 600);
  await checkNothingCovered(page, 30);
  await shot(page, "room-600");
  for (let step = 0; step < 30; step++) await page.keyboard.press("ArrowRight");
  await until("320 is the least", async () => (await dockOf(page)).width === 320);
  await shot(page, "room-320");
  for (let step = 0; step < 2; step++) await page.keyboard.press("ArrowLeft");
  await until("back at 352", async () => (await dockOf(page)).width === 352);
});

scenario(stage, "the edge of the panel follows the pointer", async (page) => {
  await ready(page, "opportunity");
  const { width, window } = await dockOf(page);
  await drag(page, { x: window - width + 2, y: 400 }, { right: width - 320 }, async ({ right }) => (await dockOf(page)).width === width - right);
});

scenario(stage, "the tab of the collapsed panel moves by pointer and keyboard, and stays where it was put", async (page) => {
  const frame = await ready(page, "opportunity");
  const { width } = await dockOf(page);
  await frame.click("[data-part=collapse]");
  const tab = frame.locator("[data-part=tab]");
  await tab.waitFor();
  const first = await until("the page has all its room", async () => {
    const dock = await dockOf(page);
    return dock.body === dock.window && dock.height === 56 && dock;
  });
  await shot(page, "room-tab");
  await drag(page, { x: first.window - 14, y: first.top + 28 }, { down: 200 }, async ({ down }) => (await dockOf(page)).top === first.top + down);
  const dragged = first.top + 200;
  await tab.focus();
  await page.keyboard.press("ArrowUp");
  const put = await until("the tab follows the keys", async () => {
    const { top } = await dockOf(page);
    return top === dragged - 16 && top;
  });
  await until("it is remembered", async () => (await stage.browser.storage()).dock.top === put);
  await page.reload();
  await until("the tab is where it was put", async () => (await dockOf(page)).top === put, { timeout: 20_000 });
  await shot(page, "room-tab-moved");
  await until("a tab in the frame", () => frameOf(page)?.locator("[data-part=tab]").isVisible());
  await frameOf(page).click("[data-part=tab]");
  await until("the panel is open again", async () => (await dockOf(page)).width === width);
});

// A pointer that goes farther leaves the tab before the browser has drawn it in its new place.
const STEP = 8;

/**
 * Presses at a point and moves on in small steps, each until `hasFollowed` says that the panel came along: injected input goes to
 * whatever was last drawn under the pointer, even while an element has captured a real one. So one move may miss what a hand, which
 * is never still, would reach with the next.
 */
async function drag(page, { x, y }, { right = 0, down = 0 }, hasFollowed) {
  const steps = Math.max(Math.abs(right), Math.abs(down)) / STEP;
  const moved = (step) => ({ right: (right * step) / steps, down: (down * step) / steps });
  const moveTo = (step) => page.mouse.move(x + moved(step).right, y + moved(step).down);
  await moveTo(0);
  await page.mouse.down();
  for (let step = 1; step <= steps; step++) {
    await until("what is dragged is under the pointer", async () => {
      await moveTo(step - 1);
      await moveTo(step);
      await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
      return hasFollowed(moved(step));
    });
  }
  await page.mouse.up();
}
