// How somebody looks at a list, kept in the address: what they filter by, sort by and leave out.
import type { Language } from "../../daemon/words/index.ts";
import { useSearchParams } from "wouter";

export interface Sort {
  readonly key: string;
  readonly down: boolean;
}

export interface View {
  readonly filter: string;
  readonly sort: Sort | undefined;
  readonly hidden: readonly string[];
  readonly setFilter: (filter: string) => void;
  readonly sortBy: (key: string) => void;
  readonly hide: (keys: readonly string[]) => void;
}

/** Once down, once up, then as the box gave it. */
const next = (now: Sort | undefined, key: string): Sort | undefined =>
  now?.key !== key ? { key, down: false } : now.down ? undefined : { key, down: true };

export function useView(): View {
  const [search, setSearch] = useSearchParams();
  const set = (name: string, value: string): void =>
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (value === "") after.delete(name);
        else after.set(name, value);
        return after;
      },
      { replace: true },
    );
  const sorted = search.get("sort") ?? "";
  const sort = sorted === "" ? undefined : { key: sorted.replace(/^-/, ""), down: sorted.startsWith("-") };
  return {
    filter: search.get("q") ?? "",
    sort,
    hidden: (search.get("hide") ?? "").split(",").filter((key) => key !== ""),
    setFilter: (filter) => set("q", filter),
    sortBy: (key) => {
      const wanted = next(sort, key);
      set("sort", wanted ? `${wanted.down ? "-" : ""}${wanted.key}` : "");
    },
    hide: (keys) => set("hide", keys.join(",")),
  };
}

/** "Salle 9" before "Salle 10", é beside e. */
const collators = new Map<Language, Intl.Collator>();
export function collatorOf(language: Language): Intl.Collator {
  const made = collators.get(language) ?? new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  collators.set(language, made);
  return made;
}
