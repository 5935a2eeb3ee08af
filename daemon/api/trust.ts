// What stands at fixed addresses for whoever is to trust this box: the certificate of its own authority, the proof an ACME server looks
// for, and the promise never to be without TLS again.
import type { FastifyInstance } from "fastify";
import type { Deps } from "./deps.ts";

type Authority = NonNullable<ReturnType<Deps["certificates"]["authority"]>>;

/** Each as the devices it is for know it. */
const files: readonly { readonly name: string; readonly type: string; readonly of: (authority: Authority) => string | Buffer }[] = [
  { name: "quoin.pem", type: "application/x-pem-file", of: ({ pem }) => pem },
  { name: "quoin.crt", type: "application/x-x509-ca-cert", of: ({ der }) => der },
  { name: "quoin.mobileconfig", type: "application/x-apple-aspen-config", of: ({ profile }) => profile },
];

export function addTrust(app: FastifyInstance, { certificates }: Deps): void {
  for (const { name, type, of } of files) {
    app.get(`/trust/${name}`, async (_request, reply) => {
      const authority = certificates.authority();
      if (!authority) return reply.callNotFound();
      return reply.type(type).header("content-disposition", `attachment; filename="${name}"`).send(of(authority));
    });
  }
  app.get<{ Params: { token: string } }>("/.well-known/acme-challenge/:token", async (request, reply) => {
    const proof = certificates.proof(request.params.token);
    return proof === undefined ? reply.callNotFound() : reply.type("application/octet-stream").send(proof);
  });
}

/**
 * Where somebody else vouches for the box, a browser is told to come over TLS only, for thirty days: not longer, because whoever goes back
 * to the box's own certificate would shut people out. Never for the box's own, and only at the usual port: a browser keeps any other one,
 * and would speak TLS to the door without it.
 */
const strictly = "max-age=2592000";

export function addStrictness(app: FastifyInstance, { certificates }: Deps): void {
  app.addHook("onRequest", async (request, reply) => {
    const host = request.headers.host ?? "";
    if (!host.includes(":") && certificates.isVouched(host)) reply.header("strict-transport-security", strictly);
  });
}
