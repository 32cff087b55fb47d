// Where the parts are. `cargo xtask test` says so in the environment; by hand the defaults of the target folder are taken.
import { fileURLToPath } from "node:url";
import path from "node:path";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const target = (...parts) => path.join(root, "target", ...parts);

export const library = path.join(root, "tests/fixtures/odoo/library.json");
export const hubspotLibrary = path.join(root, "tests/fixtures/hubspot/library.json");
export const chromium = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const extension = process.env.PLUMBLINE_EXTENSION ?? target("extension-demo");
export const hubProgram = process.env.PLUMBLINE_HUB_BIN ?? target("debug/plumbline-hub");
export const simulator = process.env.PLUMBLINE_SIMCRM_BIN ?? target("debug/plumbline-simcrm");
export const odoo = process.env.PLUMBLINE_ODOO ?? "http://127.0.0.1:18069";
export const shots = process.env.PLUMBLINE_SHOTS ?? target("e2e");
export const benchOut = process.env.PLUMBLINE_BENCH_OUT ?? target("bench/browser.json");

/** A file that Odoo's start script left: keys, and the names of the seeded records. */
export function odooFile(name) {
  const folder = process.env.PLUMBLINE_ODOO_RUN;
  if (!folder) throw new Error("PLUMBLINE_ODOO_RUN is not set: run the tests with `cargo xtask test --only e2e`");
  return path.join(folder, name);
}
