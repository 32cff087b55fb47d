// A marketer in another browser: sees what the field hears as it comes in, answers or declines it, and the rep reads that on the
// record.
import assert from "node:assert/strict";
import { after } from "node:test";
import { leadKey, leadUrl, seeded } from "./lib/odoo.mjs";
import { openRecord, report, statusOf } from "./lib/panel.mjs";
import { Review } from "./lib/review.mjs";
import { shot } from "./lib/shots.mjs";
import { MARKETER, REP, scenario, setStage } from "./lib/stage.mjs";

const stage = await setStage();
const review = await Review.open();
after(() => review.close());
await review.signIn(stage.hub.origin, await stage.hub.invite(MARKETER, "marketer"));

scenario(stage, "a report arrives on the open review page, is acknowledged and answered, and the rep reads the answer", async (page) => {
  await review.page.evaluate(() => (window.sameDocument = true));
  await shot(review.page, "review-empty");

  const frame = await openRecord(page, leadUrl(seeded.deal_many_touches), leadKey(seeded.deal_many_touches));
  const id = await report(frame, "price");
  await frame.fill("textarea[data-part=words]", "Acme Suite is a third cheaper in the first year.");
  await frame.click("[data-part=severity_challenge]");
  await frame.click("[data-part=send]");

  await review.report(id).click({ timeout: 15_000 });
  const said = await review.detail.innerText();
  for (const text of ["Too expensive", "Azure head office refit", "Azure Interior", "128,000", "Proposition", REP, "a third cheaper", "Challenge"]) {
    assert.ok(said.includes(text), `${text} is not in: ${said}`);
  }
  await shot(review.page, "review-arrived");

  await review.detail.getByRole("button", { name: "Acknowledge" }).click();
  await statusOf(frame, id, "acknowledged", 20_000);
  assert.match(await frame.locator(`[data-report="${id}"]`).innerText(), new RegExp(`${MARKETER} is on it`));

  await review.detail.getByRole("button", { name: "Start" }).click();
  await statusOf(frame, id, "in_progress", 20_000);
  assert.match(await frame.locator(`[data-report="${id}"]`).innerText(), new RegExp(`${MARKETER} works on an answer`));

  await review.detail.getByRole("button", { name: "Answer" }).click();
  const form = review.detail.locator("[data-part=answer-form]");
  await form.locator("textarea").fill("Over five years we cost less; the comparison shows where.");
  await form.locator('[data-content-id="acme-five-year-cost"]').check();
  await shot(review.page, "review-answering");
  await form.getByRole("button", { name: "Send answer" }).click();

  await statusOf(frame, id, "answered", 20_000);
  const answer = frame.locator(`[data-report="${id}"] [data-part=answer]`);
  assert.match(await answer.innerText(), /Over five years we cost less/);
  assert.equal(await answer.locator("a").getAttribute("href"), "https://content.example.com/comparisons/acme-suite-five-year-cost.pdf");
  await answer.scrollIntoViewIfNeeded();
  await shot(page, "review-answer-on-record");
  assert.ok(await review.page.evaluate(() => window.sameDocument), "the review page was reloaded");
  await shot(review.page, "review-answered");
});

scenario(stage, "a report is declined with a reason, and the rep reads why on the record", async (page) => {
  const frame = await openRecord(page, leadUrl(seeded.deal_many_touches), leadKey(seeded.deal_many_touches));
  const id = await report(frame, "budget");
  await frame.click("[data-part=send]");

  await review.report(id).click({ timeout: 15_000 });
  await review.detail.getByRole("button", { name: "Decline" }).click();
  const form = review.detail.locator("[data-part=decline-form]");
  await form.getByRole("button", { name: "Decline" }).click();
  assert.match(await form.locator("[role=alert]").innerText(), /Say why first/);
  await form.locator("textarea").fill("Budgets are the buyer's own; ask again after their year ends in March.");
  await form.getByRole("button", { name: "Decline" }).click();

  await review.toast("Declined.").waitFor();
  assert.match(await review.detail.locator("[data-part=decline-reason]").innerText(), /ask again after their year ends/);
  await statusOf(frame, id, "declined", 20_000);
  assert.match(await frame.locator(`[data-report="${id}"]`).innerText(), /ask again after their year ends/);
  await shot(page, "review-declined-on-record");
});

scenario(stage, "the review page takes a code once, and no rep", async () => {
  const other = await Review.open();
  try {
    const code = await stage.hub.invite(MARKETER, "marketer");
    await other.signIn(stage.hub.origin, code);
    await other.context.clearCookies();
    await other.page.goto(stage.hub.origin);
    await other.page.fill("[data-part=sign-in] input", code);
    await other.page.click("[data-part=sign-in] button[type=submit]");
    await other.page.waitForSelector("[data-part=complaint]");
    assert.match(await other.page.innerText("[data-part=complaint]"), /wrong, was used already, or has expired/);
    await shot(other.page, "review-used-code");
    await other.page.fill("[data-part=sign-in] input", await stage.hub.invite(REP, "rep"));
    await other.page.click("[data-part=sign-in] button[type=submit]");
    await other.page.getByText("This page is for marketing").first().waitFor();
    await shot(other.page, "review-for-marketing");
  } catch (error) {
    await shot(other.page, "failed-review-codes");
    throw error;
  } finally {
    await other.close();
  }
});
