// What the API needs of the place a box stands in: printers around it, its network, what its settings say of it.
import type { Capabilities } from "../domain/printing.ts";
import type { Refusal } from "../domain/refusal.ts";
import type { NetworkFacts } from "../network/facts.ts";
import type { Network } from "../network/network.ts";
import type { Tried } from "../network/tests.ts";

/** What the settings say of the place (faces/place.ts). */
export interface Place {
  /** Amounts stand in the books: under another currency they would be relabelled. */
  moneyMoved(): boolean;
  /** `restarts`: the box starts again with it, a moment after the answer. */
  change(
    place: { readonly language: string; readonly currency: string; readonly zone: string },
    by: string,
  ): Promise<Refusal | { readonly restarts: boolean }>;
}

/** Printers that are not set up yet (printing/discovery). */
export interface Discovery {
  /** Those that announce themselves. */
  around(): Promise<readonly HeardPrinter[]>;
  /** What answers at an address somebody typed; undefined: it is no address. */
  at(typed: string): Promise<
    | readonly {
        readonly uri: string;
        readonly printer?: Pick<Capabilities, "makeModel" | "color" | "duplex">;
        readonly trouble?: string;
      }[]
    | undefined
  >;
}

/** The network of the site (network/). */
export interface SiteNetwork extends Pick<Network, "mayChange" | "apply" | "confirm"> {
  facts(): Promise<NetworkFacts>;
  /** What the settings say; absent: none. */
  proxy(): string | undefined;
  tryName(name: string, server: string | undefined): Promise<Tried>;
  tryTime(server: string): Promise<Tried>;
  tryProxy(proxy: string): Promise<Tried>;
}

export interface HeardPrinter {
  readonly name: string;
  readonly uri: string;
  readonly model?: string;
  readonly place?: string;
  readonly color?: boolean;
  readonly duplex?: boolean;
}
