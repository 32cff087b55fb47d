// What hubs' stores hold, read past the hub. Node 20 has no SQLite of its own; Python has, and Odoo needs Python anyway.
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

const COMPARE = `
import json, sqlite3, sys
one, other, facts = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
store = sqlite3.connect(f"file:{one}?mode=ro", uri=True)
store.execute("ATTACH ? AS other", (f"file:{other}?mode=ro",))
differing, counts = [], {}
for table, but in facts.items():
    columns = ", ".join(row[1] for row in store.execute(f"PRAGMA table_info({table})") if row[1] not in but)
    for here, there in [("main", "other"), ("other", "main")]:
        only = f"SELECT {columns} FROM {here}.{table} EXCEPT SELECT {columns} FROM {there}.{table} LIMIT 3"
        differing += [f"{table}, only in {here}: {row}" for row in store.execute(only)]
    counts[table] = store.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
print(json.dumps({"differing": differing, "counts": counts}))
`;

/** The first rows of these tables that are in one file and not in the other, and how many rows there are. `tables` has the columns
 * that do not count, by table. */
export async function differences(one, other, tables) {
  return JSON.parse(await run("python3", ["-c", COMPARE, one, other, JSON.stringify(tables)], { maxBuffer: 1 << 30 }));
}
