// The top of an axis: the next round number, so that its marks are read at a glance.

const rounds = [1, 2, 4, 5, 10] as const;

/** 7 → 10, 38 → 40, 412 → 500. */
export function roundUp(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return (rounds.find((round) => round * power >= most) ?? 10) * power;
}
