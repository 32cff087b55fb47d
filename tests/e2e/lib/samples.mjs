// What was on the screen, looked at in every animation frame of the page and of the panel, on one clock.

// After an address changes, the news reaches the panel's process while that frame is being drawn; then it has one to draw.
const TICKS_ALLOWED = 2;

/** Starts looking; `stop` ends it and gives all samples. */
export async function takeSamples(page, frame) {
  const start = (read) => {
    const samples = (window.plumblineSamples = []);
    const look = new Function(`return (${read})()`);
    const note = () => samples.push({ at: performance.timeOrigin + performance.now(), ...look() });
    const tick = () => {
      note();
      requestAnimationFrame(tick);
    };
    tick();
    // A page that is busy draws no frames; its address changes all the same.
    navigation.addEventListener("currententrychange", note);
  };
  const inPage = () => ({
    url: location.href,
    visible: getComputedStyle(document.querySelector("plumbline-panel") ?? document.head).display !== "none",
  });
  const inFrame = () => {
    const { record, state } = document.querySelector("[data-part=panel]")?.dataset ?? {};
    return { record, state, title: document.querySelector("h1")?.textContent };
  };
  await page.evaluate(start, inPage.toString());
  await frame.evaluate(start, inFrame.toString());
  const taken = () => window.plumblineSamples;
  return { stop: async () => ({ page: await page.evaluate(taken), frame: await frame.evaluate(taken) }) };
}

/** Which samples of the panel showed a record beside the address of another, or of none. */
export function judge({ page, frame }, recordAt) {
  const records = new Map();
  const stale = [];
  let [shown, current, sinceChange] = [0, 0, 0];
  for (const sample of frame) {
    const before = page[current];
    while (page[current + 1]?.at <= sample.at) current += 1;
    sinceChange = page[current].url === before.url ? sinceChange + 1 : 0;
    const { url, visible } = page[current];
    if (!visible || sample.state !== "shown") continue;
    shown += 1;
    const wrong = sample.record !== recordAt(url) && sinceChange >= TICKS_ALLOWED;
    // One record's cards under another's name would show as a record with two titles.
    const mixed = (records.get(sample.record) ?? sample.title) !== sample.title;
    if (wrong || mixed) stale.push({ url, ...sample, ticks: sinceChange });
    records.set(sample.record, sample.title);
  }
  return { shown, records, stale };
}
