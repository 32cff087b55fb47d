// What the bench measures with: an observer in the panel's frame, and figures of a row of samples.
import { within } from "./wait.mjs";

/**
 * Runs in every frame; in the panel's it notes when each record was drawn, laid out and painted, on the clock of all frames,
 * and tells whoever waits. Nothing is asked of the panel while it works: that would be charged to it.
 */
export function observePanel() {
  if (location.protocol !== "chrome-extension:" || location.pathname !== "/panel.html") return;
  const now = () => performance.timeOrigin + performance.now();
  const seen = [];
  let waiting = [];
  performance.setResourceTimingBufferSize(100_000);
  /** The first entry of `record`, or of any, after `since` that has come to `stage`. */
  window.plumblineShown = (record, since, stage) =>
    new Promise((resolve) => {
      const look = () => {
        const entry = seen.find((entry) => (entry.record === record || !record) && entry[stage] > since);
        if (entry) resolve(entry);
        return entry === undefined;
      };
      if (look()) waiting.push(look);
    });
  /** All of them after `since`. */
  window.plumblineAllShown = (since) => seen.filter(({ drawn }) => drawn > since);
  const tell = () => (waiting = waiting.filter((look) => look()));
  /** An entry with the request that told it. */
  window.plumblineRequested = (entry) => {
    const requests = performance.getEntriesByType("resource").filter(({ name, responseEnd }) => name.endsWith(`/v1/records/${entry.record}`) && responseEnd > 0);
    const request = requests.findLast(({ responseEnd }) => performance.timeOrigin + responseEnd <= entry.drawn);
    return { ...entry, hub: request.duration, answered: performance.timeOrigin + request.responseEnd };
  };
  let last;
  const observer = new MutationObserver(() => {
    const record = document.querySelector("[data-part=panel][data-state=shown]")?.dataset.record;
    if (record === last) return;
    last = record;
    if (!record) return;
    document.body.offsetHeight; // ends layout, so that "drawn" includes it
    const entry = { record, drawn: now() };
    seen.push(entry);
    // The first message after an animation frame comes when that frame has been painted.
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        entry.painted = now();
        tell();
      };
      port2.postMessage(null);
    });
    tell();
  });
  // Only what tells of a record, and not of every element.
  observer.observe(document, { subtree: true, attributeFilter: ["data-state", "data-record"] });
  document.addEventListener("readystatechange", () => observer.observe(document.body, { childList: true }));
}

/** When the panel drew and painted `record`, or any, after `since`, once it came to `stage`, and the request that told it. */
export async function shownIn(frame, record, since, stage = "painted") {
  const shown = frame.evaluate(async ([record, since, stage]) => window.plumblineRequested(await window.plumblineShown(record, since, stage)), [record, since, stage]);
  return within(`the panel shows ${record ?? "a record"}`, shown);
}

/** The same of all records that were shown after `since`. */
export function told(frame, since) {
  return frame.evaluate((since) => window.plumblineAllShown(since).map(window.plumblineRequested), since);
}

/** Runs in a CRM's page: when its document began, was there, and was first painted; null before that. */
export function pagePaint() {
  const [paint] = performance.getEntriesByType("paint");
  const [{ responseStart, domInteractive }] = performance.getEntriesByType("navigation");
  const at = (moment) => performance.timeOrigin + moment;
  return paint ? { firstByte: at(responseStart), ready: at(domInteractive), painted: at(paint.startTime) } : null;
}

export function quantile(samples, share) {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

const round = (value) => Math.round(value * 100) / 100;
const spread = (samples) => ({ p50: round(quantile(samples, 0.5)), p95: round(quantile(samples, 0.95)) });

/** Of samples { total, hub }: the whole, the hub's share, and what is ours in each sample. */
export function figures(samples) {
  return {
    ...spread(samples.map(({ total }) => total)),
    n: samples.length,
    hub_ms: spread(samples.map(({ hub }) => hub)),
    own_ms: spread(samples.map(({ total, hub }) => total - hub)),
  };
}
