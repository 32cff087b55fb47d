// What marketing hears without asking: on the page while it happens, and in the digest, from deals of a real CRM.
import assert from "node:assert/strict";
import http from "node:http";
import { after } from "node:test";
import { faint, stickingOut } from "./lib/looks.mjs";
import { call, leadKey, moveTo, newLead, remove } from "./lib/odoo.mjs";
import { Review } from "./lib/review.mjs";
import { say } from "./lib/said.mjs";
import { shot } from "./lib/shots.mjs";
import { MARKETER, REP, scenario, setStage } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const DAY = 24 * 60;

const received = [];
const receiver = http.createServer(async (request, response) => {
  received.push(JSON.parse(Buffer.concat(await request.toArray())));
  response.end("ok");
});
await new Promise((resolve) => receiver.listen(0, "127.0.0.1", resolve));

// Due a minute ago, and then not for a week.
const due = new Date(Date.now() - 60_000);
const stage = await setStage({
  enrolled: false,
  hub: {
    more: `
[findings]
final_stages = ["Proposition"]

[digest]
on = "${due.toLocaleDateString("en-US", { weekday: "long", timeZone: "UTC" }).toLowerCase()}"
at = "${due.toISOString().slice(11, 16)}"
url = "http://127.0.0.1:${receiver.address().port}/hook"
`,
  },
});
const rep = await stage.hub.person(REP, "rep");
const review = await Review.open();
after(async () => {
  await review.close();
  receiver.close();
});
const { page } = review;
await review.signIn(stage.hub.origin, await stage.hub.invite(MARKETER, "marketer"));

const deals = [];
after(() => Promise.all(deals.map((deal) => remove("crm.lead", deal))));

/** An opportunity at a stage, which the hub knows. */
async function newDeal(name, at = "Qualified") {
  const deal = await newLead(name, { type: "opportunity", expected_revenue: 1000 });
  deals.push(deal);
  await moveTo(deal, at);
  await until("the hub has its stage", async () => (await rep.get(`/v1/records/${leadKey(deal)}`)).record?.stage?.name === at);
  return deal;
}

const card = (name) => page.locator(`[data-part=${name}]`);

scenario(stage, "an empty hub says what it looked for, and found nothing", async () => {
  await page.goto(`${stage.hub.origin}/#/findings`);
  await card("in-a-row").waitFor();
  assert.match(await card("in-a-row").innerText(), /No objection was heard on three records in a row/);
  assert.match(await card("rising").innerText(), /Nothing rises[^]*0 objections had 5 reports or more; 0 reports in the last 7 days/);
  assert.match(await card("final-stages").innerText(), /Nothing was reported on a deal in these stages[^]*Proposition · last 90 days/);
  assert.match(await card("compared").innerText(), /No deal on which something was reported has been won or lost yet/);
  await shot(page, "findings-empty");
});

scenario(stage, "what is heard on three deals in a row, and in final stages, appears while one looks", async () => {
  const [first, second, third] = await Promise.all(["One", "Two", "Three"].map((name) => newDeal(`Run ${name}`, "Proposition")));
  await say(rep, { deal: first, ago: 3 });
  await say(rep, { deal: first, ago: 3, objection: "security" });
  await say(rep, { deal: second, ago: 2 });
  await page.goto(`${stage.hub.origin}/#/findings`);
  await until("the final stages have both", async () => (await card("most-heard").count()) === 2);
  assert.equal(await card("run").count(), 0);
  await say(rep, { deal: third, ago: 1 });
  await card("run").waitFor();
  const said = await card("run").innerText();
  assert.match(said, /3 records in a row/);
  for (const name of ["Run One", "Run Two", "Run Three"]) assert.ok(said.includes(name), said);
  const rows = await card("most-heard").allInnerTexts();
  assert.deepEqual(rows.map((row) => row.match(/\d+/g)), [["3", "3"], ["1", "1"]]);
  await card("run").locator("strong a").click();
  await until("the objection's page is there", () => page.url().endsWith("#/objections/price"));
  await page.goBack();
});

scenario(stage, "what rises beyond chance is told with how likely chance is", async () => {
  const deal = await newDeal("Rising");
  for (let count = 0; count < 12; count += 1) await say(rep, { deal, objection: "security", ago: count + 5 });
  await say(rep, { deal, objection: "security", ago: 8 * DAY });
  // The field reported other things as often as it does this week.
  for (const objection of ["price", "price", "budget"]) await say(rep, { deal, objection, ago: 9 * DAY });
  await page.goto(`${stage.hub.origin}/#/findings`);
  await card("rise").waitFor();
  // 13 this week with the one in final stages: at least 13 heads of 14.
  assert.match(await card("rise").innerText(), /\s1\s+13\s[^]*0\.1 %/);
});

scenario(stage, "deals won with content and without stand beside each other, with how sure that is", async () => {
  const names = Array.from({ length: 10 }, (_, place) => `Compared ${place}`);
  const all = await Promise.all(names.map((name) => newDeal(name)));
  for (const deal of all) await say(rep, { deal });
  const { content } = await stage.marketer.get("/v1/content");
  const piece = content.find((entry) => entry.content.answers.includes("price")).content;
  for (const deal of all.slice(0, 5)) {
    const answer = await rep.ask("POST", `/v1/content/${piece.id}/uses`, { record: leadKey(deal), action: "opened" });
    assert.equal(answer.status, 204);
  }
  await call("crm.lead", "action_set_won", { ids: [...all.slice(0, 5)] });
  await call("crm.lead", "action_set_lost", { ids: [...all.slice(5)] });
  const told = await until("all ten are closed", async () => {
    const { compared } = await stage.marketer.get("/v1/findings");
    return compared.any.used.denominator + compared.any.not_used.denominator === 10 && compared;
  }, { timeout: 30_000 });
  assert.deepEqual([told.any.used.numerator, told.any.not_used.numerator], [5, 0]);
  await page.goto(`${stage.hub.origin}/#/board`);
  await page.goto(`${stage.hub.origin}/#/findings`);
  const row = page.locator(`[data-part=compared-piece][data-id="${piece.id}"]`);
  await row.waitFor();
  assert.match(await row.innerText(), /used\s+5 of 5\s+100\.0 %\s+56\.5–100\.0 %[^]*More won with it[^]*not used\s+0 of 5\s+0\.0 %\s+0\.0–43\.5 %/);
  assert.equal(await row.getAttribute("data-verdict"), "more-won");
});

scenario(stage, "content past its day is told with its verifier, and the page can be read", async () => {
  const old = {
    ...{ id: "old-sheet", title: "Price sheet of last year", kind: "document", url: "https://content.example.com/old" },
    ...{ verifier: "Kim Example", verify_by: "2025-12-31" },
  };
  assert.ok((await stage.marketer.ask("PUT", "/v1/content/old-sheet", { content: old, seen_version: null })).ok);
  await until("it is listed", async () => /Price sheet of last year\s+Kim Example\s+2025-12-31/.test(await card("stale").innerText()));
  for (const [width, colorScheme] of [[1280, "light"], [1280, "dark"], [1920, "light"], [420, "dark"]]) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await faint(page), [], colorScheme);
    assert.deepEqual(await stickingOut(page), [], `${width}`);
    await shot(page, `findings-${width}-${colorScheme}`);
  }
});

scenario(stage, "the digest was sent once, and a trial says what the page says", async () => {
  await until("the one that was due has arrived", () => received.length > 0, { timeout: 40_000 });
  assert.match(received[0].text, /^What the field says\. 0 reports .* Nothing stands out\.$/);
  await stage.hub.stop("SIGKILL");
  await stage.hub.serve();
  assert.match(await stage.hub.operate("digest", "--post"), /posted/);
  assert.equal(received.length, 2, "the one of this week is not sent again");
  const [header, ...sections] = received[1].blocks;
  assert.deepEqual([header.type, header.text.type], ["header", "plain_text"]);
  assert.ok(sections.every(({ type, text }) => type === "section" && text.type === "mrkdwn" && text.text.length <= 3000));
  const whole = sections.map(({ text }) => text.text).join("\n");
  for (const said of ["*Heard again and again*", "times in a row", "*With and without content*", "*To be verified again*", "by Kim Example"]) {
    assert.ok(whole.includes(said), whole);
  }
  assert.match(await stage.hub.operate("digest"), /Heard again and again[^]*Price sheet of last year/);
});
