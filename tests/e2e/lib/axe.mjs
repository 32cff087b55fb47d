// What axe finds on a page or in a frame. Its source is evaluated there, so it reaches the panel's frame as it does any page.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const source = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

/** Every rule of the levels, also those that axe leaves off unless they are asked for. */
async function asked(frame) {
  await frame.evaluate(source);
  return frame.evaluate(async (tags) => {
    const isInForce = ({ tags }) => !tags.includes("deprecated") && !tags.includes("experimental");
    const values = window.axe.getRules(tags).filter(isInForce).map(({ ruleId }) => ruleId);
    const { violations, passes } = await window.axe.run(document, { runOnly: { type: "rule", values }, resultTypes: ["violations"] });
    return { violations, passed: passes.length };
  }, TAGS);
}

const told = ({ id, help, nodes }) =>
  nodes.map(({ html, any, all, none }) => {
    const why = [...any, ...all, ...none].map(({ message, relatedNodes }) => [message, ...relatedNodes.map(({ html }) => html.slice(0, 160))].join(" / ")).join("; ");
    return `${id} (${help}): ${html.slice(0, 160)}: ${why}`;
  });

/** Fails with all that axe finds, and where axe could not look. */
export async function accessible(frame, name) {
  const { violations, passed } = await asked(frame);
  assert.deepEqual(violations.flatMap(told), [], `axe on ${name}`);
  assert.ok(passed > 10, `axe looked at too little of ${name}: ${passed} rules`);
}
