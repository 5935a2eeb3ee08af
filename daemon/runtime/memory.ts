// What this process holds of the machine's memory.

/** Resident, in bytes. */
export const memoryBytes = (): number => process.memoryUsage.rss();
