// What somebody typed into the settings and did not save yet: it outlives a reload of the page, and a restart of the box.
import { useState } from "react";

export interface Draft {
  /** The revision that was looked at when the first was typed. */
  readonly since: number;
  /** Setting → what was typed; null: its default. */
  readonly values: Readonly<Record<string, string | null>>;
}

const kept = "quoin-settings";

export const isTyped = ({ values }: Draft): boolean => Object.keys(values).length > 0;

/** `secret`: what is typed there stays on the page. */
export function useDraft(): {
  readonly draft: Draft;
  readonly type: (name: string, value: string | null | undefined, how: { readonly revision: number; readonly secret: boolean }) => void;
  readonly keep: (draft: Draft) => void;
} {
  const [draft, setDraft] = useState<Draft>(read);
  const [secrets] = useState(() => new Set<string>());
  const keep = (after: Draft): void => {
    setDraft(after);
    const values = Object.fromEntries(Object.entries(after.values).filter(([name]) => !secrets.has(name)));
    if (Object.keys(values).length === 0) sessionStorage.removeItem(kept);
    else sessionStorage.setItem(kept, JSON.stringify({ ...after, values }));
  };
  return {
    draft,
    keep,
    type: (name, value, { revision, secret }) => {
      if (secret) secrets.add(name);
      const { [name]: _before, ...others } = draft.values;
      keep({ since: isTyped(draft) ? draft.since : revision, values: value === undefined ? others : { ...others, [name]: value } });
    },
  };
}

function read(): Draft {
  try {
    const { since, values } = JSON.parse(sessionStorage.getItem(kept) ?? "") as Draft;
    if (Number.isSafeInteger(since) && typeof values === "object" && values !== null) return { since, values };
  } catch {
    // nothing was kept
  }
  return { since: 0, values: {} };
}
