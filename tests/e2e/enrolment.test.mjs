// Enrolling: every way in which it can go wrong is said in a sentence where it was typed.
import assert from "node:assert/strict";
import { submitCode } from "./lib/browser.mjs";
import { odoo } from "./lib/places.mjs";
import { shot } from "./lib/shots.mjs";
import { REP, scenario, setStage } from "./lib/stage.mjs";
import { until } from "./lib/wait.mjs";

const stage = await setStage({ enrolled: false });
const { hub, browser, front } = stage;

const dead = "http://127.0.0.1:9"; // the discard port, where nothing listens

async function isRefused(name, address, code, expected) {
  const page = await browser.options();
  await submitCode(page, address, code);
  await page.waitForSelector("form [role=alert]");
  assert.match(await page.innerText("form [role=alert]"), expected);
  assert.equal(await page.inputValue("input[name=hub]"), address, "what was typed is still there");
  assert.equal(await page.inputValue("input[name=code]"), code);
  await shot(page, `enrolment-${name}`);
  await page.close();
}

scenario(stage, "a code that is wrong, used or expired", async () => {
  const expired = await hub.invite(REP, "rep", "--expires", "1s");
  const expires = Date.now() + 1000;
  await isRefused("wrong-code", hub.origin, "ABCD-EFGH-JKLM", /This code is wrong, used or expired\. Ask for a new one/);
  const used = await hub.invite(REP, "rep");
  assert.equal((await hub.ask("POST", "/v1/enrolments", { body: { code: used } })).status, 200);
  await isRefused("used-code", hub.origin, used, /This code is wrong, used or expired/);
  await until("the code has expired", () => Date.now() > expires);
  await isRefused("expired-code", hub.origin, expired, /This code is wrong, used or expired/);
});

scenario(stage, "an address that is none, where nothing answers, or where something else does", async () => {
  await isRefused("no-address", "not an address", "X", /This is not a web address/);
  await isRefused("nothing-there", dead, "X", /Nothing answers at this address/);
  await isRefused("not-a-hub", odoo, "X", /not a working hub \(status \d+\)/);
  front.rule = () => ({ status: 502 });
  await isRefused("error-page", front.origin, "X", /not a working hub \(status 502\)/);
  front.rule = () => ({ headers: { "plumbline-protocol": "2" } });
  await isRefused("newer-hub", front.origin, "X", /The hub is newer than this extension\. Update the extension/);
});

scenario(stage, "a good code, typed in small letters without its dashes", async () => {
  const code = (await hub.invite(REP, "rep")).toLowerCase().replaceAll("-", " ");
  const page = await browser.enrol(`${hub.origin}/`, code);
  const said = await page.innerText("[data-part=enrolled]");
  assert.ok(said.includes(REP) && said.includes(hub.origin), said);
  await until("the CRM is allowed", () => page.locator('[data-origin][data-allowed="true"]').count());
  await shot(page, "enrolment-done");
  await page.close();
});

scenario(stage, "looking for new CRMs says how it went", async () => {
  const page = await browser.options();
  await page.getByRole("button", { name: "Take this browser out" }).click();
  await submitCode(page, front.origin, await hub.invite(REP, "rep"));
  await page.waitForSelector("[data-part=enrolled]");
  const look = async (expected) => {
    await page.click("[data-part=access] > button");
    await until(`it says ${expected}`, async () => expected.test(await page.innerText("[data-part=access] [role=status]")));
  };
  await look(/This list is up to date/);
  front.rule = () => "refuse";
  await look(/The hub does not answer/);
  await shot(page, "enrolment-look-again-away");
  front.pass();
  await look(/This list is up to date/);
  await page.close();
});
