// The pages people see, as webui/ built them: three faces at three addresses, what they are made of under /pages/, the manual under /help/.
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { languageOf, languages } from "../words/index.ts";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply } from "fastify";

/** Where `npm run build` leaves them; beside the daemon on a box as in a checkout. */
const built = join(import.meta.dirname, "../../webui/dist");

export const pagesAreBuilt = (): boolean => existsSync(join(built, "portal/index.html"));

/** Address → face. What stands below an address is the page's own to read. */
const faces = { "/": "portal", "/my": "portal", "/trust": "portal", "/admin": "admin", "/kiosk": "kiosk" } as const;

/** What keeps its name: the worker stands at the root, or it would not be let near the pages there. */
const loose = [
  { address: "/worker.js", name: "worker.js", type: "text/javascript; charset=utf-8" },
  { address: "/pages/manifest.webmanifest", name: "manifest.webmanifest", type: "application/manifest+json" },
  { address: "/pages/mark.svg", name: "mark.svg", type: "image/svg+xml" },
  ...["icon-192.png", "icon-512.png", "icon-maskable-512.png", "apple-touch-icon.png"].map((name) => ({
    address: `/pages/${name}`,
    name,
    type: "image/png",
  })),
] as const;

/** Nothing from elsewhere, no script in a page. Styles stand in attributes: the component library sets sizes there. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

const showPage = (reply: FastifyReply, page: Buffer): FastifyReply =>
  reply.type("text/html; charset=utf-8").header("content-security-policy", policy).send(page);

export function addPages(app: FastifyInstance): void {
  // Names hold a hash of what is in them: a browser keeps them for ever.
  app.register(fastifyStatic, {
    root: join(built, "assets"),
    prefix: "/pages/assets/",
    immutable: true,
    preCompressed: true,
    maxAge: "365d",
    decorateReply: true,
  });
  for (const [address, face] of Object.entries(faces)) {
    const show = async (_request: unknown, reply: FastifyReply): Promise<FastifyReply> =>
      showPage(reply, await readFile(join(built, face, "index.html")));
    app.get(address, show);
    if (address !== "/") app.get(`${address}/*`, show);
  }
  addManual(app);
  for (const { address, name, type } of loose)
    app.get(address, async (_request, reply) =>
      reply
        .type(type)
        .header("cache-control", "no-cache")
        .send(await readFile(join(built, name))),
    );
}

/** The manual needs no sign-in: whoever stands before the door may read how to get in. */
function addManual(app: FastifyInstance): void {
  app.register(fastifyStatic, {
    root: join(built, "help/pictures"),
    prefix: "/help/pictures/",
    immutable: true,
    maxAge: "365d",
    decorateReply: false,
  });
  app.get("/help", async (request, reply) => reply.redirect(`/help/${languageOf(request.headers["accept-language"])}/`));
  for (const language of languages) {
    const folder = join(built, "help", language);
    app.get(`/help/${language}`, async (_request, reply) => reply.redirect(`/help/${language}/`));
    app.get(`/help/${language}/words.json`, async (_request, reply) =>
      reply.type("application/json").send(await readFile(join(folder, "words.json"))),
    );
    app.get<{ Params: { "*": string } }>(`/help/${language}/*`, async (request, reply) => {
      const name = request.params["*"] || "index";
      const page = /^[a-z-]+$/.test(name) ? await readFile(join(folder, `${name}.html`)).catch(() => undefined) : undefined;
      return showPage(reply.code(page ? 200 : 404), page ?? (await readFile(join(folder, "nowhere.html"))));
    });
  }
}
