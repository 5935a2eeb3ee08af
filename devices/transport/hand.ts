// A person played by command: what the simulated drivers have for hardware.
import type { Dropped, Ports } from "../contract.ts";
import type { PadKey } from "../pad-key.ts";

export type Acts = Parameters<Ports["hand"]["open"]>[0];

export interface Hand {
  readonly port: Ports["hand"];
  /** Resolves when the box has dealt with it. Waits for the driver, which opens a moment after the box starts. */
  swipe(number: string): Promise<Dropped | undefined>;
  press(key: PadKey): Promise<void>;
}

export function createHand(): Hand {
  const { promise: attached, resolve: attach } = Promise.withResolvers<Acts>();
  let closed = false;
  return {
    port: {
      open: async (acts) => {
        attach(acts);
        return {
          close: async () => {
            closed = true;
          },
        };
      },
    },
    swipe: async (number) => {
      const { swipe } = await attached;
      return closed ? undefined : swipe?.(number);
    },
    press: async (key) => {
      const { press } = await attached;
      if (!closed) await press?.(key);
    },
  };
}
