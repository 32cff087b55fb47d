// The panel's content by hand, in plain JavaScript, as quickly as that can reasonably be written: the measure for the bench.
// It draws what the panel draws of a deal whose clocks have stopped; the bench compares the two texts.
import { counted, day, loadTexts, moment, momentIn, money, percent, span, text } from "./words.js";

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

const seconds = (from, to) => (Date.parse(to) - Date.parse(from)) / 1000;

/** Open seconds between two moments. */
function between({ open }, from, to) {
  const [first, last] = [from, to].map((at) => Date.parse(at));
  return open.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(last, Date.parse(end)) - Math.max(first, Date.parse(start))), 0) / 1000;
}

/** A clock that has stopped: how it stands, and what is told of it last. */
function stopped(clock) {
  const { stop: { response, update, cancelled }, due_at: due, started_at: start, promise } = clock;
  if (cancelled) return { name: "cancelled", shape: "✕", told: text(`sla_cancelled_${cancelled.by}`, moment(cancelled.at)) };
  const { at, by, kind, status } = response ?? update;
  const told = response ? text(`sla_answered_${kind}`, by, moment(at), moment(due)) : text("sla_updated", by, status, moment(at), moment(due));
  const [used, late] = [between(clock, start, at), between(clock, due, at)];
  const isLate = seconds(due, at) > 0;
  return { name: isLate ? "met-late" : "met", shape: isLate ? "△" : "✓", time: isLate ? late : used, used: isLate ? promise.within_seconds + late : used, told };
}

function clockParts({ name, shape, time }) {
  return [
    h("span", { class: "shape", "aria-hidden": "true" }, shape),
    time === undefined ? null : h("span", { class: "time", role: "timer", "aria-live": "off" }, span(time)),
    h("span", { class: "state", "aria-live": "polite" }, text(`sla_${name.replaceAll("-", "_")}`))];
}

function clockLine(element, name, clock) {
  const state = stopped(clock);
  return h(element, { class: "clock-line" }, h("span", { class: "of" }, name), h("span", { class: "tone", "data-clock": state.name }, clockParts(state)));
}

function large(clock) {
  const [state, { name, within_seconds: within }] = [stopped(clock), clock.promise];
  const used = Math.min(100, Math.floor((between(clock, clock.started_at, Object.values(clock.stop)[0].at) * 100) / within));
  return h("div", { class: "clock", "data-part": "clock", "data-clock": state.name },
    h("span", { class: "of" }, text("sla_within", name, span(within))),
    clockParts(state),
    h("span", { class: "meter", role: "img", "aria-label": text("sla_used_percent", String(used)) }, h("span", { style: `width:${used}%` })));
}

function decision({ acceptance }, reasons) {
  const button = (part) => h("button", { type: "button", "data-part": part, onclick: nothing }, text(part));
  if (acceptance === "open") return h("p", { class: "chips" }, button("accept"), reasons.length ? button("reject_open") : null);
  const [[name, { at, by, reason, words }]] = Object.entries(acceptance);
  const why = reasons.find(({ code }) => code === reason)?.name ?? reason;
  const said = name === "accepted" ? `✓ ${text("sla_accepted", by, moment(at))}` : `✕ ${text("sla_rejected", by, moment(at), why)}`;
  return h("div", { class: "said", "data-part": "acceptance", "data-acceptance": name },
    h("p", { role: "status" }, said), words ? h("p", { class: "words", dir: "auto" }, words) : null);
}

function theirTime({ due_at: due, promise: { zone } }) {
  const there = momentIn(due, zone);
  return there === moment(due) ? null : text("sla_their_time", there, zone);
}

function marketings({ name, is_met: isMet, because }) {
  const key = isMet ? "criteria_met" : "criteria_not_met";
  return h("p", { class: "why", "data-part": key }, `${isMet ? "✓" : "✕"} ${text(key, name, because.join("; "))}`);
}

function sla({ hand_offs: [handOff, ...others], record, rejection_reasons: reasons }) {
  const { response: first, update: second, owner, title, policy, criteria } = handOff;
  const line = (...facts) => h("p", { class: "why" }, facts.flat().filter(Boolean).join(" "));
  const promised = ({ promise: { name, within_seconds: within, calendar, hours } }) => text("sla_promise", name, span(within), calendar, hours);
  const used = (clock) => (stopped(clock).used === undefined ? null : text("sla_used", span(stopped(clock).used)));
  const begins = seconds(first.started_at, first.opens_at) > 0 ? text("sla_begins", moment(first.opens_at)) : null;
  const origin = [text("sla_handed_off", moment(first.started_at), owner?.name ?? text("nobody")), begins];
  const pauses = first.pauses.filter(({ to }) => to).map(({ from, to, status }) => text("sla_paused_from_to", moment(from), moment(to), status));
  const isBeside = second && !(first.stop.cancelled && second.stop.cancelled);
  const shown = h("div", {},
    handOff.record === record.key ? null : h("p", { class: "of" }, title),
    large(first),
    line(origin, stopped(first).told),
    isBeside ? clockLine("p", second.promise.name, second) : null,
    criteria ? marketings(criteria) : null,
    h("div", { class: "decision", "data-part": "decision" }, decision(handOff, reasons)),
    h("details", { class: "more", "data-part": "explanation" },
      h("summary", {}, text("sla_why")),
      line(policy.because.length ? text("policy", policy.name, policy.because.join("; ")) : text("policy_standard", policy.name)),
      line(promised(first), origin, pauses, used(first), stopped(first).told),
      isBeside ? line(promised(second), used(second), stopped(second).told) : null,
      line(text("sla_your_time"), theirTime(first))));
  const rest = others.length ? h("ul", { class: "others" }, others.map((other) => clockLine("li", other.title, other.response))) : null;
  return card("sla", "sla_title", h("div", {}, shown, rest));
}

function draw(view) {
  const edge = h("div", { class: "edge", role: "separator", tabindex: "0", "aria-orientation": "vertical", "aria-label": text("resize_panel") });
  const cards = h("div", { class: "cards" }, objections(view), content(view), source(view), sla(view));
  const main = h("main", { class: "panel" }, edge, header(view), cards);
  document.querySelector("main").replaceWith(main);
}

/** Fetches a record and draws it: when layout ended, and the request. */
async function fetched(name) {
  performance.clearResourceTimings();
  const answer = await (await fetch(`${name}.json`, { cache: "no-store" })).text();
  draw(JSON.parse(answer));
  document.body.offsetHeight;
  const drawn = now();
  const [request] = performance.getEntriesByType("resource").filter((entry) => entry.name.endsWith(`/${name}.json`));
  return { drawn, request };
}

/** Draws a record on an empty page; milliseconds from the end of the answer to the end of layout. */
window.show = async (name) => {
  document.querySelector("main")?.remove();
  document.body.append(h("main", { class: "panel" }));
  document.body.offsetHeight;
  const { drawn, request } = await fetched(name);
  return drawn - performance.timeOrigin - request.responseEnd;
};

/** Beside a CRM's page, which says over the port when it went to another record: what each took until it was painted. */
window.turns = [];
window.addEventListener("message", ({ ports: [port] }) => {
  port.onmessage = async ({ data: { at, name } }) => {
    const { request } = await fetched(name);
    // The first message after an animation frame comes when that frame has been painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.turns.push({ total: now() - at, hub: request.duration });
      port2.postMessage(null);
    });
  };
});

await loadTexts();
document.body.append(h("main", { class: "panel" }));
window.ready = true;
