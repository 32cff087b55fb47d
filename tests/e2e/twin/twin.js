// The panel's content by hand, in plain JavaScript, as quickly as that can reasonably be written: the measure for the bench.
// It draws what the panel draws of a deal that was answered in time; the bench compares the two texts.
import { counted, day, loadTexts, moment, money, percent, span, text } from "./words.js";

const now = () => performance.timeOrigin + performance.now();

function h(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const key in attributes) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), attributes[key]);
    else element.setAttribute(key, attributes[key]);
  }
  element.append(...children.flat().filter((child) => child !== null));
  return element;
}

const nothing = () => {};

function header({ record, freshness }) {
  const facts = [text(`kind_${record.kind}`), record.company, record.stage?.name, record.amount && money(record.amount, false), record.owner?.name];
  return h("header", {},
    h("div", { class: "bar" },
      h("span", { class: "mark", "aria-hidden": "true" }),
      h("h1", {}, record.title),
      h("button", { class: "quiet", title: text("settings"), "aria-label": text("settings"), onclick: nothing }, "⚙"),
      h("button", { class: "quiet", title: text("collapse_panel"), "aria-label": text("collapse_panel"), onclick: nothing }, "⇥")),
    h("p", { class: "facts" }, facts.filter(Boolean).join(" · ")),
    h("p", { class: "freshness", title: moment(freshness.read_at) }, text("read", text("just_now"))));
}

function card(name, title, ...children) {
  return h("section", { class: "card", "data-part": name, "aria-labelledby": `${name}-title` }, h("h2", { id: `${name}-title` }, text(title)), ...children);
}

function objections(view) {
  const chip = ({ id, name }) => h("button", { class: "chip", "data-part": "chip", "data-objection": id, onclick: nothing }, name);
  return card("objections", "objections_title",
    h("div", { class: "chips", role: "group", "aria-label": text("objections_heard") }, view.objections.map(chip)),
    h("ul", { class: "reports", "data-part": "reports" }));
}

function why(reason, view) {
  const [kind] = Object.keys(reason);
  const name = (id) => view.objections.find((objection) => objection.id === id)?.name ?? id;
  const said = { reported: "why_reported", usual_at_stage: "why_usual", competitor: "why_competitor", stage: "why_stage" };
  return text(said[kind], reason[kind].name ?? name(reason[kind].objection));
}

function content(view) {
  const piece = ({ content, reasons }) => h("li", { class: "piece", "data-part": "piece", "data-content": content.id },
    h("a", { href: content.url, target: "_blank", rel: "noopener noreferrer", onclick: nothing }, content.title),
    h("button", { class: "small", onclick: nothing }, text("copy_link")),
    h("p", { class: "why" }, `${text(`content_${content.kind}`)}: ${reasons.map((reason) => why(reason, view)).join(", ")}`),
    h("input", { hidden: "", readonly: "", "aria-label": text("copy_by_hand"), value: content.url }));
  return card("content", "content_title", h("ul", { class: "pieces" }, view.content.map(piece)));
}

const milestones = { first_touch: "milestone_first_touch", lead_creation: "milestone_lead_creation", opportunity_creation: "milestone_opportunity_creation" };

function reason({ milestone, rest }) {
  return milestone ? `${text(milestones[milestone.milestone])} ${percent(milestone.weight * 10)}` : text("reason_rest", percent(rest.weight * 10), String(rest.touches));
}

function credit(part) {
  const share = percent(part.basis_points);
  return h("details", { class: "credit" },
    h("summary", { "aria-label": text("why_credit", share) },
      h("span", { class: "meter", "aria-hidden": "true" }, h("span", { style: `width:${Math.floor(part.basis_points / 100)}%` })), share),
    h("p", { class: "why" }, part.reasons.map(reason).join(" + "), part.amount ? ` = ${money(part.amount, true)}` : null));
}

function heading(touch) {
  const channel = text(`channel_${touch.channel}`);
  const detail = [touch.source, touch.campaign].filter(Boolean).join(" · ") || touch.summary;
  return !detail || detail === channel ? channel : `${channel}: ${detail}`;
}

function touchRow({ touch, credit: part }) {
  const actor = text(`actor_${touch.actor}`);
  return h("li", { class: "touch", "data-actor": touch.actor, "data-part": "touch", "data-touch": touch.id },
    h("span", { class: "actor", title: actor, "aria-label": actor }, actor[0]),
    h("span", { class: "what" },
      h("span", { class: "head" }, heading(touch)),
      h("span", { class: "when" }, day(touch.at)),
      touch.contact ? h("span", { class: "contact" }, touch.contact) : null),
    part ? credit(part) : h("span", { class: "credit", title: text("after_close") }, "–"));
}

function touches(all) {
  const folded = Math.max(0, all.length - 8);
  const list = (some) => h("ol", { class: "touches" }, some.map(touchRow));
  if (!folded) return [list(all)];
  const middle = h("details", { class: "more" }, h("summary", {}, counted("show_touches", folded)), list(all.slice(3, 3 + folded)));
  return [list(all.slice(0, 3)), middle, list(all.slice(3 + folded))];
}

function source({ source }) {
  const origin = (touch) => text("source_on", [touch.source, touch.medium, touch.campaign].filter(Boolean).join(" · "), day(touch.at));
  const credits = source.touches.map((view) => view.credit).filter(Boolean);
  const total = (values) => values.reduce((a, b) => a + b, 0);
  const amount = { ...source.amount, minor: total(credits.map((part) => part.amount.minor)) };
  return card("source", "source_title",
    h("dl", { class: "origins" },
      h("dt", {}, text("source_original")), h("dd", {}, origin(source.original)),
      h("dt", {}, text("source_latest")), h("dd", {}, origin(source.latest))),
    h("h3", {}, counted("touches", source.touches.length)),
    ...touches(source.touches),
    h("p", { class: "sum", "data-part": "credit-sum" }, text("credit_sum_amount", percent(total(credits.map((part) => part.basis_points))), money(amount, true))),
    h("p", { class: "why" }, text("model_line", text(`model_${source.model}`), modelWeights())));
}

function modelWeights() {
  const parts = [...Object.values(milestones).map((name) => [name, 3000]), ["model_rest", 1000]];
  return parts.map(([name, points]) => `${text(name)} ${percent(points)}`).join(", ");
}

function sla({ hand_offs: [{ owner, clock }] }) {
  const { promise, response } = clock;
  const seconds = (Date.parse(response.at) - Date.parse(clock.started_at)) / 1000;
  const used = Math.min(100, Math.round((seconds / promise.within_seconds) * 100));
  const answered = text(`sla_answered_${response.kind}`, response.by, moment(response.at), moment(clock.due_at));
  return card("sla", "sla_title",
    h("div", { class: "clock", "data-part": "clock", "data-clock": "met" },
      h("span", { class: "shape", "aria-hidden": "true" }, "✓"),
      h("span", { class: "time", role: "timer", "aria-live": "off" }, span(seconds)),
      h("span", { class: "state", "aria-live": "polite" }, text("sla_met")),
      h("span", { class: "meter", role: "img", "aria-label": text("sla_used", String(used)) }, h("span", { style: `width:${used}%` }))),
    h("p", { class: "why" }, text("sla_promise", promise.name, span(promise.within_seconds), promise.hours)),
    h("p", { class: "why" }, `${text("sla_handed_off", moment(clock.started_at), owner.name)} ${answered}`));
}

function draw(view) {
  const edge = h("div", { class: "edge", role: "separator", tabindex: "0", "aria-orientation": "vertical", "aria-label": text("resize_panel") });
  const cards = h("div", { class: "cards" }, objections(view), content(view), source(view), sla(view));
  const main = h("main", { class: "panel" }, edge, header(view), cards);
  document.querySelector("main").replaceWith(main);
}

/** Fetches a record and draws it; milliseconds from the end of the answer to the end of layout. */
window.show = async (name) => {
  document.querySelector("main")?.remove();
  document.body.append(h("main", { class: "panel" }));
  document.body.offsetHeight;
  performance.clearResourceTimings();
  const answer = await (await fetch(`${name}.json`, { cache: "no-store" })).text();
  draw(JSON.parse(answer));
  document.body.offsetHeight;
  const drawn = now();
  const [{ responseEnd }] = performance.getEntriesByType("resource").filter((entry) => entry.name.endsWith(`/${name}.json`));
  return drawn - performance.timeOrigin - responseEnd;
};

await loadTexts();
window.ready = true;
