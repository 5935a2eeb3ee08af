// The settings that come from the environment, and the only reader of them.

/** For the documentation. */
export const environmentSettings = [
  { variable: "QUOIN_DATA", standard: "data", what: "The data directory of a box, where `--data` does not name one." },
] as const;

export interface Environment {
  readonly dataDirectory: string;
}

/** An empty variable is one that is not set. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>> = process.env): Environment {
  const [data] = environmentSettings;
  return { dataDirectory: variables[data.variable] || data.standard };
}
