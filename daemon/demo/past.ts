// A box without doors and with a clock of the past: the same store and the same decisions as the real one that starts on its data afterwards.
// So the books verify, and no row in them was written by hand.
import { join } from "node:path";
import { createExecutor, openEmbeddedStore, type Read } from "../../cluster/index.ts";
import type { BoxId } from "../domain/ids.ts";
import { isRefusal } from "../domain/refusal.ts";
import { openSecrets, type Secrets } from "../people/secrets.ts";
import type { Clock } from "../runtime/clock.ts";
import { makeDirectory } from "../runtime/files.ts";
import { type Random, uuidv7 } from "../runtime/random.ts";
import type { Command, CommandName, Outcome } from "../state/commands.ts";
import { decideOnKeys } from "../state/decide/on-keys.ts";
import type { Stamp } from "../state/view.ts";

type Done<N extends CommandName> = Exclude<Outcome<N>, { readonly refused: unknown }>;

export interface Past extends AsyncDisposable {
  readonly box: BoxId;
  readonly secrets: Pick<Secrets, "cardIndex" | "codeIndex" | "hashSecret">;
  /** Told one after the other without waiting, commands are decided in that order. */
  tell<N extends CommandName>(at: number, command: Command<N>): Promise<Outcome<N>>;
  /** Throws where it is refused. */
  must<N extends CommandName>(at: number, command: Command<N>): Promise<Done<N>>;
}

interface Dated {
  readonly at: number;
  readonly command: Command;
}

/** In a new data directory, from `begun` on. */
export async function openPast(data: string, begun: number, { clock, random }: { clock: Clock; random: Random }): Promise<Past> {
  const directory = join(data, "store");
  await makeDirectory(directory);
  const store = await openEmbeddedStore({ directory, failed: () => undefined });
  const secrets = await openSecrets({ directory: join(data, "secrets"), random, clock });
  const box = uuidv7(begun, random) as BoxId;
  const executor = createExecutor({
    store,
    projection: store.projection,
    decide: ({ at, command }: Dated, read: Read, stamp: Stamp) => decideOnKeys(command, read, { ...stamp, at }),
    stamp: (order) => ({ at: begun, box, order }),
  });
  const tell = async <N extends CommandName>(at: number, command: Command<N>): Promise<Outcome<N>> =>
    (await executor.propose({ at: Math.floor(at), command: command as Command })) as Outcome<N>;
  const must = async <N extends CommandName>(at: number, command: Command<N>): Promise<Done<N>> => {
    const outcome = await tell(at, command);
    if (isRefusal(outcome)) throw new Error(`the past refused ${command.name}: ${JSON.stringify(outcome)}`);
    return outcome as Done<N>;
  };
  return { box, secrets, tell, must, [Symbol.asyncDispose]: () => store.close() };
}
