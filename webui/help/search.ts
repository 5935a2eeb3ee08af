// The manual's search: every heading with the words below it, found as they are typed. Without it the page is whole.
import { best, type Entry, plain } from "./find.ts";

const box = document.querySelector<HTMLElement>(".search");
const input = box?.querySelector("input");
const list = box?.querySelector("ol");
const none = box?.querySelector<HTMLElement>(".none");
if (box && input && list && none) open(box, input, list, none);
stayOnTheHeading();

function open(box: HTMLElement, input: HTMLInputElement, list: HTMLOListElement, none: HTMLElement): void {
  let entries: Promise<readonly Entry[]> | undefined;
  box.hidden = false;
  const show = async (): Promise<void> => {
    const wanted = plain(input.value).split(/\s+/).filter(Boolean);
    entries ??= fetch(box.dataset["words"] ?? "").then((answer) => answer.json());
    const found = best(await entries.catch(() => []), wanted);
    if (plain(input.value).split(/\s+/).filter(Boolean).join(" ") !== wanted.join(" ")) return;
    list.replaceChildren(...found.map(lineOf));
    list.hidden = found.length === 0;
    none.hidden = wanted.length === 0 || found.length > 0;
  };
  input.addEventListener("input", () => void show());
  const close = (): void => {
    list.hidden = none.hidden = true;
  };
  box.addEventListener("keydown", (event) => {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    if (event.key === "Escape") {
      close();
      input.focus();
    } else if (event.key === "Enter" && at < 0) links[0]?.click();
    else if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (event.key === "ArrowUp") (links[at - 1] ?? input).focus();
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", close);
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node) || !box.contains(relatedTarget)) close();
  });
  input.addEventListener("focus", () => void show());
}

function lineOf({ at, chapter, heading }: Entry): HTMLLIElement {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = at.replace(/#top$/, "");
  const small = document.createElement("small");
  small.textContent = heading === chapter ? "" : chapter;
  link.append(heading, small);
  line.append(link);
  return line;
}

/** The other language opens at the heading that is read now. */
function stayOnTheHeading(): void {
  const links = document.querySelectorAll<HTMLAnchorElement>(".languages a");
  const follow = (): void => {
    for (const link of links) link.hash = location.hash;
  };
  addEventListener("hashchange", follow);
  follow();
}
