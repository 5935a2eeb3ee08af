// A bug is ours: it is asserted, never explained to a customer. Refusals are in refusal.ts, faults in runtime/faults.ts.

/** We were wrong. Nothing above the process boundary handles it but to log it and refuse the one command that met it. */
export class Bug extends Error {
  override readonly name = "Bug";
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Bug(message);
}

/** The default branch of an exhaustive switch: a member nobody handles does not compile. */
export function unreachable(value: never): never {
  throw new Bug(`unreachable: ${JSON.stringify(value)}`);
}
