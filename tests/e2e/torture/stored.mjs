// What the hub's store holds, read past the hub. Node 20 has no SQLite of its own; Python has, and Odoo needs Python anyway.
import { run } from "../lib/children.mjs";

const READ = `
import json, sqlite3, sys
store = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
store.row_factory = sqlite3.Row
check = [row[0] for row in store.execute("PRAGMA integrity_check")]
print(json.dumps({"check": check, "reports": [dict(row) for row in store.execute("SELECT * FROM reports")]}))
`;

/** All reports as rows, and what SQLite says of the file. */
export async function stored(file) {
  return JSON.parse(await run("python3", ["-c", READ, file], { maxBuffer: 1 << 30 }));
}
