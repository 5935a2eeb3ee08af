// The index of jobs, where two jobs bear one number: a box restored on a new disk may have given some again.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { JobRow } from "../../../daemon/domain/ledger.ts";
import { JobIndex } from "../../../daemon/state/job-index.ts";
import { aJob } from "../printing/spool-fixture.ts";

test("of two jobs under one number the later is found, and the end of the other leaves it there", () => {
  const index = new JobIndex();
  const [first, second] = [aJob({ number: 7 }), aJob({ number: 7 })];
  index.put(first);
  index.put(second);
  const row = { ended: "completed", at: 1, impressions: 1, charged: 0 } as JobRow;
  index.end(first.id, row);
  assert.equal(index.byNumber(7)?.id, second.id);
  index.end(second.id, row);
  assert.equal(index.byNumber(7), undefined);
  assert.equal(index.ended({ number: 7 })?.job.id, second.id);
});
