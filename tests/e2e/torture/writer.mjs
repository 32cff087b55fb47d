// A tab that writes many reports in the time in which a rep writes one. The entries are those that the panel wrote in this very
// run, with other numbers, words and times in them, so they have its format whatever that is.
import { countWaiting, flush, writeAll } from "./in-page.mjs";
import { paused } from "./browser.mjs";

const HOLD = 5000;
const HOUR = 3_600_000;
/** With so many waiting nobody writes more: no rep has as many, and the panel looks through them all. */
const MOST_WAITING = 400;
/** Reports at most in one go. */
const MOST = 15;
/** Revisions of earlier reports to each new report. */
const REVISIONS = 0.4;
/** As many reports as a writer goes back to. */
const OPEN = 60;
const SEVERITIES = [null, "deal_breaker", "challenge", "nice_to_have"];

export class Writer {
  #page;
  #open = [];
  /** Reports that were written, as the browser said. */
  made = 0;
  #began = Date.now();

  /** Makes `rate` reports a second and at most `most`, of `samples`: entries of first revisions. */
  constructor(world, samples, { rate, most }) {
    Object.assign(this, { world, samples, rate, most, random: world.random.fork() });
  }

  async work() {
    const behind = Math.min(((Date.now() - this.#began) / 1000) * this.rate, this.most) - this.made;
    if (behind < 1) return paused(50);
    const tab = await this.#tab();
    if ((await tab.evaluate(countWaiting)) > MOST_WAITING) return tab.evaluate(flush);
    const clicks = Array.from({ length: Math.min(MOST, Math.floor(behind)) }, () => this.#click());
    const revisions = this.random.shuffled(this.#open).slice(0, Math.ceil(clicks.length * REVISIONS)).map((id) => this.#revise(id));
    const entries = [...clicks, ...revisions];
    const { ledger } = this.world;
    const tickets = entries.map(([key, entry]) => ledger.intend(key, entry));
    await tab.evaluate(writeAll, entries);
    tickets.forEach((ticket) => ledger.acknowledge(ticket));
    this.made += clicks.length;
    this.#open.push(...clicks.map(([, { report }]) => report.id));
    this.#open = this.#open.filter((id) => !ledger.report(id).last.withdrawn).slice(-OPEN);
    await tab.evaluate(flush);
  }

  async #tab() {
    if (!this.#page || this.#page.isClosed()) this.#page = await this.world.browser.extensionPage();
    return this.#page;
  }

  #click() {
    const sample = this.random.one(this.samples);
    const now = this.#now();
    const record = sample.report.record.replace(/\d+$/, String(this.random.whole(1_000, 9_999)));
    const report = { ...sample.report, id: this.random.uuid(), record, heard_at: now.toISOString() };
    return this.#entry({ ...sample, not_before: new Date(now.getTime() + HOLD).toISOString() }, report);
  }

  /** Words to a report, other words or its withdrawal: one number higher than any that may have been written. */
  #revise(id) {
    const { last } = this.world.ledger.report(id);
    const revision = last.revision + 1;
    const ready = { ...this.random.one(this.samples), not_before: this.#now().toISOString() };
    if (this.random.happens(0.2)) return this.#entry(ready, { ...last, revision, withdrawn: true });
    const [words, severity] = [this.random.words(`${id} ${revision}`).trim(), this.random.one(SEVERITIES)];
    return this.#entry(ready, { ...last, revision, words, severity, competitor: this.random.one([null, "Acme Suite"]) });
  }

  #entry(like, report) {
    return [`outbox:${report.id}:${String(report.revision).padStart(6, "0")}`, { ...like, report }];
  }

  /** Some are written while the machine's clock is hours ahead or behind, and sent when it is right again. */
  #now() {
    const isWrong = this.random.happens(0.1);
    if (isWrong) this.world.wrongClocks += 1;
    return new Date(Date.now() + (isWrong ? this.random.one([-30, -2, 2, 30]) * HOUR : 0));
  }
}
