// The shape of a catalogue: what a translation must hold, and which {placeholders} a sentence asks for. Types only.

/** One sentence, or the two forms a count `{n}` asks for. French and English need no more; another language may add CLDR's others. */
export type Text = string | { readonly one: string; readonly other: string };

/** A translation of `Source`: the same keys, plural where it is plural. A missing or an extra key does not compile. */
export type Translated<Source> = {
  readonly [K in keyof Source]: Source[K] extends string ? string : { readonly one: string; readonly other: string };
};

export type Placeholders<T> = T extends string
  ? T extends `${string}{${infer Name}}${infer Rest}`
    ? Name | Placeholders<Rest>
    : never
  : T extends { readonly one: infer One; readonly other: infer Other }
    ? Placeholders<One> | Placeholders<Other> | "n"
    : never;
