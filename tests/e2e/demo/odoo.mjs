// The demo beside a real Odoo: its seeded records by the names that the demo has for them.
import { contactUrl, leadKey, leadUrl, partnerKey, seeded } from "../lib/odoo.mjs";

export async function meet() {
  return {
    flags: [],
    words: "Acme Suite is a third cheaper in the first year.",
    screens: {
      opportunity: [leadUrl(seeded.deal_many_touches), leadKey(seeded.deal_many_touches)],
      lead: [leadUrl(seeded.lead_due_soon), leadKey(seeded.lead_due_soon)],
      "lead-overdue": [leadUrl(seeded.lead_overdue), leadKey(seeded.lead_overdue)],
      contact: [contactUrl(seeded.contact_main), partnerKey(seeded.contact_main)],
    },
    keyOf: (record) => leadKey(seeded[record]),
    signIn: (browser) => browser.signIn(),
    drawn: (page) => page.waitForSelector(".o_form_view .o-mail-Chatter-topbar button"),
  };
}
