// What was made, kept apart from what is tested: each write that a rep's browser was about to do, and whether it said that it
// was done. In the end each thing must be as its last acknowledged write left it, or as a later one would have: a write
// that was cut off before it was acknowledged may have happened or not. Nothing else may be: never an earlier state, never two,
// never half of one.
import http from "node:http";
import { isDeepStrictEqual } from "node:util";

/** The states of one thing in their order; `null` where there is none. */
class History {
  states = [null];
  #known = 0;

  get last() {
    return this.states.at(-1);
  }

  /** Whether the last write was acknowledged. */
  get isCertain() {
    return this.#known === this.states.length - 1;
  }

  /** Whether it was ever acknowledged to be there. */
  get wasThere() {
    return this.states.slice(1, this.#known + 1).some((state) => state !== null);
  }

  get possible() {
    return this.states.slice(this.#known);
  }

  intend(state) {
    return this.states.push(state) - 1;
  }

  acknowledge(place) {
    this.#known = Math.max(this.#known, place);
  }
}

const ENTRY = /^outbox:([0-9a-f-]{36}):(\d{6})$/;
const DRAFT = /^draft:/;

export class Ledger {
  reports = new Map();
  drafts = new Map();
  /** What pages told, in order: key and value, `null` for a removal. */
  told = [];

  /** A ledger that pages can write into over HTTP: it must not end with the browser or with who drives it. */
  static async open() {
    const ledger = new Ledger();
    ledger.server = http.createServer(async (request, response) => {
      const chunks = await request.toArray();
      const answer = ledger.#take(request.url, JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
    await new Promise((resolve) => ledger.server.listen(0, "127.0.0.1", resolve));
    ledger.origin = `http://127.0.0.1:${ledger.server.address().port}`;
    return ledger;
  }

  #take(path, told) {
    if (path === "/done") return this.acknowledge(told) ?? {};
    this.told.push(told);
    return this.intend(told.key, told.value);
  }

  /** A write that is about to be done; `value` is `null` for a removal. What acknowledges it. */
  intend(key, value) {
    const [, report] = key.match(ENTRY) ?? [];
    if (report) return this.#intend("reports", report, this.#reportAfter(report, value));
    if (DRAFT.test(key)) return this.#intend("drafts", key, value);
    return null;
  }

  /** Entries are removed by whoever undoes. Behind a withdrawal that changes nothing; without one the report never was. */
  #reportAfter(id, entry) {
    if (entry) return entry.report;
    const last = this.#of("reports", id).last;
    return last?.withdrawn ? last : null;
  }

  #intend(kind, key, state) {
    return { kind, key, place: this.#of(kind, key).intend(state) };
  }

  #of(kind, key) {
    if (!this[kind].has(key)) this[kind].set(key, new History());
    return this[kind].get(key);
  }

  acknowledge(ticket) {
    if (ticket) this[ticket.kind].get(ticket.key).acknowledge(ticket.place);
  }

  report(id) {
    return this.#of("reports", id);
  }

  /** How many reports and revisions were acknowledged to be written. */
  get counts() {
    const there = [...this.reports.values()].filter((history) => history.wasThere);
    const revisions = there.reduce((sum, { states }) => sum + states.length - 1, 0);
    return { reports: there.length, revisions, unsure: this.reports.size - there.length };
  }

  /** A line for each report of `rows`, the hub's, that is not as it may be. */
  faults(rows) {
    const stored = new Map(rows.map((row) => [row.id, row]));
    const wrong = [...this.reports].filter(([id, { possible }]) => !possible.some((state) => isStored(state, stored.get(id))));
    const faults = wrong.map(([id, { possible }]) => fault(id, possible, stored.get(id)));
    const unknown = rows.filter(({ id }) => !this.reports.has(id));
    return [...faults, ...unknown.map((row) => `never made: ${JSON.stringify(row)}`)];
  }

  /** A line for each draft that is not in the browser's storage as it may be. */
  draftFaults(storage) {
    const isThere = (key) => (state) => isDeepStrictEqual(state, storage[key] ?? null);
    const wrong = [...this.drafts].filter(([key, { possible }]) => !possible.some(isThere(key)));
    return wrong.map(([key, { possible }]) => fault(key, possible, storage[key]));
  }

  close() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
}

function fault(name, possible, found) {
  const kind = found === undefined ? "lost" : "not as it was left";
  return `${kind}: ${name}\n  must be one of ${JSON.stringify(possible)}\n  is ${JSON.stringify(found)}`;
}

/** Fields of a report that a store must have, whatever else it has. */
const CERTAIN = ["id", "revision", "record", "objection", "heard_at", "words", "withdrawn"];

function isStored(report, row) {
  if (!report || !row) return !report && !row;
  const columns = Object.keys(report).filter((field) => field in row);
  return CERTAIN.every((field) => columns.includes(field)) && columns.every((field) => isSame(field, report[field], row[field]));
}

function isSame(field, said, stored) {
  if (field === "withdrawn") return said === Boolean(stored);
  if (field === "heard_at") return Date.parse(said) === stored;
  return said === stored;
}
