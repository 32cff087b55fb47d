// The agreement on the review page: what is in force, what a change would do, and that what is saved shows by itself.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Hub } from "./lib/hub.mjs";
import { faint, overflowing } from "./lib/looks.mjs";
import { leadKey, leadUrl, newLead, remove } from "./lib/odoo.mjs";
import { Review } from "./lib/review.mjs";
import { pictured, shot } from "./lib/shots.mjs";
import { MARKETER, REP } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const POLICY = `
[[policy]]
name = "Hot inbound"
any = [{ signal = "pricing_page", times = 3, within = "48h" }]
response = { within = "15m", calendar = "Around the clock" }

[criteria]
name = "Marketing-qualified lead"
any = [{ signal = "comparison_guide" }]
hands_off = true
`;

/** A whole configuration, as far as the agreement goes. */
const configuration = (within) => `# Tried before it is agreed.
[[calendar]]
name = "Around the clock"
zone = "UTC"
always = true

[promise.response]
name = "First response"
within = "${within}"
calendar = "Around the clock"
${POLICY}`;

const hub = await Hub.create({ within: "4h", more: POLICY });
const review = await Review.open();
const marketer = await hub.person(MARKETER, "marketer");
const leads = [];
after(async () => {
  await review.close();
  await hub.remove();
  for (const id of leads) await remove("crm.lead", id);
});

const { page } = review;
const part = (name, within = page) => within.locator(`[data-part=${name}]`);
const field = () => page.getByLabel("Changed configuration");
const lastPolicy = (within = page) => part("policies", part("in-force", within)).locator("[data-part=policy]").last();
const rewrite = (text) => field().fill(text);
const ask = () => page.getByRole("button", { name: "See what would change" }).click();
const sentence = () => part("sentence").innerText();

function scenario(name, body) {
  test(name, { timeout: 90_000 }, () => pictured(page, name, body));
}

/** The page in other sizes and in the dark, without signing in again. */
async function looks(name) {
  // What only screen readers are told takes no room, and an account's arrow stands beside its name.
  const isSo = (found) => !found.startsWith("span.sr-only") && !found.startsWith("broken: Mar") && !found.startsWith("textarea.");
  for (const [colorScheme, width] of [["light", 1280], ["dark", 1920]]) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: width === 1280 ? 800 : 1080 });
    assert.deepEqual((await overflowing(page)).filter(isSo), [], `${name} ${colorScheme} ${width}`);
    assert.deepEqual(await faint(page), [], `${name} ${colorScheme} ${width}`);
    await shot(page, `agreement-${name}-${colorScheme}-${width}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1280, height: 800 });
}

scenario("a marketer sees what is in force", async () => {
  await review.signIn(hub.origin, await hub.invite(MARKETER, "marketer"));
  await part("places").getByRole("link", { name: "Agreement" }).click();
  await part("in-force").waitFor();
  const { policies, reasons } = await marketer.get("/v1/agreement");
  const shown = await part("policies").locator("[data-part=policy]").allInnerTexts();
  assert.equal(shown.length, policies.length);
  assert.match(shown[0], /1\. Hot inbound\s+pricing page 3 times within 48 h\s+First response within 15 min/);
  assert.match(shown[1], /2\. .+\s+Whatever no other policy applies to\s+First response within 4 h\s+Around the clock: /);
  assert.match(await part("criteria").innerText(), /Marketing-qualified lead: comparison guide\s+The hub hands off a lead by itself/);
  assert.equal(await part("reasons").locator("li").count(), reasons.length);
  assert.equal(await part("file-trouble").count(), 0);
  await looks("in-force");
});

scenario("a mistake stands at the text, and the cursor on its line", async () => {
  await rewrite(configuration("soon"));
  await ask();
  await part("mistake").waitFor();
  assert.match(await part("mistake").innerText(), /^line 9: key 'within': 'soon' is not a duration/);
  assert.equal(await field().getAttribute("aria-invalid"), "true");
  const described = (await field().getAttribute("aria-describedby")).split(" ");
  assert.ok(described.includes(await part("mistake").getAttribute("id")));
  const selected = await field().evaluate((area) => [document.activeElement === area, area.value.slice(area.selectionStart, area.selectionEnd)]);
  assert.deepEqual(selected, [true, 'within = "soon"']);
  await looks("mistake");
  await page.reload();
  assert.equal(await field().inputValue(), configuration("soon"), "what was typed is still there");
});

scenario("a shorter promise says how many clocks move and become overdue", async () => {
  const lead = await newLead("Agreement page: waits");
  leads.push(lead);
  const isWaiting = async () => (await marketer.get("/v1/sla?days=7")).hand_offs.some((row) => row.record === leadKey(lead));
  await until("the hub counts the lead", isWaiting, { timeout: 30_000 });
  // A promise of one second is broken by then.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const text = configuration("1s");
  await rewrite(text);
  await field().press("Control+Enter");
  await part("sentence").waitFor();
  const told = await (await marketer.ask("POST", "/v1/agreement/preview", { text })).json();
  const counts = await sentence();
  const count = (pattern) => Number(counts.match(pattern)?.[1] ?? 0);
  assert.ok(told.become_overdue > 0, JSON.stringify(told));
  if (told.open_clocks > 1) {
    assert.equal(count(/^(\d+) of \d+ open clocks? moves?/), told.moved, counts);
    assert.equal(count(/of (\d+) open/), told.open_clocks, counts);
  } else assert.match(counts, /^The open clock moves/);
  assert.equal(count(/(\d+) becomes? overdue/), told.become_overdue, counts);
  assert.equal(await field().getAttribute("aria-invalid"), null);
  await until("the answer is in sight", () => part("sentence").evaluate((said) => said.getBoundingClientRect().bottom <= innerHeight));
  const row = part("change").and(page.locator(`[data-record="${leadKey(lead)}"]`));
  assert.match(await row.innerText(), /Becomes overdue/);
  assert.equal(await row.locator("a").getAttribute("href"), leadUrl(lead));
  assert.equal((await marketer.get("/v1/agreement")).policies.at(-1).response.within_seconds, 14_400, "nothing is put in force");
  await looks("preview");
  await part("changes").locator("summary").click();
  assert.match(await part("policies", part("changes")).innerText(), /First response within 1 s/);
  await part("changes").locator("summary").click();
  assert.equal(await part("outdated").count(), 0);
  await field().press("End");
  await field().pressSequentially(" ");
  await part("outdated").waitFor();
});

scenario("a file is read where it is chosen, and what it replaced can be had back", async () => {
  const before = await field().inputValue();
  const text = configuration("4h");
  const file = { name: "plumbline.toml", mimeType: "application/toml", buffer: Buffer.from(text.replaceAll("\n", "\r\n")) };
  await page.locator("[data-part=trial] input[type=file]").setInputFiles(file);
  await until("the file's text is there", async () => (await field().inputValue()) === text);
  assert.match(await part("note").innerText(), /Read from plumbline\.toml/);
  await ask();
  await until("nothing would change", async () => /^Nothing would change: /.test(await sentence()));
  await part("toast").getByRole("button", { name: "Undo" }).click();
  await until("what was written is back", async () => (await field().inputValue()) === before);
  assert.doesNotMatch(await part("note").innerText(), /Read from/);
});

scenario("nothing typed is lost while the hub is away, and the page says so", async () => {
  const before = await field().inputValue();
  await hub.stop();
  await ask();
  await part("trouble").waitFor();
  assert.match(await part("trouble").innerText(), /Not compared\. The hub cannot be reached/);
  assert.equal(await field().inputValue(), before);
  await hub.serve();
  await part("trial").getByRole("button", { name: "Try again" }).click();
  await part("trouble").waitFor({ state: "detached" });
  await part("sentence").waitFor();
});

scenario("what is saved shows without reloading, and a mistake in the file is told", async () => {
  await page.evaluate(() => (window.isTheSame = true));
  await hub.change({ within: "3h" });
  const says = (pattern) => async () => pattern.test(await lastPolicy().innerText());
  await until("three hours are promised", says(/within 3 h/), { timeout: 40_000 });
  assert.match(await part("changed").innerText(), /Another agreement is in force/);
  await hub.change({ within: "soon" });
  await part("file-trouble").waitFor({ timeout: 40_000 });
  assert.match(await part("file-trouble").innerText(), /line \d+: key 'within': 'soon' is not a duration[^]*last good agreement/);
  assert.ok(await says(/within 3 h/)());
  assert.ok(await page.evaluate(() => window.isTheSame), "it was never reloaded");
  await page.evaluate(() => scrollTo(0, 0));
  await looks("broken-file");
  await hub.change({ within: "4h" });
  await part("file-trouble").waitFor({ state: "detached", timeout: 40_000 });
});

scenario("a rep sees what is in force, and nothing to try", async () => {
  const other = await Review.open();
  try {
    await other.page.goto(hub.origin);
    await other.page.fill("[data-part=sign-in] input", await hub.invite(REP, "rep"));
    await other.page.click("[data-part=sign-in] button[type=submit]");
    await part("places", other.page).getByRole("link", { name: "Agreement" }).click();
    assert.match(await lastPolicy(other.page).innerText(), /within 4 h/);
    assert.equal(await part("trial", other.page).count(), 0);
  } finally {
    await other.close();
  }
});
