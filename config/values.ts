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

/** "2 GiB", "500 MB" → bytes. What is no such text comes back as it is, for the schema to judge. */
export function bytesOf(given: unknown): unknown {
  const [, digits, unit] = typeof given === "string" ? (/^(\d{1,15}(?:\.\d{1,3})?)\s*([kmgt]?i?b)$/i.exec(given.trim()) ?? []) : [];
  const factor = units[unit?.toLowerCase() ?? ""];
  return digits === undefined || factor === undefined ? given : Math.round(Number(digits) * factor);
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
