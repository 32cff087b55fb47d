// The CRM's own interface, as a person in front of these pages uses it.

/** What the pages know of each type of object. */
export const TYPES = {
  "0-1": { one: "Contact", many: "Contacts", name: ["firstname", "lastname"], under: ["jobtitle", "company"], columns: ["email", "lifecyclestage", "hubspot_owner_id", "hs_latest_source", "createdate"], about: ["email", "phone", "jobtitle", "company", "lifecyclestage", "hs_lead_status", "hubspot_owner_id", "hs_analytics_source", "hs_analytics_source_data_1", "hs_latest_source", "hs_latest_source_data_1", "recent_conversion_event_name", "notes_last_contacted"], ends: ["0-2", "0-3", "0-136"] },
  "0-2": { one: "Company", many: "Companies", name: ["name"], under: ["domain"], columns: ["domain", "industry", "numberofemployees", "createdate"], about: ["name", "domain", "industry", "numberofemployees", "hubspot_owner_id", "lifecyclestage", "num_associated_contacts", "num_associated_deals"], ends: ["0-1", "0-3"] },
  "0-3": { one: "Deal", many: "Deals", name: ["dealname"], under: ["amount"], columns: ["amount", "dealstage", "hubspot_owner_id", "closedate"], about: ["dealname", "amount", "deal_currency_code", "dealstage", "pipeline", "closedate", "hubspot_owner_id", "dealtype", "competitor", "closed_lost_reason", "hs_analytics_source", "hs_analytics_source_data_1"], ends: ["0-1", "0-2"] },
  "0-136": { one: "Lead", many: "Leads", name: ["hs_lead_name"], under: ["hs_lead_type"], columns: ["hs_pipeline_stage", "hs_lead_type", "hubspot_owner_id", "hs_createdate"], about: ["hs_lead_name", "hs_pipeline_stage", "hs_lead_type", "hs_lead_label", "hubspot_owner_id"], ends: ["0-1", "0-2"] },
};

/** The engagements that stand on a timeline, and what each says. */
export const ENGAGEMENTS = {
  calls: { word: "Call", title: "hs_call_title", body: "hs_call_body" },
  emails: { word: "E-mail", title: "hs_email_subject", body: "hs_email_text" },
  meetings: { word: "Meeting", title: "hs_meeting_title", body: "hs_meeting_body" },
  notes: { word: "Note", title: null, body: "hs_note_body" },
  tasks: { word: "Task", title: "hs_task_subject", body: "hs_task_body" },
  communications: { word: "Message", title: null, body: "hs_communication_body" },
};

let portal;
let user;

/** The account's number, as the address says it. */
export const account = () => (portal ??= location.pathname.split("/")[2]);

export const recordAddress = (type, id) => `/contacts/${account()}/record/${type}/${id}`;
export const listAddress = (type) => `/contacts/${account()}/objects/${type}/views/all/list`;
export const boardAddress = (type) => `/contacts/${account()}/objects/${type}/views/all/board`;

/** From now on this user does what is done. */
export const actAs = (id) => {
  user = id;
};

async function ask(path, method = "GET", body = undefined) {
  const headers = { "content-type": "application/json", "x-simulator-user": String(user ?? 9001) };
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  const said = answer.status === 204 ? null : await answer.json();
  if (!answer.ok) throw new Error(said?.message ?? String(answer.status));
  return said;
}

const once = new Map();
const kept = (path) => {
  if (!once.has(path)) once.set(path, ask(path));
  return once.get(path);
};

export const owners = async () => (await kept("/crm/v3/owners?limit=100")).results;
export const pipelines = async (type) => (await kept(`/crm/v3/pipelines/${type}`)).results;
export const definitions = async (type) => new Map((await kept(`/crm/v3/properties/${type}`)).results.map((one) => [one.name, one]));

const wanted = (type) => [...TYPES[type].name, ...TYPES[type].under, ...TYPES[type].columns, ...TYPES[type].about, "deal_currency_code", "hs_is_closed"].join(",");

export const read = (type, id) => ask(`/crm/v3/objects/${type}/${id}?properties=${wanted(type)}&associations=${[...TYPES[type].ends, ...Object.keys(ENGAGEMENTS)].join(',')}`);
export const change = (type, id, properties) => ask(`/crm/v3/objects/${type}/${id}`, "PATCH", { properties });
export const page = (type, words, after) => ask(`/crm/v3/objects/${type}/search`, "POST", { query: words, limit: 50, after, properties: wanted(type).split(","), sorts: ["-hs_object_id"] });

/** Objects by their ids, all at once. */
export async function many(type, ids, properties = wanted(type).split(",")) {
  if (ids.length === 0) return [];
  return (await ask(`/crm/v3/objects/${type}/batch/read`, "POST", { inputs: ids.slice(0, 100).map((id) => ({ id })), properties })).results;
}

/** Logs something on a record, in the name of whoever acts. */
export async function log(kind, properties, type, id) {
  const own = (await owners()).find(({ userId }) => String(userId) === String(user));
  const [{ typeId }] = (await kept(`/crm/v4/associations/${kind}/${type}/labels`)).results;
  const types = [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: typeId }];
  return ask(`/crm/v3/objects/${kind}`, "POST", { properties: { ...properties, hubspot_owner_id: own?.id ?? "" }, associations: [{ to: { id }, types }] });
}

/** What time it is there. */
export const now = async () => (await ask("/_simulator/clock")).now;

/** What people call a record. */
export const nameOf = (type, { id, properties }) => TYPES[type].name.map((name) => properties[name]).filter(Boolean).join(" ") || `${TYPES[type].one} ${id}`;
