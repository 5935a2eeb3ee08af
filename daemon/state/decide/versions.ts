// Two people who change one thing: whoever comes second is told, instead of undoing what the first did without a word.

interface Versioned {
  /** How often somebody changed it; absent in records nobody changed since 2026-11-26. */
  readonly version?: number;
}

const versionOf = (record: Versioned | undefined): number => (record === undefined ? 0 : (record.version ?? 1));

export const nextVersion = (before: Versioned | undefined): number => versionOf(before) + 1;

/** Whether the author of a command saw another version than the one that stands here. */
export const isStale = ({ version }: Versioned, before: Versioned | undefined): boolean =>
  version !== undefined && version !== versionOf(before);
