// A browser that can be left alone while it works. Watching it takes processor time, and whoever shares two processors
// with the CRM's page and the panel waits for it.
import http from "node:http";
import { OwnProcess } from "./own-process.mjs";
import { until, within } from "./wait.mjs";

export class UnwatchedBrowser extends OwnProcess {
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
    await this.attach();
    return until("the page is found again", () => this.context.pages().find((page) => page.url().startsWith(address)));
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
