// What the field has said so far, so that whoever opens the demo's review page finds something to work through. Handed in over
// the hub's API by the people that the CRM has; a second time changes nothing.
import { readFile } from "node:fs/promises";

const DAY = 86_400_000;

/** `codes` are enrolment codes by name; that of the marketer is under `marketer`. `keyOf` knows records by their names in `file`. */
export async function seedField(hub, file, codes, keyOf) {
  const ask = async (method, path, token, body) => {
    const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(`${hub}${path}`, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok && answer.status !== 409) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const tokens = {};
  for (const name in codes) tokens[name] = (await ask("POST", "/v1/enrolments", null, { code: codes[name] })).token;
  for (const { by, answer, acknowledge, ...said } of JSON.parse(await readFile(file, "utf8"))) {
    await ask("POST", "/v1/reports", tokens[by], report(said, keyOf));
    const action = answer ? { action: "answer", ...answer } : acknowledge && { action: "acknowledge" };
    // In conflict with what was done in an earlier demo: that stays.
    if (action) await ask("POST", `/v1/reports/${said.id}/handling`, tokens.marketer, { ...action, seen_at: null });
  }
}

function report({ id, record, objection, days, words, severity = null, competitor = null }, keyOf) {
  const heard_at = new Date(Date.now() - days * DAY).toISOString();
  return { id, revision: 1, record: keyOf(record), objection, heard_at, words, severity, competitor, withdrawn: false };
}
