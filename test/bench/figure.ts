// The shape of what a bench answers.
/** One measured line of the bench table. `bound` was measured in the same run, or is the figure the work was asked to reach. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly bound: number;
  /** value ÷ bound. */
  readonly ratio: number;
  readonly note?: string;
}
