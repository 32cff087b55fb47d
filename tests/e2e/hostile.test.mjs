// The CRM's own page, and whoever runs script in it, can neither read the panel nor tell it anything.
import assert from "node:assert/strict";
import { leadKey, leadUrl, seeded } from "./lib/odoo.mjs";
import { dockOf, openRecord } from "./lib/panel.mjs";
import { shot } from "./lib/shots.mjs";
import { scenario, setStage } from "./lib/stage.mjs";
import { stays, until } from "./lib/wait.mjs";

const stage = await setStage();
const lead = seeded.lead_fresh;
const open = (page) => openRecord(page, leadUrl(lead), leadKey(lead));
const inbox = () => stage.marketer.get("/v1/inbox");

scenario(stage, "the page's script finds an empty element, no frame and no extension API", async (page) => {
  await open(page);
  const found = await page.evaluate(() => {
    const host = document.querySelector("plumbline-panel");
    const named = Object.getOwnPropertyNames(window).filter((name) => /plumbline/i.test(name));
    const inside = document.elementFromPoint(innerWidth - 100, 300);
    return {
      shadow: host.shadowRoot,
      children: host.childNodes.length,
      // Frames in a shadow tree are not among the window's.
      frames: window.length,
      iframes: document.querySelectorAll("iframe[src^=chrome-extension]").length,
      named,
      inside: inside.localName,
      resources: performance.getEntriesByType("resource").filter(({ name }) => name.includes("panel.html")).length,
      runtime: typeof chrome === "undefined" ? "undefined" : typeof chrome.runtime,
      attributes: host.getAttributeNames().sort(),
    };
  });
  const frames = await page.evaluate(() => [...document.querySelectorAll("iframe")].length);
  const nothing = { shadow: null, children: 0, frames, iframes: 0, named: [], inside: "plumbline-panel", resources: 0, runtime: "undefined" };
  // What the page's own body had before it was narrowed is the page's to know.
  assert.deepEqual(found, { ...nothing, attributes: ["data-before", "style"] });
  await shot(page, "hostile-page");
});

scenario(stage, "messages of every shape change nothing", async (page) => {
  const frame = await open(page);
  const before = await frame.innerText("[data-part=objections]");
  const reports = await inbox();
  await page.evaluate((other) => {
    const shapes = [
      { kind: "visited", url: other },
      { kind: "place", shown: false, open: false, width: 1, top: 0 },
      { kind: "leave" },
      { kind: "command", command: "open-panel" },
      { kind: "flush" },
      { kind: "enrolled" },
      JSON.stringify({ kind: "visited", url: other }),
      null,
      0,
      "",
      [],
      new Map([["kind", "visited"]]),
    ];
    for (const shape of shapes) {
      window.postMessage(shape, "*");
      document.dispatchEvent(new MessageEvent("message", { data: shape }));
      document.querySelector("plumbline-panel").dispatchEvent(new CustomEvent("message", { detail: shape }));
      const { port1, port2 } = new MessageChannel();
      window.postMessage(shape, "*", [port2]);
      port1.postMessage(shape);
    }
  }, leadUrl(seeded.lead_overdue));
  await stays("the panel is where and what it was", async () => {
    const { shown, width } = await dockOf(page);
    return shown && width === 360 && (await frame.locator(`[data-record="${leadKey(lead)}"]`).count()) === 1;
  }, 1500);
  assert.equal(await frame.innerText("[data-part=objections]"), before);
  assert.deepEqual(await inbox(), reports);
});

scenario(stage, "a panel that the page frames by itself learns of no record, whatever name it is given", async (page) => {
  await open(page);
  // Even with the one-time address, which only our own script is told.
  const secret = await inOurScript(page, "address");
  await page.evaluate((sources) => {
    for (const src of sources) {
      for (const name of ["", "plumbline", crypto.randomUUID()]) {
        document.body.append(Object.assign(document.createElement("iframe"), { src, name, className: "forged" }));
      }
    }
  }, [stage.browser.url("panel.html"), secret]);
  const forged = async () => {
    const elements = await page.locator("iframe.forged").elementHandles();
    return Promise.all(elements.map((element) => element.contentFrame()));
  };
  const panels = async () => (await forged()).filter((frame) => frame?.url().endsWith("/panel.html"));
  await until("the forged panels run", async () => {
    const mains = await Promise.all((await panels()).map((frame) => frame.locator("main").count()));
    return mains.filter((count) => count === 1).length >= 3;
  });
  // Nor when it is told of one, or handed a line with whatever word.
  await page.evaluate((url) => {
    for (const { contentWindow, name } of document.querySelectorAll("iframe.forged")) {
      for (const word of ["", name, "plumbline", undefined, { kind: "visited", url }]) {
        const { port1, port2 } = new MessageChannel();
        contentWindow.postMessage(word, "*", [port2]);
        port1.postMessage({ kind: "visited", url });
      }
      contentWindow.postMessage({ kind: "visited", url }, "*");
    }
  }, leadUrl(lead));
  await stays("none of them shows a record", async () => {
    const records = await Promise.all((await panels()).map((frame) => frame.locator("[data-record]").count()));
    return records.every((count) => count === 0);
  }, 1500);
  await shot(page, "hostile-forged-frames");
});

scenario(stage, "a message to the worker from the page's world, or as a page script, opens nothing", async (page) => {
  await open(page);
  const answers = await page.evaluate(async (id) => {
    const send = globalThis.chrome?.runtime?.sendMessage;
    return send ? await send(id, { kind: "visited", url: location.href }).catch(String) : "no API";
  }, stage.browser.id);
  assert.equal(answers, "no API");
});

scenario(stage, "the page script of ours cannot read the token either", async (page) => {
  await open(page);
  const read = await inOurScript(page, "keys");
  assert.match(String(read), /Access to storage is not allowed/);
  const { enrolment } = await stage.browser.storage();
  assert.ok(enrolment.token.length > 20, "the extension's own pages can");
});

/** What our content script finds there: the panel's one-time address, or the keys in the extension's storage. */
async function inOurScript(page, what) {
  const [tab] = await stage.browser.evaluate((url) => chrome.tabs.query({ url }), page.url());
  return stage.browser.evaluate(async ([tabId, what]) => {
    const finders = {
      address: () => chrome.runtime.getURL("panel.html"),
      keys: () => chrome.storage.local.get(null).then(Object.keys, (error) => String(error)),
    };
    const [{ result }] = await chrome.scripting.executeScript({ target: { tabId }, func: finders[what] });
    return result;
  }, [tab.id, what]);
}
