// Odoo as its people use it over JSON-2: the seeded records, and what happens on a lead.
import { readFileSync } from "node:fs";
import { odoo, odooFile } from "./places.mjs";
import { CRM } from "./hub.mjs";

const read = (name) => readFileSync(odooFile(name), "utf8").trim();

/** The numbers of the seeded records, by name. */
export const seeded = JSON.parse(read("seed.json"));

export const leadKey = (id) => `${CRM}/crm.lead/${id}`;
export const partnerKey = (id) => `${CRM}/res.partner/${id}`;
export const leadUrl = (id) => `${odoo}/odoo/crm/${id}`;
export const contactUrl = (id) => `${odoo}/odoo/contacts/${id}`;

/** Calls a method of a model as one of the two people that Odoo has. */
export async function call(model, method, args = {}, login = "demo") {
  const headers = { authorization: `bearer ${read(`${login}.key`)}`, "content-type": "application/json" };
  const answer = await fetch(`${odoo}/json/2/${model}/${method}`, { method: "POST", headers, body: JSON.stringify(args) });
  if (!answer.ok) throw new Error(`${model}.${method}: ${answer.status} ${(await answer.text()).slice(0, 400)}`);
  return answer.json();
}

const moment = (date) => date.toISOString().slice(0, 19).replace("T", " ");

let salesperson;
async function demoUser() {
  salesperson ??= (await call("res.users", "search_read", { domain: [["login", "=", "demo"]], fields: ["partner_id"] }))[0];
  return salesperson;
}

async function made(model, values, login) {
  const [id] = await call(model, "create", { vals_list: [values] }, login);
  return id;
}

/** A lead that was handed to the salesperson just now, of a contact that no other test looks at. */
export async function newLead(name, more = {}, login = "demo") {
  const { id: user } = await demoUser();
  return made("crm.lead", { name, type: "lead", user_id: user, partner_id: seeded.contact_victor, ...more }, login);
}

/** Salespeople besides the one whom Odoo has, made when they are not there yet: by name, with login and number. */
export async function salespeople(names) {
  const found = {};
  for (const [key, name] of Object.entries(names)) found[key] = { name, ...(await salespersonNamed(name)) };
  return found;
}

async function salespersonNamed(name) {
  const login = `${name.toLowerCase().replace(/\W+/g, ".")}@example.com`;
  const [known] = await call("res.users", "search_read", { domain: [["login", "=", login]], fields: ["login"] }, "admin");
  if (known) return { login, id: known.id };
  const group = await numberOf("sales_team", "group_sale_salesman_all_leads");
  const values = { name, login, group_ids: [[4, group, 0]] };
  const [id] = await call("res.users", "create", { vals_list: [values], context: { no_reset_password: true } }, "admin");
  return { login, id };
}

async function numberOf(module, name) {
  const domain = [["module", "=", module], ["name", "=", name]];
  const [found] = await call("ir.model.data", "search_read", { domain, fields: ["res_id"] }, "admin");
  return found.res_id;
}

/** The salesperson moves a lead to the stage of this name. */
export async function moveTo(lead, name) {
  const [stage] = await call("crm.stage", "search_read", { domain: [["name", "=", name]], fields: ["name"] });
  await call("crm.lead", "write", { ids: [lead], vals: { stage_id: stage.id } });
}

/** A call by the salesperson, scheduled and marked done. */
export async function logCall(lead) {
  const type = await numberOf("mail", "mail_activity_data_call");
  const { id: user } = await demoUser();
  const activity = { res_model: "crm.lead", res_model_id: await modelId("crm.lead"), res_id: lead, activity_type_id: type, user_id: user };
  const id = await made("mail.activity", { ...activity, summary: "Call" });
  await call("mail.activity", "action_feedback", { ids: [id], feedback: "Talked for five minutes." });
}

/** An opportunity of nobody else's that was lost an hour ago, and called all the same just now. */
export async function calledAfterTheClose(name) {
  const { id: user } = await demoUser();
  const lead = await made("crm.lead", { name, type: "opportunity", user_id: user });
  await call("crm.lead", "action_set_lost", { ids: [lead] });
  await logCall(lead);
  await call("crm.lead", "write", { ids: [lead], vals: { date_closed: moment(new Date(Date.now() - 3_600_000)) } });
  return lead;
}

async function modelId(model) {
  const [{ id }] = await call("ir.model", "search_read", { domain: [["model", "=", model]], fields: ["id"] }, "admin");
  return id;
}

/** A message by the salesperson to the lead's people. */
export async function sendMessage(lead) {
  await call("crm.lead", "message_post", {
    ids: [lead],
    body: "Thank you for asking. An offer is on its way.",
    message_type: "comment",
    subtype_xmlid: "mail.mt_comment",
  });
}

/** A note by the salesperson for colleagues only. */
export async function logNote(lead, body) {
  await call("crm.lead", "message_post", { ids: [lead], body, message_type: "comment", subtype_xmlid: "mail.mt_note" });
}

/** All that stands on a lead, the oldest first. */
export function messages(lead) {
  const domain = [["model", "=", "crm.lead"], ["res_id", "=", lead]];
  const fields = ["body", "date", "message_type", "subtype_id", "mail_activity_type_id"];
  return call("mail.message", "search_read", { domain, fields, order: "id" }, "admin");
}

/** A meeting that the salesperson arranges on the lead. */
export async function arrangeMeeting(lead, inMinutes = 60) {
  const { id: user, partner_id: partner } = await demoUser();
  const start = new Date(Date.now() + inMinutes * 60_000);
  const stop = new Date(start.getTime() + 30 * 60_000);
  const values = { name: "First meeting", start: moment(start), stop: moment(stop), user_id: user, opportunity_id: lead };
  return made("calendar.event", { ...values, partner_ids: [[6, 0, [partner[0]]]] });
}

export async function remove(model, id) {
  await call(model, "unlink", { ids: [id] }, "admin");
}
