// Odoo's form, which follows its own address late.
import { until } from "./wait.mjs";

/** Waits until the form shows the record that the panel shows; whoever goes on earlier confuses Odoo. */
export async function settled(page, frame) {
  const title = await frame.innerText("[data-state=shown] h1");
  const field = page.locator(".o_form_view div[name=name] :is(input, textarea)");
  await until(`Odoo shows the form of ${title}`, async () => (await field.inputValue()) === title);
  return frame;
}
