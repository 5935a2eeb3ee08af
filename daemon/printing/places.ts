// Places that clients take and give back, each only some of them, so that nobody takes them all. Whose place it is: `fillsFor` of the sender.
export class Places {
  readonly #each: number;
  readonly #all: number;
  readonly #taken = new Map<string, number>();
  #count = 0;

  constructor(each: number, all: number) {
    this.#each = each;
    this.#all = all;
  }

  /** Why there is none for this one: it has as many as it may, or everybody together has. */
  full(filler: string): "each" | "all" | undefined {
    if ((this.#taken.get(filler) ?? 0) >= this.#each) return "each";
    return this.#count >= this.#all ? "all" : undefined;
  }

  /** Also over the limit: what stands there at a start is counted, whatever it is. */
  take(filler: string): void {
    this.#count += 1;
    this.#taken.set(filler, (this.#taken.get(filler) ?? 0) + 1);
  }

  give(filler: string): void {
    this.#count -= 1;
    const left = (this.#taken.get(filler) ?? 1) - 1;
    if (left > 0) this.#taken.set(filler, left);
    else this.#taken.delete(filler);
  }
}
