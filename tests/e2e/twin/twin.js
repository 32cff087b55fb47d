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
    h("form", { class: "hear", "data-part": "hear", onsubmit: nothing },
      h("input", { dir: "auto", "data-part": "heard", "aria-labelledby": "objections-title", placeholder: text("hear_hint"), oninput: nothing }),
      h("div", { class: "chips", role: "status", "aria-live": "polite" })),
    h("div", { class: "chips", role: "group", "aria-label": text("objections_heard") }, view.objections.map(chip)),
    h("ul", { class: "reports", "data-part": "reports" }));
}

function why(reason, view) {
  const [kind] = Object.keys(reason);
  const name = (id) => view.objections.find((objection) => objection.id === id)?.name ?? id;
  const said = { reported: "why_reported", usual_at_stage: "why_usual", competitor: "why_competitor", stage: "why_stage", segment: "why_segment" };
  const { deals, on, since } = reason[kind];
  const today = Math.floor(Date.parse(view.as_of) / 86_400_000);
  if (deals) return counted("why_won", deals);
  if (since) return `⚠ ${text("why_stale", day(`${since}T12:00:00Z`))}`;
  if (on) return today > Date.parse(on) / 86_400_000 ? counted("why_verified", today - Date.parse(on) / 86_400_000) : text("why_verified_today");
  return text(said[kind], reason[kind].name ?? name(reason[kind].objection));
}

function content(view) {
  const piece = ({ content, reasons }) => h("li", { class: "piece", "data-part": "piece", "data-content": content.id },
    h("a", { href: content.url, target: "_blank", rel: "noopener noreferrer", onclick: nothing }, content.title),
    h("span", { class: "copies" },
      content.url ? h("button", { class: "small", onclick: nothing }, text("copy_link")) : null,
      content.snippet ? h("button", { class: "small", onclick: nothing }, text("copy_snippet")) : null),
    h("p", { class: "why" }, `${text(`content_${content.kind}`)}: ${reasons.map((reason) => why(reason, view)).join(", ")}`),
    h("input", { hidden: "", readonly: "", "aria-label": text("copy_by_hand"), value: "" }));
  return card("content", "content_title", h("ul", { class: "pieces" }, view.content.map(piece)));
}

const milestones = { first_touch: "model_first_touch", lead_creation: "milestone_lead_creation", opportunity_creation: "milestone_opportunity_creation" };

function reason({ milestone, rest, scaled }) {
  if (scaled) return text("model_scaled", percent(scaled.of * 10));
  return milestone ? `${text(milestones[milestone.milestone])} ${percent(milestone.weight * 10)}` : text("reason_rest", percent(rest.weight * 10), counted("touches", rest.touches));
}

function reasons(all) {
  const [parts, scales] = [all.filter(({ scaled }) => !scaled), all.filter(({ scaled }) => scaled)];
  return [parts.map(reason).join(" + "), ...scales.map(reason)].join("; ");
}

function credit(part) {
  const share = percent(part.basis_points);
  return h("details", { class: "credit" },
    h("summary", { "aria-label": text("why_credit", share) },
      h("span", { class: "meter", "aria-hidden": "true" }, h("span", { style: `width:${Math.floor(part.basis_points / 100)}%` })), share),
    h("p", { class: "why" }, `${reasons(part.reasons)}${part.amount ? ` = ${money(part.amount, true)}` : ""}`));
}

function heading(touch) {
  const channel = text(`channel_${touch.channel}`);
  const detail = [touch.source, touch.campaign].filter(Boolean).join(" · ") || touch.summary;
  return !detail || detail === channel ? channel : `${channel}: ${detail}`;
}

function badge(actor) {
  const name = text(`actor_${actor}`);
  return h("span", { class: "actor", role: "img", title: name, "aria-label": name }, name[0]);
}

function touchRow({ touch, credit: part }) {
  return h("li", { class: "touch", "data-actor": touch.actor, "data-part": "touch", "data-touch": touch.id },
    badge(touch.actor),
    h("span", { class: "what" },
      h("span", { class: "head" }, heading(touch)),
      h("span", { class: "when" }, day(touch.at)),
      touch.contact ? h("span", { class: "contact" }, touch.contact) : null),
    part ? credit(part) : h("span", { class: "credit", title: text("after_close") }, "–"));
}

function touches(all) {
  const elsewhere = Math.max(0, all.length - 8);
  const more = elsewhere ? [h("li", { class: "why" }, counted("more_touches", elsewhere))] : [];
  const rows = elsewhere ? [...all.slice(0, 3).map(touchRow), ...more, ...all.slice(3 + elsewhere).map(touchRow)] : all.map(touchRow);
  return h("details", { class: "more" }, h("summary", { class: "" }, counted("touches", all.length)), h("ol", { class: "touches" }, rows));
}

const LANES = { marketing: 10, sales: 30, buyer: 50 };

function svg(name, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  element.append(...children);
  return element;
}

function timeline({ touches, journey }) {
  const reached = [["LC", journey.lead_created_at], ["OC", journey.deal_created_at], ["CW", journey.won_at]].filter(([, at]) => at);
  const moments = [...touches.map(({ touch }) => touch.at), ...reached.map(([, at]) => at)].map((at) => Date.parse(at));
  const [from, to] = [Math.min(...moments), Math.max(...moments)];
  const place = (at) => (from === to ? 500 : Math.trunc((Math.trunc((Date.parse(at) - from) / 1000) * 1000) / Math.trunc((to - from) / 1000)));
  const marks = [];
  for (const [name, at] of reached) {
    const mark = marks.find((mark) => Math.abs(place(at) - mark.place) < 70);
    if (mark) mark.names += ` ${name}`;
    else marks.push({ place: place(at), names: name });
  }
  const dots = (lane) => touches.filter(({ touch }) => touch.actor === lane).map(({ touch }) => `M${place(touch.at)} ${LANES[lane]}h0`).join("");
  return h("div", { class: "timeline", role: "img", "aria-label": counted("touches", touches.length) },
    Object.keys(LANES).map((lane) => h("span", { class: "lane" }, text(`actor_${lane}`))),
    svg("svg", { viewBox: "0 0 1000 60", preserveAspectRatio: "none" },
      svg("path", { class: "milestone", d: marks.map((mark) => `M${mark.place} 0v60`).join("") }),
      ...Object.keys(LANES).map((lane) => svg("path", { class: lane, d: dots(lane) }))),
    marks.map((mark) => h("span", { class: "milestone" }, h("span", { style: `--at:${Math.trunc(mark.place / 10)}%` }, mark.names))),
    h("span", { class: "days" }, `${day(from)} – ${day(to)}`));
}

function claimed({ claim }) {
  const state = claim.marketing.length ? (claim.sales.length ? "both" : "marketing") : claim.sales.length ? "sales" : "neither";
  const shape = state === "both" || state === "neither" ? "▲" : "✓";
  const lines = [h("p", { class: "verdict" }, `${shape} ${text(`claim_${state}`)}`)];
  if (shape === "▲") {
    for (const team of ["marketing", "sales"].filter((team) => claim[team].length)) lines.push(h("p", { class: "why" }, `${text(`actor_${team}`)}: ${claim[team].map(fact).join("; ")}`));
  }
  const [rule, whose] = [{ first_touch: "model_first_touch" }[claim.by], claim.team ? text(`actor_${claim.team}`) : text("claim_nobody")];
  if (claim.team !== state) lines.push(h("p", { class: "why" }, text("claim_rule", text(rule), whose)));
  return h("div", { class: "claim", "data-part": "claim", "data-claim": state }, lines);
}

function fact({ kind, at, channel, words, by }) {
  if (kind === "source") return text("claim_source", words.join(" · "));
  if (kind === "created_by") return text("claim_created_by", by, day(at));
  const name = text(`channel_${channel}`);
  return text("source_on", words ? `${name} “${words}”` : name, day(at));
}

function channels(touches) {
  const sums = [];
  for (const { touch, credit: part } of touches.filter(({ credit: part }) => part?.basis_points)) {
    let place = sums.findIndex((sum) => sum.channel === touch.channel);
    if (place < 0) place = sums.push({ channel: touch.channel, points: 0, amount: { ...part.amount, minor: 0 } }) - 1;
    sums[place].points += part.basis_points;
    sums[place].amount.minor += part.amount.minor;
    for (; place > 0 && sums[place - 1].points < sums[place].points; place--) [sums[place - 1], sums[place]] = [sums[place], sums[place - 1]];
  }
  const row = ({ channel, points, amount }) => h("li", {},
    h("span", { class: "" }, text(`channel_${channel}`)),
    h("span", { class: "part" }, `${percent(points)} = ${money(amount, true)}`),
    h("span", { class: "meter", "aria-hidden": "true" }, h("span", { style: `width:${Math.floor(points / 100)}%` })));
  return h("ul", { class: "channels", "data-part": "channels" }, sums.map(row));
}

function source({ source, record }) {
  const origin = (touch) => text("source_on", [touch.source, touch.medium, touch.campaign].filter(Boolean).join(" · "), day(touch.at));
  const credits = source.touches.map((view) => view.credit).filter(Boolean);
  const total = (values) => values.reduce((a, b) => a + b, 0);
  const amount = { ...source.amount, minor: total(credits.map((part) => part.amount.minor)) };
  return card("source", "source_title",
    claimed(source),
    h("dl", { class: "origins" },
      h("dt", { class: "" }, text("source_original")), h("dd", { class: "" }, origin(source.original)),
      h("dt", { class: "" }, text("source_latest")), h("dd", { class: "" }, origin(source.latest))),
    timeline(source),
    channels(source.touches),
    h("p", { class: "sum", "data-part": "credit-sum" }, text("credit_sum_amount", percent(total(credits.map((part) => part.basis_points))), money(amount, true))),
    h("p", { class: "why" }, text("model_line", text(`model_${source.model}`), modelWeights())),
    touches(source.touches),
    h("a", { class: "whole", href: `attribution.html#${record.key}`, target: "_blank", "data-part": "attribution" }, text("attribution_open")));
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
