// The browser is closed at the worst moment and opened again: what was clicked arrives, what was typed is still there.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Browser } from "./lib/browser.mjs";
import { Hub, inbox } from "./lib/hub.mjs";
import { leadKey, leadUrl, seeded } from "./lib/odoo.mjs";
import { openRecord, report } from "./lib/panel.mjs";
import { shot } from "./lib/shots.mjs";
import { MARKETER, REP } from "./lib/stage.mjs";
import { removeFolder, temporaryFolder } from "./lib/temporary.mjs";
import { until } from "./lib/wait.mjs";

const hub = await Hub.create();
const profile = await temporaryFolder("profile");
after(() => Promise.all([hub.remove(), removeFolder(profile)]));

const LEAD = [leadUrl(seeded.lead_overdue), leadKey(seeded.lead_overdue)];
const HOLD = 5000;
const WORDS = "They close on Friday, and I was ab";

test("clicked and closed at once, sent after the next start; a draft outlives the browser", { timeout: 90_000 }, async () => {
  const marketer = await hub.person(MARKETER, "marketer");
  const first = await Browser.open({ profile });
  await first.signIn();
  await (await first.enrol(hub.origin, await hub.invite(REP, "rep"))).close();
  const page = await first.context.newPage();
  const frame = await openRecord(page, ...LEAD);
  const drafted = await report(frame, "budget");
  await frame.fill("textarea[data-part=words]", WORDS);
  await until("the draft is kept", async () => JSON.stringify(await first.storage()).includes(WORDS));
  const other = await first.context.newPage();
  const second = await openRecord(other, leadUrl(seeded.lead_due_soon), leadKey(seeded.lead_due_soon));
  await second.click("[data-part=chip][data-objection=price]");
  const clicked = Date.now();
  await first.close();
  const ofPrice = async () => (await inbox(marketer)).filter(({ report }) => report.objection === "price");
  assert.deepEqual(await ofPrice(), [], "it was still held when the browser was closed");

  await until("the time to undo it has passed", () => Date.now() - clicked > HOLD);
  const again = await Browser.open({ profile });
  try {
    const arrived = await until("the report arrives by itself", async () => {
      const found = await ofPrice();
      return found.length > 0 && found;
    }, { timeout: 45_000 });
    assert.deepEqual(arrived.map(({ report }) => [report.record, report.revision]), [[leadKey(seeded.lead_due_soon), 1]]);
    const tab = await again.context.newPage();
    const panel = await openRecord(tab, ...LEAD);
    await panel.waitForSelector("textarea[data-part=words]");
    assert.equal(await panel.inputValue("textarea[data-part=words]"), WORDS);
    const ofDraft = (await inbox(marketer)).filter(({ report }) => report.id === drafted);
    assert.deepEqual(ofDraft.map(({ report }) => report.words), [null], "the click counts, the draft was not sent");
    await until("nothing waits", async () => !Object.keys(await again.storage()).some((key) => key.startsWith("outbox:")));
    await shot(tab, "outbox-after-restart");
  } finally {
    await again.close();
  }
});
