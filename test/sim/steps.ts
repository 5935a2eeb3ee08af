// Where a box can be when it crashes: each write, and each exchange with its printer.
export const stepNames = [
  ...(["commit-before", "commit-after", "document-before", "document-after", "destroy-before"] as const),
  ...(["sending-before", "sending-after", "handle-before", "handle-after", "clear-before", "clear-after"] as const),
  ...(["printer-create", "printer-first-byte", "printer-byte", "printer-last-byte", "printer-recall"] as const),
] as const;

export type StepName = (typeof stepNames)[number];

/** Stands at every step: may name a fault of the store, or never return. */
export type Step = (name: StepName) => Promise<"go" | "unavailable" | "ambiguous">;
