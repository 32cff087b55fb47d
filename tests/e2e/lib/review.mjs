// The marketers' page in a browser of its own, as anybody would open it.
import { chromium as engine } from "playwright-core";
import { chromium } from "./places.mjs";

export class Review {
  static async open({ size = { width: 1280, height: 800 }, colorScheme = "light" } = {}) {
    const review = new Review();
    review.browser = await engine.launch({
      executablePath: chromium,
      headless: false,
      args: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    });
    review.context = await review.browser.newContext({ viewport: size, colorScheme, locale: "en-US", timezoneId: "UTC" });
    review.page = await review.context.newPage();
    return review;
  }

  async signIn(origin, code) {
    await this.page.goto(origin);
    await this.page.fill("[data-part=sign-in] input", code);
    await this.page.click("[data-part=sign-in] button[type=submit]");
    await this.page.waitForSelector("[data-part=connection]");
  }

  report(id) {
    return this.page.locator(`[data-part=report][data-report-id="${id}"]`);
  }

  show(status) {
    return this.page.click(`[data-filter=${status}]`);
  }

  /** All of the report that is opened. */
  get detail() {
    return this.page.locator("[data-part=detail]");
  }

  /** The message at the foot of the page that says this. */
  toast(text) {
    return this.page.locator("[data-part=toast]", { hasText: text });
  }

  /** The numbers of the reports in sight, in their order. */
  listed() {
    return this.page.locator("[data-part=report]").evaluateAll((rows) => rows.map((row) => row.dataset.reportId));
  }

  close() {
    return this.browser.close();
  }
}
