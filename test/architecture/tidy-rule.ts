// What a tidy rule is: it looks at the text of a whole tree and answers what is wrong, where.

export interface SourceText {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
}

export interface Finding {
  readonly path: string;
  /** From 1; 0 where the file as a whole is meant. */
  readonly line: number;
  readonly what: string;
}

export interface TidyRule {
  readonly name: string;
  /** Why it stands and what to do instead. */
  readonly remedy: string;
  find(tree: { readonly root: string; readonly files: readonly SourceText[] }): Iterable<Finding> | Promise<Iterable<Finding>>;
}
