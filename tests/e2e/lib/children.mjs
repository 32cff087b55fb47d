// Programs that a test starts, each ended by its own process id, also when the test run is interrupted.
import { spawn, execFile } from "node:child_process";
import { promisify } from "node:util";

const running = new Set();
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/** Starts a program; its output is kept, and shown when it ends by itself with an error. */
export function start(program, args, options = {}) {
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  running.add(child);
  child.log = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (child.log += text));
  child.ended = new Promise((resolve) => child.once("exit", (code, signal) => resolve({ code, signal })));
  child.ended.then(() => running.delete(child));
  return child;
}

/** Ends a program and waits until it is gone. */
export async function end(child, signal = "SIGTERM") {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  return child.ended;
}

/** Runs a program to its end; what it printed, trimmed. */
export async function run(program, args, options) {
  const { stdout } = await promisify(execFile)(program, args, options);
  return stdout.trim();
}
