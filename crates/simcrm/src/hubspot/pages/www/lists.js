// All records of a type, as a table or on a board.
import { boardAddress, definitions, listAddress, nameOf, owners, page, pipelines, recordAddress, TYPES } from "./crm.js";
import { day, el, link, money } from "./draw.js";

/** The order in which records were last listed, for whoever goes on to the next one. */
const order = (type) => `order ${type}`;

/** The records before and after one, as they were last listed. */
export function neighbours(type, id) {
  const ids = JSON.parse(sessionStorage.getItem(order(type)) ?? "[]");
  const at = ids.indexOf(id);
  return at < 0 ? [null, null] : [ids[at - 1] ?? null, ids[at + 1] ?? null];
}

/** What a value says to people: labels for choices, names for owners. */
export async function reader(type) {
  const [known, people, stages] = await Promise.all([definitions(type), owners(), pipelines(type).catch(() => [])]);
  const names = new Map(people.map(({ id, firstName, lastName }) => [id, `${firstName} ${lastName}`]));
  const labels = new Map(stages.flatMap((pipeline) => [[pipeline.id, pipeline.label], ...pipeline.stages.map(({ id, label }) => [id, label])]));
  return (name, value, properties = {}) => {
    const definition = known.get(name);
    if (value === null || value === undefined || value === "") return "";
    if (name === "amount") return money(value, properties.deal_currency_code);
    if (name === "hubspot_owner_id") return names.get(value) ?? `Owner ${value}`;
    if (definition?.type === "datetime") return day(value);
    return labels.get(value) ?? definition?.options.find((option) => option.value === value)?.label ?? value;
  };
}

export async function drawList(type) {
  const shape = TYPES[type];
  if (!shape) throw new Error("There are no such records");
  const [read, known] = await Promise.all([reader(type), definitions(type)]);
  const rows = el("tbody");
  const count = el("span", { class: "count" });
  const more = el("button", { class: "quiet", type: "button" }, "Show more");
  let words = "";
  let listed = [];
  const show = async (after) => {
    const { total, results, paging } = await page(type, words, after);
    listed = after ? [...listed, ...results] : results;
    sessionStorage.setItem(order(type), JSON.stringify(listed.map(({ id }) => id)));
    rows.replaceChildren(...listed.map((record) => row(type, record, read)));
    count.textContent = `${total} ${total === 1 ? shape.one : shape.many}`.toLowerCase();
    more.hidden = !paging;
    more.onclick = () => show(paging.next.after);
  };
  const search = el("input", { type: "search", placeholder: `Search ${shape.many.toLowerCase()}`, "aria-label": "Search", oninput: ({ target }) => {
    words = target.value;
    show();
  } });
  await show();
  const head = [el("th", { scope: "col" }, "Name"), ...shape.columns.map((name) => el("th", { scope: "col" }, known.get(name)?.label ?? name))];
  const board = type === "0-3" ? link(boardAddress(type), "Board") : null;
  return el("section", { class: "list", "data-title": shape.many },
    el("div", { class: "head" }, el("h1", {}, shape.many), count, search, board),
    el("div", { class: "card scrolls" }, el("table", {}, el("thead", {}, el("tr", {}, ...head)), rows)), more);
}

function row(type, record, read) {
  const cells = TYPES[type].columns.map((name) => el("td", {}, read(name, record.properties[name], record.properties)));
  return el("tr", {}, el("td", {}, link(recordAddress(type, record.id), nameOf(type, record))), ...cells);
}

export async function drawBoard(type) {
  const [pipeline] = await pipelines(type);
  const deals = await everything(type);
  sessionStorage.setItem(order(type), JSON.stringify(deals.map(({ id }) => id)));
  const columns = pipeline.stages.map((stage) => {
    const own = deals.filter(({ properties }) => properties.dealstage === stage.id);
    const sum = own.reduce((total, { properties }) => total + Number(properties.amount ?? 0), 0);
    const cards = own.map((deal) => link(recordAddress(type, deal.id), el("strong", {}, nameOf(type, deal)), el("span", {}, money(deal.properties.amount, deal.properties.deal_currency_code))));
    return el("section", { class: "column" }, el("h2", {}, stage.label, el("span", { class: "count" }, String(own.length))), ...cards, el("p", { class: "sum" }, money(sum)));
  });
  return el("section", { class: "list", "data-title": pipeline.label },
    el("div", { class: "head" }, el("h1", {}, pipeline.label), link(listAddress(type), "List")),
    el("div", { class: "board" }, ...columns));
}

/** As many as a board can sensibly show. */
async function everything(type) {
  const first = await page(type, "");
  const second = first.paging ? await page(type, "", first.paging.next.after) : { results: [] };
  return [...first.results, ...second.results];
}
