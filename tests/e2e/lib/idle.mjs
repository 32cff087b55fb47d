// How much time a script of ours takes in a page: processor time, by the browser's own trace, so that whatever else the
// machine does meanwhile does not count.

const CATEGORIES = ["devtools.timeline", "v8"];

/** Milliseconds of processor time in which the file `name` ran while `act` happened; and how often it did. */
export async function scriptTime(page, name, act) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
  const complete = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
  await session.send("Tracing.start", { traceConfig: { includedCategories: CATEGORIES }, transferMode: "ReportEvents" });
  await act();
  await session.send("Tracing.end");
  await complete;
  await session.detach();
  const runs = outermost(events.filter((event) => isRunOf(event, name)));
  return { ms: runs.reduce((sum, { tdur }) => sum + tdur, 0) / 1000, runs: runs.length };
}

function isRunOf({ name: kind, args, tdur }, name) {
  const url = args?.data?.url ?? args?.fileName ?? "";
  return tdur !== undefined && ["EvaluateScript", "FunctionCall", "v8.compile"].includes(kind) && url.endsWith(`/${name}`);
}

/** Without those that ran within another. */
function outermost(events) {
  const isWithin = (inner, outer) => inner !== outer && inner.tid === outer.tid && inner.ts >= outer.ts && inner.ts + inner.dur <= outer.ts + outer.dur;
  return events.filter((event) => !events.some((other) => isWithin(event, other)));
}
