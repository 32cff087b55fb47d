// A CRM that is there and no more: a blank page at each address, and one lead under each number. The outbox is what is
// tortured, and Odoo's own page takes seconds to start.
import http from "node:http";

const LEAD = {
  name: "Head office", type: "lead", active: true, won_status: "pending", stage_id: [1, "New"], user_id: [5, "Marc Demo"], create_uid: [1, "OdooBot"],
  create_date: "2026-11-20 11:00:00", date_open: false, date_conversion: false, date_closed: false, expected_revenue: 12_000, company_currency: [1, "EUR"],
  source_id: false, medium_id: false, campaign_id: false, partner_id: false, partner_name: false, contact_name: false, email_normalized: false, tag_ids: [],
  team_id: false, country_id: false, write_date: "2026-11-20 11:00:00", write_uid: [1, "OdooBot"],
};

export class BlankCrm {
  static async open() {
    const crm = new BlankCrm();
    crm.server = http.createServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      if (request.method === "GET") return response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>CRM</title>");
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer(request.url, body)));
    });
    await new Promise((resolve) => crm.server.listen(0, "127.0.0.1", resolve));
    crm.origin = `http://127.0.0.1:${crm.server.address().port}`;
    return crm;
  }

  /** The page of a lead, as Odoo's addresses go. */
  page(lead) {
    return `${this.origin}/odoo/crm/${lead}`;
  }

  close() {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(resolve));
  }
}

function answer(url, body) {
  if (url.endsWith("/has_access")) return true;
  if (url.endsWith("/web_search_read")) return { length: 0, records: [] };
  const [, id] = (url.includes("/crm.lead/") && body.match(/\["id","=",(\d+)\]/)) || [];
  return id ? [{ id: Number(id), ...LEAD }] : [];
}
