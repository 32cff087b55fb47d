// Chromium as a process of our own, which can be left, come back to and killed, and opened again on the same profile.
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { chromium as engine } from "playwright-core";
import { Browser, FLAGS, SIZE } from "./browser.mjs";
import { end, start } from "./children.mjs";
import { chromium } from "./places.mjs";
import { temporaryFolder } from "./temporary.mjs";
import { until } from "./wait.mjs";

export class OwnProcess extends Browser {
  static async open({ profile } = {}) {
    const browser = new this();
    browser.ownsProfile = !profile;
    browser.profile = profile ?? (await temporaryFolder("profile"));
    await browser.start();
    return browser.ready();
  }

  async start() {
    const said = path.join(this.profile, "DevToolsActivePort");
    await rm(said, { force: true }); // a predecessor's
    const own = ["--headless=new", `--window-size=${SIZE.width},${SIZE.height}`, "--remote-debugging-port=0", `--user-data-dir=${this.profile}`];
    this.process = start(chromium, [...FLAGS, ...own, "about:blank"], { env: { ...process.env, TZ: "UTC", LANGUAGE: "en-US" } });
    this.port = await until("the browser says where it listens", async () => (await readFile(said, "utf8")).split("\n")[0], { timeout: 30_000 });
    await this.attach();
  }

  async attach() {
    this.back = undefined;
    this.remote = await engine.connectOverCDP(`http://127.0.0.1:${this.port}`);
    [this.context] = this.remote.contexts();
  }

  async close() {
    await this.remote.close();
    await end(this.process);
    await this.removeProfile();
  }
}
