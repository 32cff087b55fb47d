// A clock that ran too far gives a manager a to-do and the lead another owner, in the CRM: each once, whatever happens to the
// hub meanwhile, and the clock goes on.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Hub } from "./lib/hub.mjs";
import { call, leadKey, messages, newLead, remove, salespeople } from "./lib/odoo.mjs";
import { REP } from "./lib/stage.mjs";
import { stays, until } from "./lib/wait.mjs";

const PROMISED = 12_000;
/** The hub looks every fifteen seconds. */
const TWO_ROUNDS = 32_000;

// People of this test's own: their leads are all that is escalated.
const { first, second } = await salespeople({ first: "Early Bird", second: "Second Chance" });
const hub = await Hub.create({
  within: `${PROMISED / 1000}s`,
  writeBack: true,
  more: `
[sales]
only = ["${first.login}", "${second.login}"]

[[escalation]]
name = "Sales lead"
promise = "response"
overdue_by = "0m"
to_do_for = "admin"

[[escalation]]
name = "Next in line"
promise = "response"
overdue_by = "0m"
assign_to = "${second.login}"
`,
});
const lead = await newLead(`Nobody <calls> ${Date.now()}`, { user_id: first.id }, "admin");
after(async () => {
  await hub.remove();
  await remove("crm.lead", lead);
});

const ofLead = [["res_model", "=", "crm.lead"], ["res_id", "=", lead], ["active", "in", [true, false]]];
const toDos = () => call("mail.activity", "search_read", { domain: ofLead, fields: ["summary", "note", "user_id", "activity_type_id"] }, "admin");
const owner = async () => (await call("crm.lead", "read", { ids: [lead], fields: ["user_id"] }, "admin"))[0].user_id[0];

test("a manager gets one to-do, the lead one new owner, and the clock runs on from the same hand-off", { timeout: 300_000 }, async () => {
  const handedOff = Date.now();
  const person = await hub.person(REP, "rep");
  const handOff = async () => (await person.get(`/v1/records/${leadKey(lead)}`)).hand_offs?.[0];
  const { started_at } = (await until("the hub knows of the hand-off", handOff)).response;
  await hub.stop("SIGKILL");
  await until("the promise is broken", () => Date.now() - handedOff > PROMISED, { timeout: PROMISED * 2 });
  assert.deepEqual([await toDos(), await owner()], [[], first.id]);
  await hub.serve();
  await until("the manager has a to-do", async () => (await toDos()).length > 0, { timeout: 60_000 });
  await until("the lead has another owner", async () => (await owner()) === second.id, { timeout: 60_000 });
  const noted = async () => (await messages(lead)).filter(({ body }) => body.includes("under “Next in line”. [Plumbline "));
  await until("why is noted", async () => (await noted()).length > 0, { timeout: TWO_ROUNDS });
  const [toDo] = await toDos();
  assert.deepEqual([toDo.user_id[1], toDo.activity_type_id[1], toDo.summary], ["Mitchell Admin", "To-Do", "First response overdue"]);
  assert.match(toDo.note, /First response was due .+ UTC, .+ Escalated as agreed under “Sales lead”\. \[Plumbline [0-9a-f]{12}\]/);
  await hub.stop("SIGKILL");
  // The manager is done with it, and whose lead it is people decide.
  await call("mail.activity", "action_feedback", { ids: [toDo.id], feedback: "Called them in" }, "admin");
  await call("crm.lead", "write", { ids: [lead], vals: { user_id: first.id } }, "admin");
  await hub.serve();
  await stays("done once", async () => (await toDos()).length === 1 && (await owner()) === first.id, TWO_ROUNDS);
  const { owner: now, response } = await handOff();
  assert.equal(now.name, first.name);
  assert.equal(response.started_at, started_at, "the hand-off is the same");
  assert.equal(response.stop, null, "neither the to-do nor the owner's change is a response");
  assert.equal((await noted()).length, 1, "why it had another owner is noted once");
});
