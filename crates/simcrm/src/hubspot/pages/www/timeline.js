// What happened to a record, newest first, and logging what has just happened.
import { ENGAGEMENTS, log, many, now } from "./crm.js";
import { el, moment, plain, say } from "./draw.js";
import { reader } from "./lists.js";

export async function drawTimeline(type, record) {
  const list = el("ol", { class: "timeline" });
  const show = async (extra = []) => {
    const known = await Promise.all(Object.keys(ENGAGEMENTS).map((kind) => of(kind, record)));
    const events = [...known.flat(), ...extra].sort((one, other) => other.at.localeCompare(one.at));
    const people = await reader(type);
    list.replaceChildren(...events.map((event) => entry(event, people)));
    if (events.length === 0) list.append(el("li", { class: "none" }, "Nothing has happened yet"));
  };
  await show();
  const logged = [];
  const add = async (kind, properties) => {
    const at = await now();
    const made = await log(kind, { ...properties, hs_timestamp: at }, type, record.id);
    logged.push(event(kind, made));
    await show(logged);
    say(`${ENGAGEMENTS[kind].word} logged`);
  };
  return el("div", {}, composer(add), list);
}

async function of(kind, record) {
  const results = record.associations?.[kind]?.results ?? [];
  const { title, body } = ENGAGEMENTS[kind];
  const properties = ["hs_timestamp", "hubspot_owner_id", "hs_call_disposition", body, ...(title ? [title] : [])];
  const found = await many(kind, [...new Set(results.map(({ id }) => id))], properties);
  return found.map((one) => event(kind, one));
}

const event = (kind, { properties }) => ({ kind, at: properties.hs_timestamp ?? properties.hs_createdate, properties });

function entry({ kind, at, properties }, people) {
  const { word, title, body } = ENGAGEMENTS[kind];
  const owner = properties.hubspot_owner_id ? people("hubspot_owner_id", properties.hubspot_owner_id) : "";
  const heading = [word, title && properties[title] !== word ? properties[title] : null].filter(Boolean).join(": ");
  return el("li", { class: `card ${kind}` },
    el("div", { class: "when" }, el("strong", {}, heading), el("time", { datetime: at }, moment(at))),
    el("p", {}, plain(properties[body] ?? "")),
    owner && el("p", { class: "by" }, owner));
}

/** Logs a call or a note in the name of whoever acts. */
function composer(add) {
  const text = el("textarea", { rows: 2, placeholder: "What was said?", "aria-label": "What was said?" });
  const send = (kind, properties) => async () => {
    if (!text.value.trim()) return text.focus();
    try {
      await add(kind, properties(text.value.trim()));
      text.value = "";
    } catch (error) {
      say(error.message);
    }
  };
  const call = (body) => ({ hs_call_title: "Call", hs_call_body: body, hs_call_direction: "OUTBOUND", hs_call_disposition: "CONNECTED", hs_call_status: "COMPLETED" });
  return el("div", { class: "card composer" }, text,
    el("div", { class: "actions" },
      el("button", { type: "button", onclick: send("calls", call) }, "Log a call"),
      el("button", { type: "button", class: "quiet", onclick: send("notes", (body) => ({ hs_note_body: body })) }, "Add a note")));
}
