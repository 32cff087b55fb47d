// What a test file plays on: one hub, one browser with the extension enrolled as a salesperson, and a marketer to ask.
import { after, test } from "node:test";
import { Browser } from "./browser.mjs";
import { Hub } from "./hub.mjs";
import { Proxy } from "./proxy.mjs";
import { pictured } from "./shots.mjs";

export const REP = "Marc Demo";
export const MARKETER = "Marketing Demo";

/** Sets the stage, and has it taken down after the last test of the file. */
export async function setStage({ hub: settings, browser: options, enrolled = true, odoo = true } = {}) {
  const [hub, browser] = await Promise.all([Hub.create(settings), Browser.open(options)]);
  const front = await Proxy.to(() => hub.origin);
  const stage = { hub, browser, front };
  after(async () => {
    await browser.close();
    await front.close();
    await hub.remove();
  });
  if (odoo) await browser.signIn();
  stage.marketer = await hub.person(MARKETER, "marketer");
  if (enrolled) await (await browser.enrol(front.origin, await hub.invite(REP, "rep"))).close();
  return stage;
}

/** A test with a page of its own, which is kept as a screenshot when the test fails. */
export function scenario(stage, name, body, { timeout = 60_000 } = {}) {
  test(name, { timeout }, async () => {
    const page = await stage.browser.context.newPage();
    try {
      await pictured(page, name, () => body(page));
    } finally {
      await page.close();
      stage.front.pass();
    }
  });
}
