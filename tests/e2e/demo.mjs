// The demo: a CRM with the panel in one tab, marketing's page in the next. `cargo xtask demo` starts everything else and says
// where it is. With PLUMBLINE_HEADLESS=1 it leaves a screenshot of every screen and ends. What differs between CRMs is in `demo/`.
import { Browser } from "./lib/browser.mjs";
import { seedField } from "./lib/field.mjs";
import { openRecord, report, statusOf } from "./lib/panel.mjs";
import { shot } from "./lib/shots.mjs";
import { until } from "./lib/wait.mjs";

const { PLUMBLINE_HUB: hub, PLUMBLINE_REP_CODE: repCode, PLUMBLINE_MARKETER_CODE: marketerCode } = process.env;
const { PLUMBLINE_CRM: vendor, PLUMBLINE_FIELD: field, PLUMBLINE_FIELD_CODES: fieldCodes } = process.env;
if (!vendor || !hub || !repCode || !marketerCode || !field || !fieldCodes) throw new Error("run this with `cargo xtask demo`");
const headless = process.env.PLUMBLINE_HEADLESS === "1";

const { meet } = await import(`./demo/${vendor}.mjs`);
const crm = await meet();
const { screens } = crm;

await seedField(hub, field, JSON.parse(fieldCodes), crm.keyOf);
const browser = await Browser.open({ headless, flags: crm.flags });
try {
  await crm.signIn(browser);
  const record = browser.context.pages()[0] ?? (await browser.context.newPage());
  await enrol();
  await openRecord(record, ...screens.opportunity);
  const review = await openReview();
  await record.bringToFront();
  if (headless) await walkThrough(record, review);
  else await closed(record);
} finally {
  await browser.close();
}

async function enrol() {
  const options = await browser.options();
  await options.waitForSelector("form[data-part=enrol]");
  if (headless) await inBothSchemes(options, "options-not-enrolled");
  await options.close();
  const enrolled = await browser.enrol(hub, repCode);
  if (headless) await inBothSchemes(enrolled, "options");
  await enrolled.close();
}

async function openReview() {
  const review = await browser.context.newPage();
  await review.goto(hub);
  await review.fill("[data-part=sign-in] input", marketerCode);
  if (headless) await inBothSchemes(review, "review-sign-in");
  await review.click("[data-part=sign-in] button[type=submit]");
  await review.waitForSelector("[data-part=connection]");
  return review;
}

/** Until the person closes the window, or with it the last tab. */
function closed(page) {
  console.log("demo: the browser is open; one click on an objection sends it to the review page in the second tab");
  return new Promise((resolve) => {
    browser.context.once("close", resolve);
    page.once("close", () => browser.context.pages().length === 0 && resolve());
  });
}

async function walkThrough(record, review) {
  const frame = await openRecord(record, ...screens.opportunity);
  const id = await report(frame, "price");
  await frame.fill("textarea[data-part=words]", crm.words);
  await inBothSchemes(record, "opportunity-reporting");
  await frame.click("[data-part=send]");
  await statusOf(frame, id, "new");
  await review.waitForSelector(`[data-report-id="${id}"]`);
  await inBothSchemes(review, "review");
  await review.goto(`${hub}/#/board`);
  await review.waitForSelector("[data-part=card]");
  await inBothSchemes(review, "board");
  await review.goto(`${hub}/#/findings`);
  await review.waitForSelector("[data-part=run]");
  await inBothSchemes(review, "findings");
  await review.goto(`${hub}/#/sla`);
  await review.waitForSelector("[data-part=figure]");
  await inBothSchemes(review, "sla");
  await review.goto(`${hub}/#/numbers`);
  await review.waitForSelector("[data-part=table]");
  await inBothSchemes(review, "numbers");
  for (const [name, [url, key]] of Object.entries(screens)) {
    await openRecord(record, url, key);
    await crm.drawn(record);
    await inBothSchemes(record, name);
  }
  await review.goto(browser.url(`attribution.html#${screens.opportunity[1]}`));
  await review.waitForSelector("[data-part=by_touch]");
  await inBothSchemes(review, "attribution");
}

async function inBothSchemes(page, name) {
  for (const colorScheme of ["dark", "light"]) {
    await page.emulateMedia({ colorScheme });
    await until(`the page is ${colorScheme}`, () => page.evaluate((query) => matchMedia(query).matches, `(prefers-color-scheme: ${colorScheme})`));
    await shot(page, colorScheme === "light" ? name : `${name}-dark`);
  }
}
