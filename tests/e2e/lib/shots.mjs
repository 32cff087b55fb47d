// Screenshots: what a person would have seen, kept for every test.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { shots } from "./places.mjs";

export async function shot(page, name) {
  await mkdir(shots, { recursive: true });
  await page.screenshot({ path: path.join(shots, `${name}.png`), animations: "disabled" });
}

/** Does `body`. Where that fails, the page is kept as a picture. */
export async function pictured(page, name, body) {
  try {
    return await body();
  } catch (error) {
    await shot(page, `failed-${name.replace(/\W+/g, "-").slice(0, 60)}`).catch(() => {});
    throw error;
  }
}
