// A browser that does not live long, on a profile that does.
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { end } from "../lib/children.mjs";
import { OwnProcess } from "../lib/own-process.mjs";
import { temporaryFolder } from "../lib/temporary.mjs";
import { until } from "../lib/wait.mjs";

/** Without it Chromium does not load an unpacked extension anew. */
const SETTINGS = JSON.stringify({ extensions: { ui: { developer_mode: true } } });

const PATIENCE = { timeout: 60_000 };

export class MortalBrowser extends OwnProcess {
  /** Once it can be used. */
  up = Promise.resolve();
  /** Once it, or the extension in it, is taken away the next time. */
  upset;
  /** How often a worker heard nothing any more, so that the browser had to be started again. */
  deaf = 0;
  #tell;

  static async open() {
    const profile = await temporaryFolder("profile");
    await mkdir(path.join(profile, "Default"));
    await writeFile(path.join(profile, "Default/Preferences"), SETTINGS);
    const browser = await super.open({ profile });
    browser.ownsProfile = true;
    browser.#told();
    return browser;
  }

  /** Signal 9 to the whole browser, and after `pause` milliseconds another on the same profile. */
  kill(pause) {
    return this.#upset(() => this.#restart(pause));
  }

  /** The extension ends where it is and begins anew; `page` is one of its own, which ends with it. */
  reload(page) {
    return this.#upset(async () => {
      const ended = page.waitForEvent("close", PATIENCE);
      // What asks for it ends with it, so there may be no answer.
      page.evaluate(() => chrome.runtime.reload()).catch(() => {});
      await ended;
      this.back = undefined; // ended as well
    });
  }

  async #upset(act) {
    this.#told();
    this.up = this.#through(act);
    this.up.catch(() => {}); // told to whoever deals the blow
    await this.up;
  }

  async #through(act) {
    await act();
    if (await this.#hears()) return;
    await this.#restart(0);
    await until("the worker hears", () => this.#answers(), PATIENCE);
  }

  async #restart(pause) {
    await end(this.process, "SIGKILL");
    await paused(pause);
    await this.start();
  }

  /** Tells those who work that the browser goes, and what they tell next of. */
  #told() {
    const tell = this.#tell;
    this.upset = new Promise((resolve) => (this.#tell = resolve));
    tell?.();
  }

  /** A new tab with a page of the extension in it. One that is asked for while there is no extension may never load. */
  extensionPage() {
    return until("a page of the extension opens", () => this.#extensionPage(), PATIENCE);
  }

  async #extensionPage() {
    const page = await this.context.newPage();
    try {
      await page.goto(this.url("options.html"), { timeout: 5_000 });
      await page.waitForFunction(() => Boolean(chrome.storage), undefined, { timeout: 5_000 });
      return page;
    } catch (error) {
      await page.close();
      throw error;
    }
  }

  async evaluate(code, argument) {
    if (!this.back || this.back.isClosed()) this.back = await this.extensionPage();
    return this.back.evaluate(code, argument);
  }

  /** Ends the worker as the browser does when it thinks that the worker has nothing to do. The next event starts another. */
  async stopWorker() {
    const before = await until("the worker runs", () => this.#worker(), PATIENCE);
    await this.#closeWorkers();
    await until("the worker has ended", async () => (await this.#worker()) !== before, PATIENCE);
    if (!(await this.#hears())) await this.kill(0);
  }

  async #closeWorkers() {
    const session = await this.remote.newBrowserCDPSession();
    const { targetInfos } = await session.send("Target.getTargets", { filter: [{ type: "service_worker" }] });
    for (const { targetId } of targetInfos) await session.send("Target.closeTarget", { targetId });
    await session.detach();
  }

  /** What the browser knows the running worker by. */
  #worker() {
    return this.evaluate(async () => (await chrome.runtime.getContexts({ contextTypes: ["BACKGROUND"] }))[0]?.contextId);
  }

  /**
   * Whether the worker hears. Chromium at times goes on sending events to a worker whose process it has let go of: "No SW", it
   * answers that worker's calls. Then it is ended; where that does not help, only another start of the browser does.
   */
  async #hears() {
    for (let tries = 0; tries < 3; tries += 1) {
      if (await this.#answers()) return true;
      await this.#closeWorkers();
    }
    this.deaf += 1;
    return false;
  }

  /** Whether the worker answers a message within five seconds. It says the same to each that it does not know. */
  #answers() {
    return this.evaluate(async () => {
      const late = new Promise((resolve) => setTimeout(() => resolve(false), 5_000));
      return Promise.race([chrome.runtime.sendMessage({ kind: "unknown" }).then(() => true, () => false), late]);
    });
  }
}

/** Time that passes; nothing is waited for. */
export const paused = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
