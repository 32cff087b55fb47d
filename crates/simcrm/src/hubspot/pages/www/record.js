// One record: what it is on the left, what happened in the middle, what belongs to it on the right.
import { change, definitions, listAddress, many, nameOf, owners, pipelines, read, recordAddress, TYPES } from "./crm.js";
import { el, initials, link, money, say } from "./draw.js";
import { neighbours, reader } from "./lists.js";
import { drawTimeline } from "./timeline.js";

export async function drawRecord(type, id) {
  const shape = TYPES[type];
  if (!shape) throw new Error("There are no such records");
  const record = await read(type, id);
  const [about, timeline, ends] = await Promise.all([drawAbout(type, record), drawTimeline(type, record), drawEnds(type, record)]);
  return el("article", { class: "record", "data-title": nameOf(type, record) },
    el("aside", { class: "left", "aria-label": "About" }, heading(type, record), about),
    el("section", { class: "middle", "aria-label": "Activity" }, timeline),
    el("aside", { class: "right", "aria-label": "Associations" }, ends));
}

function heading(type, record) {
  const shape = TYPES[type];
  const name = nameOf(type, record);
  const { properties } = record;
  const under = type === "0-3" ? money(properties.amount, properties.deal_currency_code) : shape.under.map((part) => properties[part]).filter(Boolean).join(", ");
  const [before, after] = neighbours(type, record.id);
  const step = (to, text) => (to ? link(recordAddress(type, to), text) : el("span", { class: "off" }, text));
  return el("div", { class: "card who" },
    el("nav", { class: "steps", "aria-label": "Records" }, link(listAddress(type), shape.many), step(before, "Previous"), step(after, "Next")),
    el("div", { class: "avatar", "aria-hidden": "true" }, initials(name)),
    el("h1", {}, name), el("p", {}, under));
}

async function drawAbout(type, record) {
  const [known, read] = await Promise.all([definitions(type), reader(type)]);
  const fields = await Promise.all(TYPES[type].about.filter((name) => known.has(name)).map((name) => field(type, record, known.get(name), read)));
  return el("div", { class: "card" }, el("h2", {}, `About this ${TYPES[type].one.toLowerCase()}`), ...fields);
}

/** A property with its value, which can be changed where HubSpot lets people do so. */
async function field(type, record, definition, read) {
  const { name, label } = definition;
  const value = record.properties[name] ?? "";
  if (definition.modificationMetadata.readOnlyValue || definition.name === "hs_analytics_source") {
    return el("div", { class: "field" }, el("span", { class: "label" }, label), el("span", { class: "value" }, read(name, value, record.properties) || "None"));
  }
  const save = async ({ target }) => {
    try {
      const { properties } = await change(type, record.id, { [name]: target.value });
      Object.assign(record.properties, properties);
      say(`${label} saved`);
    } catch (error) {
      say(error.message);
      target.value = record.properties[name] ?? "";
    }
  };
  const choices = await choicesOf(type, record, definition);
  const input = choices ? chooser(choices, value) : el("input", { value: definition.type === "datetime" ? value.slice(0, 10) : value, type: definition.type === "datetime" ? "date" : "text" });
  input.setAttribute("name", name);
  input.addEventListener("change", save);
  return el("label", { class: "field" }, el("span", { class: "label" }, label), input);
}

async function choicesOf(type, record, { name, options }) {
  if (name === "hubspot_owner_id") return (await owners()).map(({ id, firstName, lastName }) => [id, `${firstName} ${lastName}`]);
  const pipeline = { dealstage: "pipeline", hs_pipeline_stage: "hs_pipeline" }[name];
  if (pipeline) {
    const all = await pipelines(type);
    const own = all.find(({ id }) => id === record.properties[pipeline]) ?? all.find(({ stages }) => stages.some(({ id }) => id === record.properties[name]));
    return (own ?? all[0]).stages.map(({ id, label }) => [id, label]);
  }
  if (name === "pipeline") return (await pipelines(type)).map(({ id, label }) => [id, label]);
  return options.length > 0 ? options.map(({ value, label }) => [value, label]) : null;
}

function chooser(choices, value) {
  const select = el("select", {}, el("option", { value: "" }, "None"), ...choices.map(([id, label]) => el("option", { value: id }, label)));
  select.value = value;
  return select;
}

async function drawEnds(type, record) {
  const cards = TYPES[type].ends.map(async (to) => {
    const results = Object.entries(record.associations ?? {}).find(([name]) => name === TYPES[to].many.toLowerCase())?.[1].results ?? [];
    const ids = [...new Set(results.map(({ id }) => id))];
    const found = await many(to, ids);
    const items = found.map((one) => el("li", {}, link(recordAddress(to, one.id), nameOf(to, one)), el("span", {}, detail(to, one))));
    return el("div", { class: "card" }, el("h2", {}, TYPES[to].many, el("span", { class: "count" }, String(ids.length))), items.length ? el("ul", {}, ...items) : el("p", { class: "none" }, "None yet"));
  });
  return el("div", {}, ...(await Promise.all(cards)));
}

const detail = (type, { properties }) => (type === "0-3" ? money(properties.amount, properties.deal_currency_code) : properties[TYPES[type].under[0]] ?? "");
