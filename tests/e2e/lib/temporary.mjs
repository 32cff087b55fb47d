// Folders of a test's own. In memory where the system has such a place: profiles and databases are written a great deal.
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

const base = existsSync("/dev/shm") ? "/dev/shm" : os.tmpdir();

export const temporaryFolder = (name) => mkdtemp(path.join(base, `plumbline-${name}-`));

export const removeFolder = (folder) => rm(folder, { recursive: true, force: true, maxRetries: 3 });
