// The language of a page: the daemon's own catalogues, so that a page and the box never say one thing in two ways.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { formatCount, formatDate, formatMoney } from "../../daemon/words/format.ts";
import { type Key, type Language, languageOf, languages, say, type Values } from "../../daemon/words/index.ts";
import { askIn } from "./api.ts";

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

export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const [own, setOwn] = useState<Language>(() => languageOf(localStorage.getItem(kept) ?? navigator.language));
  const [lent, lend] = useState<Language | undefined>();
  const language = lent ?? own;
  askIn(language);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  // The same for as long as the page stands: whoever looks at it is not told of every change of language.
  const choose = useCallback((wanted: Language) => {
    localStorage.setItem(kept, wanted);
    setOwn(wanted);
  }, []);
  const words = useMemo(
    (): Omit<Words, "money" | "currency" | "date"> => ({
      language,
      choose,
      lend,
      say: (key, ...values) => say(language, key, ...values),
      count: (n) => formatCount(language, n),
    }),
    [language, choose],
  );
  return <Context value={words}>{children}</Context>;
}

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
