// Every state that a clock can be in, on real leads: how it looks, light and dark, and that it says so in words.
import assert from "node:assert/strict";
import { faint, overflowing } from "./lib/looks.mjs";
import { leadKey, leadUrl, logCall, moveTo, newLead } from "./lib/odoo.mjs";
import { openRecord, textOf } from "./lib/panel.mjs";
import { shot } from "./lib/shots.mjs";
import { scenario, setStage } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const inTwoDays = new Date(Date.now() + 2 * 86_400_000).toLocaleDateString("en", { weekday: "long", timeZone: "UTC" }).toLowerCase();
const policy = (signal, promise, calendar = "Around the clock") => `
[[policy]]
name = "Policy for ${signal}"
any = [{ signal = "${signal}" }]
response = { ${promise}, calendar = "${calendar}" }
update = { within = "8h", calendar = "${calendar}" }
`;

const stage = await setStage({
  hub: {
    more: `
[[calendar]]
name = "Open later"
zone = "UTC"
${inTwoDays} = ["09:00-17:00"]
${policy("late", 'within = "1s"')}
${policy("soon", 'within = "2h", due_soon_left = "2h"')}
${policy("closed", 'within = "2h"', "Open later")}
[criteria]
any = [{ signal = "soon" }]

[sales]
waits_in = ["Proposition"]
`,
  },
});
const { hub } = stage;
const website = await hub.person("Website", "integration");
const rep = await hub.person("Marc Demo", "rep");

/** Rejects it as the salesperson would. */
async function reject(lead) {
  const path = `/v1/records/${leadKey(lead)}`;
  const { hand_offs: [{ response }] } = await rep.get(path);
  const decision = { kind: "reject", reason: "other", words: "A student’s thesis" };
  const answer = await rep.ask("POST", `${path}/hand-off`, { id: `reject-${lead}`, handed_off_at: response.started_at, decision });
  assert.equal(answer.status, 200, await answer.text());
}

/** Odoo dates calls by the second. */
async function callLate(lead, frame) {
  await until("it is overdue by seconds", async () => /0:00:0[2-9] overdue/.test(await textOf(frame, "clock")));
  await logCall(lead);
}

/** What a lead needs to be in each state, and what the card says of it. */
const STATES = [
  { state: "not-yet-open", signal: "closed", says: /not open yet.*Counts from/ },
  { state: "running", says: /2 h.*left/ },
  { state: "due-soon", signal: "soon", says: /left, due soon.*✓ Marketing-qualified lead: soon/ },
  { state: "paused", act: (lead) => moveTo(lead, "Proposition"), says: /left, paused.*Proposition/ },
  { state: "overdue", signal: "late", says: /overdue.*✕ Did not meet/ },
  { state: "met", act: logCall, says: /in time.*called/ },
  { state: "met-late", signal: "late", act: callLate, says: /late.*called/ },
  { state: "cancelled", act: reject, says: /cancelled.*Rejected by Marc Demo.*A student’s thesis/ },
];

for (const { state, signal, act, says } of STATES) {
  scenario(stage, `a clock that is ${state}, in light and dark`, async (page) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    const lead = await newLead(`State ${state}`);
    if (signal) {
      const event = { id: `${state}-${lead}`, kind: signal, at: new Date(Date.now() - 60_000).toISOString(), record: leadKey(lead) };
      const answer = await website.ask("POST", "/v1/events", { events: [event] });
      assert.equal(answer.status, 200, await answer.text());
    }
    const frame = await openRecord(page, leadUrl(lead), leadKey(lead));
    await act?.(lead, frame);
    const clock = frame.locator(`[data-part=sla] [data-clock="${state}"]`).first();
    await until(`a clock is ${state}`, () => clock.isVisible(), { timeout: 20_000 });
    await frame.locator("[data-part=explanation] summary").click();
    assert.match(await textOf(frame, "sla"), says);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await overflowing(frame), [], `${state}, ${colorScheme}: cut off`);
      assert.deepEqual(await faint(frame), [], `${state}, ${colorScheme}: contrast below 4.5`);
      await shot(page, `state-${state}-${colorScheme}`);
    }
  });
}
