// The extension's own words, and amounts, days and spans as it writes them; formats are made once.
let messages = {};

export async function loadTexts() {
  messages = await (await fetch("messages.json")).json();
}

export function text(key, ...parts) {
  return messages[key].message.replace(/\$(\d)/g, (_, index) => parts[index - 1]);
}

export const counted = (key, count) => text(`${key}_${count === 1 ? "one" : "many"}`, String(count));

const percents = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 2 });
const days = new Intl.DateTimeFormat("en-US", { day: "numeric", month: "short", year: "numeric" });
const MOMENT = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
const moments = new Intl.DateTimeFormat("en-US", MOMENT);
const elsewhere = new Map();
const exact = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const rounded = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumFractionDigits: 0 });

export const percent = (points) => percents.format(points / 10_000);
export const day = (at) => days.format(new Date(at));
export const moment = (at) => moments.format(new Date(at));
export function momentIn(at, timeZone) {
  if (!elsewhere.has(timeZone)) elsewhere.set(timeZone, new Intl.DateTimeFormat("en-US", { ...MOMENT, timeZone }));
  return elsewhere.get(timeZone).format(new Date(at));
}
export const money = ({ minor }, isExact) => (isExact ? exact : rounded).format(minor / 100);

export function span(seconds) {
  const minutes = Math.floor(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return text("span_minutes", String(rest));
  return rest === 0 ? text("span_hours", String(hours)) : text("span_hours_minutes", String(hours), String(rest));
}
