// The demo beside the simulated HubSpot, which says in its first line where it listens.
import { HubSpot, TYPES } from "../lib/hubspot.mjs";

const DEAL = "Lumen: rollout";

export async function meet() {
  const hubspot = HubSpot.at(process.env.PLUMBLINE_SIMULATOR);
  const deals = await hubspot.idsBy("deals", "dealname");
  const contacts = await hubspot.idsBy("contacts", "firstname");
  const keyOf = (kind, id) => `hubspot/${TYPES[kind]}/${id}`;
  const screen = (kind, id) => [hubspot.url(kind, id), keyOf(kind, id)];
  return {
    flags: hubspot.flags,
    words: "Stellwerk is a third cheaper in the first year.",
    screens: {
      opportunity: screen("deals", deals[DEAL]),
      "contact-due-soon": screen("contacts", contacts.Lotte),
      "contact-overdue": screen("contacts", contacts.Noor),
      contact: screen("contacts", contacts.Jana),
    },
    keyOf: (record) => keyOf("deals", deals[record]),
    signIn: () => {},
    drawn: (page) => page.waitForSelector("article.record h1"),
  };
}
