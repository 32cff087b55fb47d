// The pages, under HubSpot's own host names: in a browser that takes the simulator for them.
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { request } from "node:https";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { now, simulator } from "./lib/simulator.mjs";

const ACCOUNT = "/contacts/26400100";
let hubspot;
let folder;
let browser;
let page;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "plumbline-simcrm-"));
  hubspot = await simulator("--seed", "demo", "--clock", "2026-03-02T09:00:00Z", "--speed", "0", "--tls-folder", folder);
  const rules = ["*.hubspot.com:443", "*.hubapi.com:443"].map((host) => `MAP ${host} 127.0.0.1:${hubspot.https}`);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", `--ignore-certificate-errors-spki-list=${hubspot.spki}`, `--host-resolver-rules=${rules.join(', ')}`],
  });
  page = await browser.newPage();
});
after(async () => {
  await browser?.close();
  hubspot?.stop();
  await rm(folder, { recursive: true });
});

const at = (path, host = "app.hubspot.com") => `https://${host}${ACCOUNT}${path}`;
const heading = (text) => page.getByRole("heading", { level: 1, name: text }).waitFor();

test("older addresses lead to those of today, and other accounts nowhere", async () => {
  const answer = (path) => fetch(`${hubspot.origin}${path}`, { redirect: "manual" });
  for (const [kind, type] of [["contact", "0-1"], ["company", "0-2"], ["deal", "0-3"]]) {
    for (const end of ["", "/"]) {
      const { status, headers } = await answer(`${ACCOUNT}/${kind}/1001${end}`);
      assert.deepEqual([status, headers.get("location")], [303, `${ACCOUNT}/record/${type}/1001`]);
    }
  }
  assert.equal((await answer(`${ACCOUNT}/objects/0-3`)).headers.get("location"), `${ACCOUNT}/objects/0-3/views/all/list`);
  for (const path of ["/contacts/1/record/0-1/1001", "/contacts/1/contact/1001", `${ACCOUNT}/ticket/5`, `${ACCOUNT}/objects/0-5`]) {
    assert.equal((await answer(path)).status, 404, path);
  }
});

test("whoever trusts its authority can call the interface under its own name", async () => {
  const ca = await readFile(join(folder, "ca.pem"), "utf8");
  assert.equal(await readFile(join(folder, "spki.txt"), "utf8"), hubspot.spki);
  const options = { ca, servername: "api.hubapi.com", host: "127.0.0.1", port: hubspot.https, path: "/account-info/v3/details", headers: { authorization: `Bearer ${hubspot.token}` } };
  const status = await new Promise((done, failed) => request(options, (answer) => done(answer.resume().statusCode)).on("error", failed).end());
  assert.equal(status, 200);
});

test("from the list to a record, to the next and back, nothing is loaded anew", async () => {
  await page.goto(at("/objects/0-1/views/all/list", "app-eu1.hubspot.com"));
  await page.evaluate(() => { window.sameDocument = true; });
  await page.getByRole("link", { name: "Jana Ellerbek" }).click();
  await heading("Jana Ellerbek");
  const first = page.url();
  assert.match(first, /^https:\/\/app-eu1\.hubspot\.com\/contacts\/26400100\/record\/0-1\/\d+$/);
  await page.getByRole("link", { name: "Next" }).click();
  await page.waitForURL((url) => url.href !== first);
  await page.goBack();
  await heading("Jana Ellerbek");
  await page.getByRole("link", { name: "Nordwind: three sites" }).click();
  await heading("Nordwind: three sites");
  await page.getByRole("link", { name: "Deal board" }).click();
  await heading("Sales Pipeline");
  assert.equal(page.url(), at("/objects/0-3/views/all/board", "app-eu1.hubspot.com"));
  await page.getByRole("link", { name: "Contacts", exact: true }).click();
  await heading("Contacts");
  assert.ok(await page.evaluate(() => window.sameDocument));
});

test("nothing on the pages keeps anybody out", async () => {
  const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  for (const path of ["/objects/0-1/views/all/list", "/record/0-1/1007", "/record/0-3/1003", "/objects/0-3/views/all/board"]) {
    await page.goto(at(path));
    await page.locator("h1").waitFor();
    await page.addScriptTag({ path: axe });
    const { violations } = await page.evaluate(() => window.axe.run());
    assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes[0].html]), [], path);
  }
});

test("people change properties and log calls in their own name", async () => {
  const [noor] = (await hubspot.client().crm.contacts.searchApi.doSearch({ query: "noor", limit: 1, after: "0", properties: [], sorts: [], filterGroups: [] })).results;
  await page.goto(at(`/record/0-1/${noor.id}`));
  await page.getByLabel("Acting as").selectOption({ label: "Robin Prospect (Sales)" });
  const saved = page.waitForResponse((answer) => answer.request().method() === "PATCH");
  await page.getByLabel("Lead Status").selectOption("CONNECTED");
  assert.ok((await saved).ok());
  const changed = (await hubspot.held("contacts", noor.id)).properties.hs_lead_status.at(-1);
  assert.deepEqual([changed[0], changed[2], changed[4]], ["CONNECTED", "CRM_UI", 5002]);

  await page.getByLabel("What was said?").fill("<b>Wants</b> a pilot");
  await page.getByRole("button", { name: "Log a call" }).click();
  await page.getByRole("listitem").filter({ hasText: "Robin Prospect" }).waitFor();
  const held = await hubspot.held("contacts", noor.id);
  const [call] = Object.keys(held.associations.calls);
  assert.equal(now(await hubspot.held("calls", call), "hubspot_owner_id"), "71002");
  assert.equal(now(held, "hs_sa_first_engagement_object_type"), "CALL");
});
