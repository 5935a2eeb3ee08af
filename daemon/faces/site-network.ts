// The network of the site, as the pages ask for it: its facts, the trials, and the change where the machine lets the box make it.
import type { Config } from "../../config/index.ts";
import type { SiteNetwork } from "../api/site.ts";
import { networkFacts } from "../network/facts.ts";
import type { Network } from "../network/network.ts";
import { tryName, tryProxy, tryTime } from "../network/tests.ts";
import type { Clock } from "../runtime/clock.ts";

/** Reserved for such uses (RFC 2606), and known to every proxy that reaches the internet. */
const target = "example.org";

/** `wanted`: what the settings say now. */
export const siteNetwork = (network: Network, wanted: () => Pick<Config, "network">, clock: Clock): SiteNetwork => ({
  mayChange: network.mayChange,
  apply: (plan) => network.apply(plan),
  confirm: (token) => network.confirm(token),
  facts: networkFacts,
  proxy: () => wanted().network.proxy,
  tryName,
  tryTime: (server) => tryTime(server, clock),
  tryProxy: (asked) => tryProxy(asked, target, clock),
});
