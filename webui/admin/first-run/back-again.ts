// A box that starts again: waits until it has gone, or has had the time to, and answers.
import { ask, OutOfReach } from "../../shared/api.ts";

const everyMs = 300;
/** It was asked to stop a moment after its answer. */
const goneWithinMs = 3_000;
/** A small box with full books needs some seconds to start. */
const limitMs = 60_000;

export async function backAgain(): Promise<void> {
  const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, everyMs));
  const begun = performance.now();
  let gone = false;
  while (performance.now() - begun < limitMs) {
    await pause();
    const answers = await ask("GET /api/v1/setup").then(
      () => true,
      (error: unknown) => !(error instanceof OutOfReach),
    );
    if (!answers) gone = true;
    else if (gone || performance.now() - begun > goneWithinMs) return;
  }
  throw new OutOfReach("the box did not come back");
}
