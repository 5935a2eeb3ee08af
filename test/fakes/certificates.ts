// The certificates of a box that speaks no TLS; a test puts others in their place.
import type { Deps } from "../../daemon/api/deps.ts";
import { refuse } from "../../daemon/domain/refusal.ts";

export const noCertificates = (): Deps["certificates"] => ({
  state: () => ({ source: "own", names: [], local: "quoin-00ff.local", lost: false }),
  authority: () => undefined,
  knows: () => false,
  isVouched: () => false,
  publicName: undefined,
  proof: () => undefined,
  give: async () => refuse("bad-input", { field: "certificate", detail: "cert-no-tls" }),
  backToOwn: async () => undefined,
  order: async () => undefined,
  orderAgain: () => refuse("no-such-thing", { kind: "acme" }),
});
