// The books' tables. A row stands once as the text that is hashed; its legs stand again in columns, for sums and statements.
import type { DatabaseSync } from "node:sqlite";
import { Fault } from "../runtime/faults.ts";

/** "QuoB", so that another program's file is not taken for ours. */
const applicationId = 0x51756f42;

/** One entry a step; the number of steps done is the file's user_version. Never change one that was released. */
const steps: readonly string[] = [
  `CREATE TABLE row (
     seq INTEGER PRIMARY KEY,          -- dense from 1
     id TEXT NOT NULL UNIQUE,          -- <act>/<place>: an act, such as a command id, is found for ever
     hash BLOB NOT NULL,               -- SHA-256 of the hash before and of json
     at INTEGER NOT NULL,
     kind TEXT NOT NULL,
     reservation TEXT,
     json TEXT NOT NULL                -- canonical
   );
   CREATE INDEX row_job ON row (seq) WHERE kind = 'job';
   CREATE TABLE leg (
     account TEXT NOT NULL,
     currency TEXT NOT NULL,
     seq INTEGER NOT NULL,
     place INTEGER NOT NULL,
     amount INTEGER NOT NULL,
     PRIMARY KEY (account, currency, seq, place)
   ) WITHOUT ROWID;
   CREATE TABLE kept (
     one INTEGER PRIMARY KEY CHECK (one = 1),
     incarnation TEXT NOT NULL,
     revision INTEGER NOT NULL
   );`,
  // A reservation is settled once and ends one job: what did so before is found here, not remembered by whoever reads the books.
  "CREATE INDEX row_reservation ON row (reservation, kind) WHERE reservation IS NOT NULL;",
  // How jobs ended: by number, by person, and those a person should look at.
  `CREATE INDEX row_job_number ON row (json_extract(json, '$.number'), seq) WHERE kind = 'job';
   CREATE INDEX row_job_user ON row (json_extract(json, '$.user'), seq) WHERE kind = 'job';
   CREATE INDEX row_job_review ON row (seq) WHERE kind = 'job' AND json_extract(json, '$.review') IS NOT NULL;`,
  // What a day came to.
  "CREATE INDEX row_at ON row (at);",
];

/** Makes or brings up to date. Throws Fault data-damaged for a file that is not ours or newer than we are. */
export function prepareSchema(database: DatabaseSync, file: string, readOnly: boolean): void {
  const version = pragma(database, "user_version");
  const application = pragma(database, "application_id");
  if (version === 0 && application === 0 && !readOnly) {
    database.exec(`PRAGMA application_id = ${applicationId}`);
  } else if (application !== applicationId) {
    throw new Fault("data-damaged", `${file} is not a file of books`, { retry: "never" });
  }
  if (version > steps.length)
    throw new Fault("data-damaged", `${file} was written by a newer version of Quoin; start that version`, { retry: "never" });
  if (readOnly && version < steps.length)
    throw new Fault("data-damaged", `${file} was written by an older version; start the box once to bring it up to date`, {
      retry: "never",
    });
  for (const [i, step] of steps.entries()) {
    if (i < version) continue;
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${i + 1}; COMMIT`);
  }
}

const pragma = (database: DatabaseSync, name: string): number => Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
