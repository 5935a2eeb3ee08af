// The settings that come from the environment, and the only reader of them.

/** For the documentation. */
export const environmentSettings = [
  { variable: "QUOIN_DATA", standard: "data", what: "The data directory of a box, where `--data` does not name one." },
] as const;

export interface Environment {
  readonly dataDirectory: string;
  /** As POSIX names it, such as fr_FR.UTF-8. It is the machine's, no setting of Quoin's. */
  readonly locale: string;
}

/** An empty variable is one that is not set. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const [data] = environmentSettings;
  return {
    dataDirectory: variables[data.variable] || data.standard,
    locale: variables["LC_ALL"] || variables["LC_MESSAGES"] || variables["LANG"] || "en",
  };
}
