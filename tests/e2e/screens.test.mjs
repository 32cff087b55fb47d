// How it looks, light and dark, narrow and wide: nothing cut off, nothing too faint to read.
import assert from "node:assert/strict";
import { contactUrl, leadKey, leadUrl, partnerKey, seeded } from "./lib/odoo.mjs";
import { faint, overflowing } from "./lib/looks.mjs";
import { openRecord, report } from "./lib/panel.mjs";
import { shot } from "./lib/shots.mjs";
import { scenario, setStage } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const stage = await setStage();

const RECORDS = {
  lead: [leadUrl(seeded.lead_due_soon), leadKey(seeded.lead_due_soon)],
  overdue: [leadUrl(seeded.lead_overdue), leadKey(seeded.lead_overdue)],
  met: [leadUrl(seeded.lead_met), leadKey(seeded.lead_met)],
  deal: [leadUrl(seeded.deal_many_touches), leadKey(seeded.deal_many_touches)],
  contact: [contactUrl(seeded.contact_main), partnerKey(seeded.contact_main)],
};

async function checkLooks(page, frame, name) {
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    const query = `(prefers-color-scheme: ${colorScheme})`;
    await until(`the panel is ${colorScheme}`, () => frame.evaluate((query) => matchMedia(query).matches, query));
    assert.deepEqual(await overflowing(frame), [], `${name}, ${colorScheme}: cut off`);
    assert.deepEqual(await faint(frame), [], `${name}, ${colorScheme}: contrast below 4.5`);
    await shot(page, `screen-${name}-${colorScheme}`);
  }
}

for (const [name, record] of Object.entries(RECORDS)) {
  scenario(stage, `${name}, 320, 360 and 600 wide, in light and dark`, async (page) => {
    await page.setViewportSize({ width: 1280, height: 1000 });
    const frame = await openRecord(page, ...record);
    for (const width of [320, 360, 600]) {
      await page.setViewportSize({ width: width === 600 ? 1920 : 1280, height: 1000 });
      await dockTo(frame, page, width);
      await checkLooks(page, frame, `${name}-${width}`);
    }
    await dockTo(frame, page, 360);
  });
}

scenario(stage, "the form under a chip, in light and dark, with and without a right-to-left text", async (page) => {
  const frame = await openRecord(page, ...RECORDS.deal);
  await report(frame, "price");
  await frame.fill("textarea[data-part=words]", "המחיר גבוה מדי, והתקציב כבר נסגר");
  await frame.click("[data-part=severity_challenge]");
  await checkLooks(page, frame, "details");
});

/** With the arrow keys, as a person would. */
async function dockTo(frame, page, width) {
  const edge = frame.locator("[role=separator]");
  await edge.focus();
  const now = async () => Number(await edge.getAttribute("aria-valuenow"));
  for (let at = await now(); Math.abs(at - width) > 8; ) {
    await page.keyboard.press(at < width ? "ArrowLeft" : "ArrowRight");
    at = await until("the width follows", async () => {
      const next = await now();
      return next !== at && next;
    });
  }
  await frame.evaluate(() => document.activeElement.blur());
}
