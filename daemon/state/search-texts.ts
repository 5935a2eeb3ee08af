// Many short texts, searched for words: several hundred stand in one string, which is looked through at the speed of memory.

/** Texts in one string: some 15 KB, written anew when one of them changed and somebody searches. */
const atOnce = 256;

interface Block<Of> {
  readonly owners: Of[];
  /** A line for each owner; undefined: to be written. */
  text: string | undefined;
}

export class SearchTexts<Of extends object> {
  readonly #textOf: (owner: Of) => string;
  readonly #blocks: Block<Of>[] = [];
  readonly #blockOf = new Map<Of, Block<Of>>();

  constructor(textOf: (owner: Of) => string) {
    this.#textOf = textOf;
  }

  add(owner: Of): void {
    let block = this.#blocks.at(-1);
    if (!block || block.owners.length === atOnce) {
      block = { owners: [], text: undefined };
      this.#blocks.push(block);
    }
    block.owners.push(owner);
    block.text = undefined;
    this.#blockOf.set(owner, block);
  }

  /** Its text is another one now. */
  changed(owner: Of): void {
    const block = this.#blockOf.get(owner);
    if (block) block.text = undefined;
  }

  /** Whose text has all the words. */
  *search([first = "", ...others]: readonly string[]): Iterable<Of> {
    for (const block of this.#blocks) {
      block.text ??= block.owners.map((owner) => `${this.#textOf(owner).replaceAll("\n", " ")}\n`).join("");
      const { text, owners } = block;
      let line = 0;
      let begin = 0;
      for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, begin)) {
        for (let end = text.indexOf("\n", begin); end < at; end = text.indexOf("\n", begin)) {
          line++;
          begin = end + 1;
        }
        const end = text.indexOf("\n", begin);
        const said = text.slice(begin, end);
        if (others.every((word) => said.includes(word))) yield owners[line] as Of;
        line++;
        begin = end + 1;
      }
    }
  }
}
