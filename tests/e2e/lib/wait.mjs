// Waiting for something to become so, for a bounded time. There are no sleeps in these tests.
const LOOK_EVERY = 40;

/** The first answer of `look` that means yes. Errors of `look` count as "not yet". */
export async function until(what, look, { timeout = 10_000 } = {}) {
  const deadline = Date.now() + timeout;
  let last;
  for (;;) {
    try {
      last = undefined;
      const found = await look();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline) throw new Error(`not within ${timeout} ms: ${what}${last ? ` (${last.message})` : ""}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}

/** What `promise` becomes, if it does so in time. */
export async function within(what, promise, timeout = 10_000) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`not within ${timeout} ms: ${what}`)), timeout);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Watches for `duration` that `look` stays true: what must not happen needs a time in which it could. */
export async function stays(what, look, duration) {
  const end = Date.now() + duration;
  while (Date.now() < end) {
    if (!(await look())) throw new Error(`no longer: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
}
