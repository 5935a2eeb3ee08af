// What the walk through every page asks of each, within the page itself.
export const isSettled = () => document.querySelector(".mantine-Skeleton-root, .mantine-Loader-root, [aria-busy=true]") === null;
export const isStillIn = (scheme) => {
  if (document.documentElement.dataset.mantineColorScheme !== scheme) return false;
  getComputedStyle(document.body).color;
  return document.getAnimations().length === 0;
};
export const widerThanWindow = () => document.documentElement.scrollWidth - innerWidth;
export const linkedPaths = () => [...document.querySelectorAll("a[href]")].map(({ pathname }) => pathname);
export const hasWorker = () => navigator.serviceWorker.controller !== null;
export const hasPictures = () => [...document.querySelectorAll("section img")].every(({ naturalWidth }) => naturalWidth > 300);
/** What the browser would show without the box. */
export const keptPaths = async () => {
  const shelves = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
  const kept = await Promise.all(shelves.map((shelf) => shelf.keys()));
  return kept.flat().map(({ url }) => new URL(url).pathname);
};
/** How much of its corner an icon covers (0 to 255), and how far from the middle, as a share of its side, something else than the corner is drawn. */
export const drawnIcon = async (src) => {
  const bitmap = await createImageBitmap(await (await fetch(src)).blob());
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(bitmap, 0, 0);
  const pixels = new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer);
  const from = (at) => Math.hypot((at % width) - width / 2, Math.floor(at / width) - height / 2) / width;
  const reach = pixels.reduce((most, pixel, at) => (pixel === pixels[0] ? most : Math.max(most, from(at))), 0);
  return { sizes: `${width}x${height}`, corner: pixels[0] >>> 24, reach };
};
export const headOf = () => ({
  viewport: document.querySelector("meta[name=viewport]").content,
  touchIcon: document.querySelector("link[rel=apple-touch-icon]").href,
  language: document.documentElement.lang,
});
