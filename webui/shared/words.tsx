// The language of a page: the daemon's own catalogues, so that a page and the box never say one thing in two ways.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { formatCount, formatDate, formatMoney } from "../../daemon/words/format.ts";
import { type Key, type Language, languageOf, languages, say, type Values } from "../../daemon/words/index.ts";
import { askIn } from "./api.ts";
import { learn } from "./catalogues.ts";
import { beginAnew } from "./anew.ts";

export interface Words {
  readonly language: Language;
  readonly choose: (language: Language) => void;
  /** For one visit, on a page that many people stand before; undefined: the page's own again. Not kept. */
  readonly lend: (language: Language | undefined) => void;
  readonly say: <K extends Key>(key: K, ...values: Values<K>) => string;
  /** Ten-thousandths of the unit, as the reader writes money. */
  readonly money: (amount: number) => string;
  /** The code of the currency of every amount. */
  readonly currency: string;
  readonly count: (n: number) => string;
  readonly date: (at: number) => string;
}

const Context = createContext<Omit<Words, "money" | "currency" | "date"> | undefined>(undefined);
/** Of every amount on the page. */
export const Currency = createContext("EUR");
/** Of every time on the page: the place's own; undefined before the box has said it. */
export const Zone = createContext<string | undefined>(undefined);
const kept = "quoin-language";

/** Fetches a catalogue; false: it could not be had now. */
export type Load = (language: Language) => Promise<boolean>;

/** A page says what it says in one language at a time: the catalogues of the others are left with the box. */
export const wordsOf =
  (files: Readonly<Record<Language, () => Promise<{ readonly words: object }>>>): Load =>
  (language) =>
    files[language]().then(
      ({ words }) => learn(language, words),
      () => false,
    );

export const firstLanguage = (): Language => languageOf(localStorage.getItem(kept) ?? navigator.language);

export function WordsProvider({ load, children }: { readonly load: Load; readonly children: ReactNode }) {
  const [own, setOwn] = useState(firstLanguage);
  const [lent, setLent] = useState<Language | undefined>();
  const language = lent ?? own;
  askIn(language);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  // Of two choices in quick succession the later one stands, whichever comes first from the box.
  const turn = useRef(0);
  const once = useCallback(
    async (wanted: Language, speak: () => void): Promise<void> => {
      turn.current += 1;
      const mine = turn.current;
      const known = await load(wanted);
      if (!known) await beginAnew();
      else if (mine === turn.current) speak();
    },
    [load],
  );
  // The same for as long as the page stands: whoever looks at it is not told of every change of language.
  const choose = useCallback(
    (wanted: Language) => {
      localStorage.setItem(kept, wanted);
      void once(wanted, () => setOwn(wanted));
    },
    [once],
  );
  const lend = useCallback(
    (wanted: Language | undefined) => {
      if (wanted !== undefined) return void once(wanted, () => setLent(wanted));
      turn.current += 1;
      setLent(undefined);
    },
    [once],
  );
  const words = useMemo(
    (): Omit<Words, "money" | "currency" | "date"> => ({
      language,
      choose,
      lend,
      say: (key, ...values) => say(language, key, ...values),
      count: (n) => formatCount(language, n),
    }),
    [language, choose, lend],
  );
  return <Context value={words}>{children}</Context>;
}

/** The place's own zone; undefined before the box has said it. */
export const useZone = (): string | undefined => useContext(Zone);

export function useWords(): Words {
  const words = useContext(Context);
  const currency = useContext(Currency);
  const zone = useContext(Zone);
  if (!words) throw new Error("no words around");
  return useMemo(
    () => ({
      ...words,
      currency,
      money: (amount) => formatMoney(words.language, amount as Parameters<typeof formatMoney>[1], currency),
      date: (at) => formatDate(words.language, at, zone),
    }),
    [words, currency, zone],
  );
}

export { type Language, languages };
