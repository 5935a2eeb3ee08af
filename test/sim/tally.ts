// What many lives came to, and whether together they were worth running: a bug that keeps everything from happening breaks no rule.
import type { Outcome } from "./life.ts";
import { type StepName, stepNames } from "./steps.ts";

export class Tally {
  crashes = 0;
  releases = 0;
  sides = 0;
  readonly #crashedAt = new Map<StepName, number>(stepNames.map((step) => [step, 0]));

  add({ crashes, releases, sides, crashedAt }: Pick<Outcome, "crashes" | "releases" | "sides" | "crashedAt">): void {
    this.crashes += crashes;
    this.releases += releases;
    this.sides += sides;
    for (const [step, times] of crashedAt) this.#crashedAt.set(step, (this.#crashedAt.get(step) ?? 0) + times);
  }

  /** What never happened in all these lives, each as a sentence. */
  *missing(): Generator<string> {
    if (this.releases === 0) yield "no release was asked for";
    if (this.sides === 0) yield "no side was printed";
    for (const [step, times] of this.#crashedAt) if (times === 0) yield `no box crashed at ${step}`;
  }

  *crashedAt(): Generator<string> {
    for (const [step, times] of this.#crashedAt) yield `${step} ${times}`;
  }
}
