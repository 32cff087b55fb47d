// What runs in the extension's own pages. Each function is sent there as text, so it uses nothing from outside.

/** Has every write to the outbox and of drafts noted in the ledger before it is done, and again when the browser said it was. */
export function noteWrites(ledger) {
  const { local } = chrome.storage;
  if (local.isNoted) return;
  local.isNoted = true;
  const [set, remove] = [local.set.bind(local), local.remove.bind(local)];
  const tell = async (path, told) => (await fetch(`${ledger}/${path}`, { method: "POST", body: JSON.stringify(told) })).json();
  const noted = async (key, value, write) => {
    const ticket = await tell("intend", { key, value });
    await write();
    await tell("done", ticket);
  };
  // One after the other, as the browser does them.
  let line = Promise.resolve();
  const next = (key, value, write) => {
    const done = line.then(() => noted(key, value, write));
    line = done.catch(() => {});
    return done;
  };
  local.set = (items) => {
    const [[key, value]] = Object.entries(items);
    return next(key, value, () => set(items));
  };
  local.remove = (key) => next(key, null, () => remove(key));
}

/** Writes entries as the panel does: each by itself. */
export async function writeAll(entries) {
  await Promise.all(entries.map(([key, entry]) => chrome.storage.local.set({ [key]: entry })));
}

/** A word to the worker, as the panel has for it after each report. Nobody waits for its answer. */
export function flush() {
  chrome.runtime.sendMessage({ kind: "flush" }).catch(() => {});
  return new Promise((resolve) => setTimeout(resolve, 50));
}

/** How many entries wait. */
export async function countWaiting() {
  return (await chrome.storage.local.getKeys()).filter((key) => key.startsWith("outbox:")).length;
}
