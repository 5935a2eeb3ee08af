// Parts of a whole in percent, for people who add them up.

/** Whole percents that sum to 100 by the largest remainder, earlier parts first where remainders are equal; all 0 where there is nothing. */
export function percentages(counts: readonly number[]): number[] {
  const whole = counts.reduce((sum, count) => sum + count, 0);
  if (whole <= 0) return counts.map(() => 0);
  const exact = counts.map((count) => (100 * count) / whole);
  const floors = exact.map(Math.floor);
  const missing = 100 - floors.reduce((sum, floor) => sum + floor, 0);
  const remainder = (i: number): number => (exact[i] ?? 0) - (floors[i] ?? 0);
  const raised = new Set([...counts.keys()].sort((a, b) => remainder(b) - remainder(a) || a - b).slice(0, missing));
  return floors.map((floor, i) => floor + (raised.has(i) ? 1 : 0));
}
