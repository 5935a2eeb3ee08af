// Keeps the pages themselves, so that an installed Quoin opens without the box and says so; what the box says is never kept.
const shelf = "quoin-pages";
/** A build has some eighty; those of older builds go first. */
const mostKept = 160;
const faces = ["/", "/admin", "/kiosk"];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (pathname.startsWith("/pages/assets/")) event.respondWith(keptOrAsked(request));
  else if (request.mode === "navigate" && !pathname.startsWith("/help")) event.respondWith(askedOrKept(request, faceOf(pathname)));
});

/** Every address of a face is the same page. */
function faceOf(pathname) {
  return faces.find((face) => face !== "/" && (pathname === face || pathname.startsWith(`${face}/`))) ?? "/";
}

/** The name of an asset holds a hash of it: what is kept is never old. */
async function keptOrAsked(request) {
  const pages = await caches.open(shelf);
  const known = await pages.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await pages.put(request, answer.clone());
  const kept = await pages.keys();
  for (const old of kept.slice(0, Math.max(0, kept.length - mostKept))) await pages.delete(old);
  return answer;
}

async function askedOrKept(request, face) {
  const pages = await caches.open(shelf);
  try {
    const answer = await fetch(request);
    if (answer.ok) await pages.put(face, answer.clone());
    return answer;
  } catch (error) {
    const kept = await pages.match(face);
    if (kept) return kept;
    throw error;
  }
}
