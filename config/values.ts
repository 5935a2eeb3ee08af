// Values that people write as text in a settings file or on the command line: sizes with a unit, and where to listen.

const units: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
  tib: 1024 ** 4,
};

/** "2 GiB", "500 MB", "1,5 Go" → bytes. What is no such text comes back as it is, for the schema to judge. */
export function bytesOf(given: unknown): unknown {
  const [, digits = "", unit = ""] =
    typeof given === "string" ? (/^(\d{1,15}(?:[.,]\d{1,3})?)\s*([kmgt]?i?)[bo]$/i.exec(given.trim()) ?? []) : [];
  const factor = units[`${unit.toLowerCase()}b`];
  return digits === "" || factor === undefined ? given : Math.round(Number(digits.replace(",", ".")) * factor);
}

/** 2147483648 → "2 GiB", 50000000000 → "50 GB". */
export function sizeText(size: number): string {
  for (const unit of ["GiB", "MiB", "KiB", "GB", "MB"]) {
    const factor = units[unit.toLowerCase()] ?? 1;
    if (size >= factor && size % factor === 0) return `${size / factor} ${unit}`;
  }
  return `${size}`;
}

export type TimeUnit = "ms" | "h";

const times: Readonly<Record<string, number>> = { ms: 1, s: 1e3, min: 60e3, h: 3_600e3, d: 86_400e3, j: 86_400e3 };
const longNames = /^(s|h|d|j)(?:ec|econds?|ours?|eures?|ays?)?$/;

/** "90 s", "2 days", "1,5 h" → that many of the unit, where it comes out whole. What is no such text comes back as it is. */
export const durationOf =
  (unit: TimeUnit) =>
  (given: unknown): unknown => {
    const [, digits = "", name = ""] =
      typeof given === "string" ? (/^(\d{1,12}(?:[.,]\d{1,3})?)\s*([a-z]{1,8})$/i.exec(given.trim()) ?? []) : [];
    const word = name.toLowerCase();
    const factor = times[word] ?? times[longNames.exec(word)?.[1] ?? word.replace(/^minutes?$/, "min")];
    if (digits === "" || factor === undefined) return given;
    return (Number(digits.replace(",", ".")) * factor) / (times[unit] ?? 1);
  };

/** 60000 ms → "1 min"; 24 h stays "24 h", 48 h is "2 d". */
export function durationText(value: number, unit: TimeUnit): string {
  const ms = value * (times[unit] ?? 1);
  for (const [name, least] of [
    ["d", 2],
    ["h", 1],
    ["min", 1],
    ["s", 1],
  ] as const) {
    const factor = times[name] ?? 1;
    if (ms >= least * factor && ms % factor === 0) return `${ms / factor} ${name}`;
  }
  return `${ms} ms`;
}

export interface Listen {
  readonly host: string;
  readonly port: number;
}

/** "127.0.0.1:8080", "[::1]:0", "localhost:631". */
export function parseListen(text: string): Listen | undefined {
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-fA-F:.%]{2,60})\]|([A-Za-z0-9._-]{1,253})):(\d{1,5})$/.exec(text) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  return host === undefined || port > 65_535 ? undefined : { host, port };
}
