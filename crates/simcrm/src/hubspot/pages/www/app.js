// Which page the address means, and moving between pages without loading anything anew.
import { account, actAs, boardAddress, listAddress, owners, TYPES } from "./crm.js";
import { drawBoard, drawList } from "./lists.js";
import { drawRecord } from "./record.js";
import { el, link } from "./draw.js";

const page = document.getElementById("page");
let turn = 0;

/** Draws what the address says. Whoever moves on meanwhile sees nothing of what comes late. */
async function draw() {
  const own = ++turn;
  const [, , , what, type, rest, , layout] = location.pathname.split("/");
  tabs(type);
  const drawn = what === "record" ? drawRecord(type, rest) : layout === "board" ? drawBoard(type) : drawList(type);
  const content = await drawn.catch((error) => el("p", { class: "trouble" }, error.message));
  if (own !== turn) return;
  page.replaceChildren(content);
  document.title = `${content.dataset?.title ?? 'CRM'} | Simulated CRM`;
  page.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** Goes to another page of the CRM. */
export function go(address) {
  history.pushState(null, "", address);
  draw();
}

function tabs(current) {
  const of = (address, text, here) => {
    const tab = link(address, text);
    if (here) tab.setAttribute("aria-current", "page");
    return tab;
  };
  const types = Object.entries(TYPES).map(([type, { many }]) => of(listAddress(type), many, type === current && !location.pathname.endsWith("/board")));
  document.getElementById("tabs").replaceChildren(...types, of(boardAddress("0-3"), "Deal board", location.pathname.endsWith("/board")));
}

async function acting() {
  const select = document.getElementById("acting");
  const people = await owners();
  select.append(...people.map(({ userId, firstName, lastName, teams }) => el("option", { value: userId }, `${firstName} ${lastName} (${teams[0].name})`)));
  select.value = localStorage.getItem("acting") ?? String(people[0].userId);
  actAs(select.value);
  select.addEventListener("change", () => {
    localStorage.setItem("acting", select.value);
    actAs(select.value);
  });
}

document.addEventListener("click", (event) => {
  const found = event.target.closest?.("a[data-link]");
  const plainClick = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  if (!found || !plainClick) return;
  event.preventDefault();
  go(found.getAttribute("href") === "/" ? listAddress("0-1") : found.getAttribute("href"));
});
addEventListener("popstate", draw);
addEventListener("crm:go", ({ detail }) => go(detail));
account();
await acting();
await draw();
