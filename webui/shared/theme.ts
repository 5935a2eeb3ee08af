// One set of tokens for every page, light and dark: ink on paper, one accent, five states.
import { createTheme, type MantineColorsTuple } from "@mantine/core";

const teal: MantineColorsTuple = [
  "#ecfbf8",
  "#d5f3ee",
  "#a8e6dd",
  "#76d8ca",
  "#4fcbb9",
  "#35b5a3",
  "#1f9486",
  "#0f766e",
  "#0b5f59",
  "#074843",
];

/** Blue-black on warm white; the dark page is the same at night. */
const ink: MantineColorsTuple = [
  "#e6e9ee",
  "#c3c9d3",
  "#9aa3b2",
  "#727d90",
  "#4d586c",
  "#39445a",
  "#2a3346",
  "#1d2433",
  "#151b27",
  "#0e131c",
];

export const theme = createTheme({
  primaryColor: "teal",
  primaryShade: 7,
  colors: { teal, dark: ink },
  autoContrast: true,
  defaultRadius: 8,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, monospace",
  respectReducedMotion: true,
  cursorType: "pointer",
  focusRing: "auto",
  headings: { fontWeight: "650" },
  shadows: { xs: "none", sm: "0 1px 3px rgb(21 27 39 / 12%)", md: "0 1px 3px rgb(21 27 39 / 12%)" },
});

/** Printers, boxes, devices, jobs: the same five everywhere, each with its icon and its word. */
export type Tone = "ready" | "waiting" | "needs" | "cutoff" | "unknown";
export const toneColor: Readonly<Record<Tone, string>> = {
  ready: "green",
  waiting: "yellow",
  needs: "red",
  cutoff: "violet",
  unknown: "gray",
};
