// An account in another data centre, whose pages have a host of their own.
import { after } from "node:test";
import { HubSpot } from "./lib/hubspot.mjs";
import { dockOf, openRecord } from "./lib/panel.mjs";
import { scenario, setStage } from "./lib/stage.mjs";
import { stays } from "./lib/wait.mjs";

const hubspot = await HubSpot.start("app-eu1.hubspot.com");
after(() => hubspot.stop());
const stage = await setStage(hubspot.stage);
const deal = await hubspot.idOf("deals", "dealname", "Nordwind: three sites");

scenario(stage, "its records have a panel", async (page) => {
  await openRecord(page, hubspot.url("deals", deal), hubspot.key("deals", deal));
});

scenario(stage, "a portal that is not ours has none", async (page) => {
  await page.goto(hubspot.url("deals", deal).replace(/contacts\/\d+/, "contacts/62515"));
  await stays("no panel", async () => !(await dockOf(page)).shown);
});
