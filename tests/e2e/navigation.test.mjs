// The CRM is one page that changes its address. The panel follows it: never beside another record, never beside a list.
import assert from "node:assert/strict";
import { odoo } from "./lib/places.mjs";
import { settled } from "./lib/form.mjs";
import { leadKey } from "./lib/odoo.mjs";
import { dockOf, frameOf, panelOf } from "./lib/panel.mjs";
import { judge, takeSamples } from "./lib/samples.mjs";
import { shot } from "./lib/shots.mjs";
import { scenario, setStage } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const stage = await setStage();

const recordAt = (url) => {
  const { pathname, search } = new URL(url);
  const id = pathname.match(/^\/odoo\/crm\/(\d+)$/)?.[1];
  return id && !search.includes("view_type=list") ? leadKey(id) : null;
};
const here = (page) => recordAt(page.url());

async function openList(page) {
  await page.goto(`${odoo}/odoo/crm`);
  await page.click(".o_switch_view.o_list");
  await page.waitForSelector(".o_list_view .o_data_row");
}

const openRow = async (page, row) => {
  await page.locator(".o_data_row").nth(row).locator("td[name=name]").click();
  await until("a record's address", () => here(page));
  return settledHere(page);
};

const settledHere = async (page) => settled(page, await panelOf(page, here(page)));

async function another(page, go) {
  const before = page.url();
  await go();
  await until("another address", () => page.url() !== before);
}

async function nextRecord(page) {
  await another(page, () => page.click(".o_pager_next"));
  return settledHere(page);
}

/** Going back, Odoo draws first and then writes the address it came to once more; only then is it ready for the next step. */
async function back(page) {
  const written = page.evaluate(() => new Promise((resolve) => {
    const heard = ({ navigationType }) => navigationType !== "traverse" && resolve(navigation.removeEventListener("currententrychange", heard));
    navigation.addEventListener("currententrychange", heard);
  }));
  await another(page, () => page.goBack());
  await written;
  if (here(page)) return settledHere(page);
  await page.waitForSelector(".o_list_view .o_data_row");
  await until("the panel is gone", async () => !(await dockOf(page)).shown);
}

scenario(stage, "list, form, pager, back: the panel is the record of the address in every frame that is drawn", async (page) => {
  await openList(page);
  assert.equal(frameOf(page), undefined, "there is no frame before there is a record");
  const frame = await openRow(page, 0);
  const samples = await takeSamples(page, frame);
  for (let step = 0; step < 3; step++) await nextRecord(page);
  await shot(page, "navigation-pager");
  for (let step = 0; step < 4; step++) await back(page);
  assert.equal(here(page), null);
  await openRow(page, 4);
  await back(page);
  const verdict = judge(await samples.stop(), recordAt);
  assert.ok(verdict.records.size >= 5, `only ${verdict.records.size} records were seen`);
  assert.ok(verdict.shown > 50, `only ${verdict.shown} frames showed a record`);
  assert.deepEqual(verdict.stale, []);
});

scenario(stage, "going back faster than the CRM draws ends on a list without a panel", async (page) => {
  await openList(page);
  await openRow(page, 0);
  for (let step = 0; step < 2; step++) await nextRecord(page);
  for (let step = 0; step < 3; step++) await another(page, () => page.goBack());
  await page.waitForSelector(".o_list_view .o_data_row");
  await until("the panel is gone", async () => !(await dockOf(page)).shown);
  await shot(page, "navigation-fast-back");
});

scenario(stage, "leaving a form hides the panel and gives the width back; the next form shows the same warm frame", async (page) => {
  await openList(page);
  const frame = await openRow(page, 1);
  await frame.evaluate(() => (window.sameDocument = true));
  const open = await dockOf(page);
  assert.deepEqual([open.shown, open.body], [true, open.window - open.width]);
  await back(page);
  const left = await dockOf(page);
  assert.deepEqual([left.shown, left.body], [false, left.window]);
  await shot(page, "navigation-list");
  const again = await openRow(page, 3);
  assert.equal(again, frame);
  assert.ok(await again.evaluate(() => window.sameDocument), "the frame was loaded anew");
  await shot(page, "navigation-form-again");
});
