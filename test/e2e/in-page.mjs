// What the walk through every page asks of each, within the page itself.
export const isSettled = () => document.querySelector(".mantine-Skeleton-root, .mantine-Loader-root, [aria-busy=true]") === null;
export const isStillIn = (scheme) => {
  if (document.documentElement.dataset.mantineColorScheme !== scheme) return false;
  getComputedStyle(document.body).color;
  return document.getAnimations().length === 0;
};
export const widerThanWindow = () => document.documentElement.scrollWidth - innerWidth;
export const linkedPaths = () => [...document.querySelectorAll("a[href]")].map(({ pathname }) => pathname);
