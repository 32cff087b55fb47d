// Chromium with the real extension, driven as a person would: signed in to Odoo, enrolled on the options page.
import { chromium as engine } from "playwright-core";
import { chromium, extension, odoo } from "./places.mjs";
import { removeFolder, temporaryFolder } from "./temporary.mjs";
import { until } from "./wait.mjs";

// Without the background flags Chromium keeps trying hosts that have nothing to do with the test.
export const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  `--disable-extensions-except=${extension}`,
  `--load-extension=${extension}`,
  "--disable-features=DisableLoadExtensionCommandLineSwitch",
];

export const SIZE = { width: 1440, height: 900 };

export class Browser {
  static async open({ size = SIZE, colorScheme = "light", profile, headless = true, flags = [] } = {}) {
    const browser = new Browser();
    browser.ownsProfile = !profile;
    browser.profile = profile ?? (await temporaryFolder("profile"));
    browser.context = await engine.launchPersistentContext(browser.profile, {
      executablePath: chromium,
      headless: false, // Playwright's own headless mode is the old one, which has no extensions.
      args: [...FLAGS, ...flags, ...(headless ? ["--headless=new"] : [])],
      viewport: headless ? size : null,
      colorScheme,
      locale: "en-US",
      timezoneId: "UTC",
    });
    return browser.ready();
  }

  /** The browser, once the extension is there. */
  async ready() {
    this.worker = await this.#findWorker();
    this.id = new URL(this.worker.url()).host;
    return this;
  }

  async #findWorker() {
    const [running] = this.context.serviceWorkers();
    return running ?? this.context.waitForEvent("serviceworker", { timeout: 15_000 });
  }

  url(page) {
    return `chrome-extension://${this.id}/${page}`;
  }

  /** Signs in to Odoo with what its form would send; the web client is not loaded for it. */
  async signIn(login = "demo") {
    const { request } = this.context;
    const form = await (await request.get(`${odoo}/web/login`)).text();
    const [, token] = form.match(/name="csrf_token" value="([^"]+)"/);
    const answer = await request.post(`${odoo}/web/login`, { form: { csrf_token: token, login, password: login }, maxRedirects: 0 });
    if (answer.status() !== 303) throw new Error(`Odoo does not let ${login} in: ${answer.status()}`);
  }

  async options() {
    const page = await this.context.newPage();
    await page.goto(this.url("options.html"));
    return page;
  }

  /** Enrols on the options page; returns that page, which says so. */
  async enrol(hub, code) {
    const page = await this.options();
    await submitCode(page, hub, code);
    await page.waitForSelector("[data-part=enrolled]", { timeout: 10_000 });
    // The panel is promised only once the worker has been told where it may stand.
    await until("the page script is registered", async () => {
      const scripts = await this.evaluate(() => chrome.scripting.getRegisteredContentScripts());
      return scripts.length > 0;
    });
    return page;
  }

  /** Runs code in an extension page of ours, which may use the extension's API; the worker may sleep at any time. */
  async evaluate(code, argument) {
    if (!this.back || this.back.isClosed()) {
      this.back = await this.context.newPage();
      await this.back.goto(this.url("options.html"));
    }
    return this.back.evaluate(code, argument);
  }

  storage() {
    return this.evaluate(() => chrome.storage.local.get(null));
  }

  async close() {
    await this.context.close();
    await this.removeProfile();
  }

  async removeProfile() {
    if (this.ownsProfile) await removeFolder(this.profile);
  }
}

export async function submitCode(page, hub, code) {
  await page.fill("input[name=hub]", hub);
  await page.fill("input[name=code]", code);
  await page.click("form[data-part=enrol] button[type=submit]");
}
