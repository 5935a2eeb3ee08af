// Seeded chance: input number i of seed s is the same for ever, on every machine, whatever was drawn before.

export class Chance {
  #state: number;

  constructor(seed: number, index: number) {
    // Two rounds of a 32-bit mix, so that neighbours share nothing.
    this.#state = mix(mix(seed >>> 0) ^ mix((index + 0x9e3779b9) >>> 0));
  }

  /** 0 ≤ n < 2³² (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 0;
  }
  /** 0 ≤ n < below. */
  below(below: number): number {
    return this.next() % below;
  }
  /** True once in `times`. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }
  pick<T>(from: readonly [T, ...T[]]): T {
    return from[this.below(from.length)] as T;
  }
  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.next() & 0xff);
  }
}

function mix(x: number): number {
  let t = x;
  t = Math.imul(t ^ (t >>> 16), 0x45d9f3b);
  t = Math.imul(t ^ (t >>> 16), 0x45d9f3b);
  return (t ^ (t >>> 16)) >>> 0;
}
