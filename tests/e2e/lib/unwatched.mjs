// A browser that can be left alone while it works. Watching it takes processor time, and whoever shares two processors
// with the CRM's page and the panel waits for it.
import http from "node:http";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { chromium as engine } from "playwright-core";
import { Browser, FLAGS, SIZE } from "./browser.mjs";
import { end, start } from "./children.mjs";
import { chromium } from "./places.mjs";
import { temporaryFolder } from "./temporary.mjs";
import { until, within } from "./wait.mjs";

export class UnwatchedBrowser extends Browser {
  static async open() {
    const browser = new UnwatchedBrowser();
    browser.ownsProfile = true;
    browser.profile = await temporaryFolder("profile");
    const own = ["--headless=new", `--window-size=${SIZE.width},${SIZE.height}`, "--remote-debugging-port=0", `--user-data-dir=${browser.profile}`];
    browser.process = start(chromium, [...FLAGS, ...own, "about:blank"], { env: { ...process.env, TZ: "UTC", LANGUAGE: "en-US" } });
    browser.port = await until("the browser says where it listens", async () => {
      const [port] = (await readFile(path.join(browser.profile, "DevToolsActivePort"), "utf8")).split("\n");
      return port;
    });
    await browser.#attach();
    return browser.ready();
  }

  async #attach() {
    this.back = undefined;
    this.remote = await engine.connectOverCDP(`http://127.0.0.1:${this.port}`);
    [this.context] = this.remote.contexts();
  }

  /**
   * Leaves the browser alone while `page` does `act`, which is given `argument` and calls the function of its second one
   * at its end. The page as it is found then.
   */
  async alone(page, act, argument, { timeout }) {
    const bell = await Bell.hang();
    // What is not looked at is not painted.
    await page.bringToFront();
    await page.evaluate(`setTimeout(() => (${act})(${JSON.stringify(argument)}, () => fetch("${bell.url}", { mode: "no-cors" })), ${SETTLE})`);
    const address = new URL(page.url()).origin;
    await this.remote.close();
    await within("the browser is done", bell.rung, timeout);
    bell.takeDown();
    await this.#attach();
    return until("the page is found again", () => this.context.pages().find((page) => page.url().startsWith(address)));
  }

  async close() {
    await this.remote.close();
    await end(this.process);
    await this.removeProfile();
  }
}

/** Milliseconds in which a debugger has gone. */
const SETTLE = 1000;

/** What a page rings when it has done something. */
class Bell {
  static async hang() {
    const bell = new Bell();
    bell.rung = new Promise((resolve) => {
      bell.server = http.createServer((request, response) => {
        response.writeHead(204).end();
        resolve();
      });
    });
    await new Promise((resolve) => bell.server.listen(0, "127.0.0.1", resolve));
    bell.url = `http://127.0.0.1:${bell.server.address().port}/`;
    return bell;
  }

  takeDown() {
    this.server.close();
  }
}
