// The word for a printer's state, the same on every page.
import { useCallback } from "react";
import { useWords } from "../shared/words.tsx";

const states = ["idle", "processing", "stopped", "unreachable"] as const;

export function useWordOfPrinter(): (state: string) => string {
  const { say } = useWords();
  return useCallback((state) => say(`printer.${states.find((each) => each === state) ?? "unknown"}`), [say]);
}
