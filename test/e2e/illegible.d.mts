// The types of illegible.mjs, which runs in a page and knows none of ours.
export interface Least {
  readonly text: number;
  readonly touch: number;
}
export declare function illegible(least: Least): string[];
