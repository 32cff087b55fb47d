// Reports handed in over the hub's API, as the extension hands them in.
import { randomUUID } from "node:crypto";
import { leadKey, seeded } from "./odoo.mjs";

const MINUTE = 60_000;

/** One report by a person; its number. `ago` is in minutes. */
export async function say(person, { ago = 0, deal = seeded.deal_many_touches, objection = "price", words = null, ...more } = {}) {
  const id = randomUUID();
  const heard_at = new Date(Date.now() - ago * MINUTE).toISOString();
  const rest = { severity: null, competitor: null, segment: null, withdrawn: false, ...more };
  const answer = await person.ask("POST", "/v1/reports", { id, revision: 1, record: leadKey(deal), objection, heard_at, words, ...rest });
  if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
  return id;
}

/** The same for a list, the first one the latest. */
export async function sayAll(person, reports) {
  const ids = [];
  for (const [ago, report] of reports.entries()) ids.push(await say(person, { ago, ...report }));
  return ids;
}
