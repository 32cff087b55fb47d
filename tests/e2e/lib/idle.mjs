// How much time a script of ours takes in a page, by the browser's own profiler.

const SAMPLE_EVERY_US = 100;

/** Milliseconds spent in the file `name` and what it calls, while `act` happens in `page`. */
export async function scriptTime(page, name, act) {
  const session = await page.context().newCDPSession(page);
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: SAMPLE_EVERY_US });
  await session.send("Profiler.start");
  await act();
  const { profile } = await session.send("Profiler.stop");
  await session.detach();
  const ours = new Set();
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const visit = (node, inside) => {
    const isOurs = inside || node.callFrame.url.endsWith(`/${name}`);
    if (isOurs) ours.add(node.id);
    for (const child of node.children ?? []) visit(byId.get(child), isOurs);
  };
  visit(profile.nodes[0], false);
  const time = profile.samples.reduce((sum, id, index) => sum + (ours.has(id) ? profile.timeDeltas[index + 1] ?? 0 : 0), 0);
  return Math.round(time) / 1000;
}
