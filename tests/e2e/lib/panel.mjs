// The panel as a test sees it: the frame in the closed shadow root, and what stands in it.
import { until } from "./wait.mjs";

const HOST = "plumbline-panel";

export const frameOf = (page) => page.frames().find((frame) => /^chrome-extension:.*\/panel\.html/.test(frame.url()));

/** The frame, once it shows the record `key` in `state`. */
export async function panelOf(page, key, { state = "shown", timeout = 15_000 } = {}) {
  const frame = await until(`a panel beside ${page.url()}`, () => frameOf(page), { timeout });
  const wanted = key ? `[data-part=panel][data-record="${key}"][data-state=${state}]` : `[data-part=panel][data-state=${state}]`;
  await frame.waitForSelector(wanted, { timeout, state: "attached" });
  return frame;
}

/** Goes to a record and waits for its panel. */
export async function openRecord(page, url, key, options) {
  await page.goto(url, { waitUntil: "domcontentloaded" });
  return panelOf(page, key, options);
}

/** Goes to an address as the CRM does, without the CRM noticing. */
export const push = (page, url) => page.evaluate((url) => history.pushState(null, "", url), url);

/** Whether the page shows the panel, and how wide it left the page. */
export function dockOf(page) {
  return page.evaluate((host) => {
    const element = document.querySelector(host);
    const shown = element !== null && getComputedStyle(element).display !== "none";
    const { width, height, top } = element?.getBoundingClientRect() ?? { width: 0, height: 0, top: 0 };
    return { shown, width, height, top, body: document.body.getBoundingClientRect().width, window: innerWidth };
  }, HOST);
}

export const card = (frame, part) => frame.locator(`[data-part=${part}]`);

export async function textOf(frame, part) {
  return (await card(frame, part).first().innerText()).replace(/\s+/g, " ").trim();
}

/** Clicks an objection's chip; the report's id. */
export async function report(frame, objection) {
  const before = await ids(frame);
  await frame.click(`[data-part=chip]${objection ? `[data-objection="${objection}"]` : ""}`);
  const isNew = async () => (await ids(frame)).find((id) => !before.includes(id));
  const id = await until("the new report is listed", isNew, { timeout: 20_000 });
  return id;
}

async function ids(frame) {
  return frame.locator("[data-report]").evaluateAll((rows) => rows.map((row) => row.dataset.report));
}

export function statusOf(frame, id, status, timeout = 15_000) {
  return frame.waitForSelector(`[data-report="${id}"][data-status=${status}]`, { timeout });
}
