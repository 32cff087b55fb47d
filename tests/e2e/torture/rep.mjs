// A rep at the panel: clicks on chips, types, takes back, leaves words in the form and moves on. Everything that the panel
// writes meanwhile is in the ledger, whoever asked for it; what was typed must be in it.
import assert from "node:assert/strict";
import { CRM } from "../lib/hub.mjs";
import { openRecord } from "../lib/panel.mjs";
import { until } from "../lib/wait.mjs";
import { noteWrites } from "./in-page.mjs";

const PATIENCE = { timeout: 30_000 };
const LEADS = [7, 8, 9, 10];
const SENT = "[data-part=details] .sent";
const KEY = /^outbox:(.+):(\d+)$/;

export class Rep {
  clicks = 0;
  #page;
  /** The panel that the next objection is heard at, and what was typed there and not sent. */
  #desk;
  #objection;

  constructor(world) {
    Object.assign(this, { world, random: world.random.fork() });
  }

  /** One objection heard, and what came of it. The entry of its click; `null` when the panel was taken away meanwhile. */
  async work() {
    // Until this is whole, the next one begins in another tab: work that was let go may still be going on in this one.
    const before = this.#desk;
    this.#desk = undefined;
    const frame = await this.#panel(before?.frame);
    const left = frame === before?.frame ? before.left : undefined;
    const entry = await Promise.race([this.#turn(frame, left), gone(frame)]);
    if (!entry) this.world.cutOff += 1;
    return entry;
  }

  async #turn(frame, left) {
    try {
      const { id, entry } = await this.#hear(frame, left);
      const next = this.random.one([this.#say, this.#say, this.#takeBack, this.#leave, () => {}]);
      this.#desk = { left: await next.call(this, frame, id), frame };
      return entry;
    } catch (error) {
      // The error comes before the frame is known to be gone.
      if (frame.isDetached() || /closed|detached/.test(error.message)) return null;
      throw error;
    }
  }

  async #panel(before) {
    if (before && !before.isDetached() && this.random.happens(0.8)) return before;
    const page = before && !before.page().isClosed() ? before.page() : await this.#otherTab();
    const lead = this.random.one(LEADS);
    // Whoever finds no panel loads the page again: a worker that is ended at that moment tells the page of none.
    const open = () => openRecord(page, this.world.crm.page(lead), `${CRM}/crm.lead/${lead}`, { timeout: 8_000 });
    const frame = await until(`a panel beside lead ${lead}`, open, { timeout: 60_000 });
    await frame.evaluate(noteWrites, this.world.ledger.origin);
    return frame;
  }

  async #otherTab() {
    await this.#page?.close().catch(() => {}); // with its browser, perhaps
    this.#page = await this.world.browser.context.newPage();
    return this.#page;
  }

  async #hear(frame, left) {
    const chips = frame.locator("[data-part=chip]");
    await chips.first().waitFor(PATIENCE);
    const shown = (await frame.locator(SENT).allInnerTexts()).join();
    const all = await chips.evaluateAll((all) => all.map(({ dataset, textContent }) => ({ objection: dataset.objection, name: textContent })));
    // The same twice would be taken for a double click, and nothing would tell its form from the one before.
    const { objection, name } = this.random.one(all.filter(({ objection, name }) => objection !== this.#objection && !shown.includes(name)));
    this.#objection = objection;
    const { told } = this.world.ledger;
    const before = told.length;
    await frame.click(`[data-part=chip][data-objection="${objection}"]`, PATIENCE);
    const isClick = ({ key, value }) => value && Number(key.match(KEY)?.[2]) === 1;
    const { key, value } = await until("the click is written", () => told.slice(before).find(isClick), PATIENCE);
    assert.equal(value.report.objection, objection, "what was clicked is what is sent");
    const id = key.match(KEY)[1];
    await this.#written(id, (report) => report !== null);
    if (left) await this.#written(left.id, (report) => report.words === left.words);
    await this.#formOf(frame, name);
    this.clicks += 1;
    return { id, entry: value };
  }

  async #formOf(frame, name) {
    try {
      await frame.locator(SENT, { hasText: name }).waitFor(PATIENCE);
    } catch (error) {
      if (!frame.isDetached()) console.log(`torture: no form for "${name}"; the panel says: ${await frame.locator("body").innerText({ timeout: 1000 }).catch(String)}`);
      throw error;
    }
  }

  /** Once it is acknowledged to be as `isSo` says. */
  #written(id, isSo) {
    const history = this.world.ledger.report(id);
    return until("it is written", () => history.isCertain && isSo(history.last), PATIENCE);
  }

  async #type(frame) {
    const words = this.random.words(`typed ${this.clicks}`);
    await frame.fill("textarea[data-part=words]", words, PATIENCE);
    assert.equal(await frame.inputValue("textarea[data-part=words]"), words);
    return words.trim();
  }

  async #say(frame, id) {
    const words = await this.#type(frame);
    if (this.random.happens(0.5)) await frame.click("[data-part=severity_challenge]", PATIENCE);
    await frame.click("[data-part=send]", PATIENCE);
    await this.#written(id, (report) => report.words === words);
  }

  /** In time, so that it never was, or too late, so that it is withdrawn. */
  async #takeBack(frame, id) {
    const undo = frame.locator("[data-part=undo]");
    await undo.click(PATIENCE);
    await this.#written(id, (report) => report === null || report.withdrawn);
  }

  /** Words that stay in the form go out with the next click. */
  async #leave(frame, id) {
    const words = await this.#type(frame);
    const isKept = ({ report, details }) => report.id === id && details.words.trim() === words;
    const { drafts } = this.world.ledger;
    await until("it is kept", () => [...drafts.values()].some(({ last, isCertain }) => isCertain && last && isKept(last)), PATIENCE);
    return { id, words };
  }
}

/** Once a panel is out of its page: an extension that was loaded anew puts another in its place. */
function gone(frame) {
  return new Promise((resolve) => frame.page().on("framedetached", (left) => left === frame && resolve(null)));
}
