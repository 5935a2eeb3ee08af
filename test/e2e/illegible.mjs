// Runs in a page: what is too small, beyond the edge, cut off or one over the other there. Nothing of the outside is known in here.

/** `text`, `touch`: the least size of letters and of what is pressed, in px. */
export function illegible({ text, touch }) {
  /** @type {string[]} */
  const told = [];
  const { innerWidth, innerHeight } = window;
  const root = document.documentElement;
  if (root.scrollHeight > innerHeight || root.scrollWidth > innerWidth) told.push("the page scrolls");
  for (const each of document.querySelectorAll("button, input")) {
    if (each.getClientRects().length === 0) continue;
    const { width, height, left, top, right, bottom } = each.getBoundingClientRect();
    const name = each.getAttribute("aria-label") ?? each.textContent ?? "";
    if (Math.round(width) < touch || Math.round(height) < touch) told.push(`too small to touch: ${name} ${width}×${height}`);
    if (each.scrollHeight > each.clientHeight + 1) told.push(`does not fit its button: ${name}`);
    if (left < 0 || top < 0 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5) told.push(`beyond the edge: ${name}`);
  }
  for (const each of document.querySelectorAll("#root *")) {
    const own = [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? "").trim() !== "");
    const shown = own && each.getClientRects().length > 0 && each.offsetWidth > 1;
    if (shown && Number.parseFloat(getComputedStyle(each).fontSize) < text) told.push(`too small to read: ${each.textContent}`);
    const { overflowY, webkitLineClamp } = getComputedStyle(each);
    if (
      overflowY === "hidden" &&
      // A name ends in an ellipsis.
      webkitLineClamp === "none" &&
      each.offsetHeight > 1 &&
      each.scrollHeight > each.clientHeight + 2 &&
      !/nowrap/.test(getComputedStyle(each).whiteSpace)
    )
      told.push(`cut off: ${each.tagName}.${each.className}`);
  }
  const texts = [...document.querySelectorAll("#root *")].flatMap((each) => {
    const own = [...each.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && (node.textContent ?? "").trim() !== "");
    // What lies under the countdown is meant to be covered.
    if (!own || each.closest("[inert]") || each.offsetWidth < 2 || getComputedStyle(each).clipPath !== "none") return [];
    const range = document.createRange();
    range.selectNodeContents(each);
    const { top, bottom, left, right } = range.getBoundingClientRect();
    // What a list has scrolled away is not there to overlap.
    const list = each.closest("ul, [class*=rows], [class*=told]")?.getBoundingClientRect();
    return [{ each, left, right, top, bottom: Math.min(bottom, list?.bottom ?? bottom), name: each.textContent ?? "" }];
  });
  for (const [place, one] of texts.entries())
    for (const other of texts.slice(place + 1))
      if (
        !one.each.contains(other.each) &&
        Math.min(one.right, other.right) - Math.max(one.left, other.left) > 2 &&
        Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 4 &&
        getComputedStyle(one.each).overflowX !== "hidden"
      )
        told.push(`one over the other: ${one.name} / ${other.name}`);
  return told;
}
