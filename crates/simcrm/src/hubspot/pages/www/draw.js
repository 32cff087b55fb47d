// Making elements. All text goes in as text: nothing that people typed is ever read as HTML.

/** An element. Names that begin with `on` are listeners; `class` and other names are attributes. */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A link to another page of the CRM. */
export const link = (href, ...children) => el("a", { href, "data-link": true }, ...children);

/** What a rich text says. It is parsed where no script runs and nothing is loaded. */
export const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent ?? "";

/** The letters that stand for a name. */
export const initials = (name) => name.split(/\s+/).slice(0, 2).map((word) => word[0] ?? "").join("").toUpperCase() || "?";

const DAY = new Intl.DateTimeFormat("en", { dateStyle: "medium" });
const MOMENT = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

/** A day, as people read it. */
export const day = (text) => (text ? DAY.format(new Date(text)) : "");

/** A moment, as people read it. */
export const moment = (text) => (text ? MOMENT.format(new Date(text)) : "");

/** An amount, as people read it. */
export function money(amount, currency) {
  if (amount === null || amount === undefined || amount === "") return "No amount";
  return new Intl.NumberFormat("en", { style: "currency", currency: currency || "EUR", maximumFractionDigits: 0 }).format(Number(amount));
}

/** Says something for a moment. */
export function say(text) {
  const place = document.getElementById("said");
  place.textContent = text;
  place.classList.add("shown");
  place.addEventListener("animationend", () => place.classList.remove("shown"), { once: true });
}
