// The word for a printer's state, the same on every page.
import { useCallback } from "react";
import type { TerminalView } from "../../daemon/api/contract/printing.ts";
import { useWords, type Words } from "../shared/words.tsx";

const states = ["idle", "processing", "stopped", "unreachable"] as const;

export function useWordOfPrinter(): (state: string) => string {
  const { say } = useWords();
  return useCallback((state) => say(`printer.${states.find((each) => each === state) ?? "unknown"}`), [say]);
}

/** What people show a card to, or press, at a terminal: its reader, its keypad, a screen. */
export const terminalKinds = ({ say }: Pick<Words, "say">, { devices, screens }: TerminalView): string[] => [
  ...new Set(devices.map(({ kind }) => (kind === "reader" || kind === "keypad" ? say(`device.${kind}`) : kind))),
  ...(screens > 0 ? [say("admin.terminal.screens", { n: screens })] : []),
];
