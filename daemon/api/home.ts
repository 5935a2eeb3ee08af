// The first page: what runs on this box and the next three commands. No script, no picture from elsewhere; the console takes its place.
import type { Key } from "../words/en.ts";
import { type Language, say } from "../words/index.ts";
import { printAddress } from "./address.ts";
import type { BoxStatus, Deps } from "./deps.ts";

type Step = readonly [what: Extract<Key, `home.next.${string}`>, command: string];

export function home(deps: Deps, status: BoxStatus, language: Language): string {
  const queues = deps.accounting.ask({ name: "queues" }).map((queue) => queue.name);
  const printers = deps.accounting.ask({ name: "printers" }).map((printer) => printer.name);
  const terminals = deps.accounting.ask({ name: "terminals" }).map((terminal) => terminal.name);
  const none = say(language, "home.none");
  const list = (names: readonly string[]): string =>
    names.length === 0
      ? `<span class="none">${none}</span>`
      : names
          .slice(0, 12)
          .map((name) => `<b>${safe(name)}</b>`)
          .join(" ");
  const title = safe(say(language, "home.title", { name: status.name }));
  const facts: [string, string][] = [
    [say(language, "home.printing"), `<code>${safe(printAddress(status.ipp))}</code>`],
    ...(status.ipps === undefined
      ? []
      : [[say(language, "home.printing-safe"), `<code>${safe(printAddress(status.ipps))}</code>`] as [string, string]]),
    [say(language, "home.queues"), list(queues)],
    [say(language, "home.printers"), list(printers)],
    [say(language, "home.terminals"), list(terminals)],
  ];
  const steps = nextSteps(deps).map(
    ([what, command]) => `<li><span>${safe(say(language, what))}</span><code>npx quoin ${safe(command)}</code></li>`,
  );
  const state = status.ready ? "ready" : "starting";
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="${icon}"><style>${style}</style></head>
<body><main>
<header>${mark}<h1>${title}</h1><p class="state ${state}"><i aria-hidden="true">${status.ready ? "●" : "◐"}</i> ${say(language, `home.state.${state}`)}</p></header>
<p class="lead">${safe(say(language, "home.lead"))}</p>
<section><h2>${safe(say(language, "home.runs"))}</h2><dl>${facts.map(([name, value]) => `<dt>${safe(name)}</dt><dd>${value}</dd>`).join("")}</dl></section>
<section><h2>${safe(say(language, "home.next"))}</h2><p>${safe(say(language, "home.where"))}</p><ol>${steps.join("")}</ol></section>
<footer>Quoin ${safe(status.version)}</footer>
</main></body></html>
`;
}

/** The three commands that bring the box nearest to a printed page. */
function nextSteps(deps: Deps): Step[] {
  const ask = deps.accounting.ask.bind(deps.accounting);
  const [printer] = ask({ name: "printers" });
  const [queue] = ask({ name: "queues" });
  const [terminal] = ask({ name: "terminals" });
  const steps: Step[] = [];
  if (ask({ name: "prices" }).length === 0) steps.push(["home.next.price", "price set default --mono 0.05 --color 0.20"]);
  if (!printer) steps.push(["home.next.printer", "printer add hall --uri ipp://192.168.1.20/ipp/print"]);
  if (!queue) steps.push(["home.next.queue", `queue add main --pull ${printer?.name ?? "hall"} --default`]);
  if (ask({ name: "user-count" }) === 0) {
    steps.push(
      ["home.next.user", 'user add ann --name "Ann Martin" --limited'],
      ["home.next.card", "card add ann 0412345678"],
      ["home.next.topup", "topup ann 5.00 --reason cash"],
    );
  }
  if (steps.length < 3) steps.push(["home.next.jobs", "job list --held"]);
  if (steps.length < 3) steps.push(["home.next.terminal", `terminal ${terminal?.name ?? ""}`.trim()]);
  steps.push(["home.next.doctor", "doctor"]);
  return steps.slice(0, 3);
}

const safe = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");

/** Two wedges locked into a square. */
const mark = `<svg viewBox="0 0 32 32" width="40" height="40" aria-hidden="true"><path fill="currentColor" d="M3 3h26L3 18zM29 29H3l26-15z"/></svg>`;

/** The same mark where there is no text to take its colour from: the accent. */
const icon = `data:image/svg+xml,${encodeURIComponent(mark.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"').replace("currentColor", "#0b6b6b"))}`;

const style = `
:root{color-scheme:light dark;--ground:#faf7f2;--ink:#1d2630;--quiet:#5b6672;--card:#fff;--line:#e4ded4;--accent:#0b6b6b;--ready:#1f7a3f;--waiting:#9a6200}
@media (prefers-color-scheme:dark){:root{--ground:#14191f;--ink:#ece7df;--quiet:#a3acb5;--card:#1c232b;--line:#2f3943;--accent:#5cc4bf;--ready:#6fcf8e;--waiting:#e3b04b}}
*{box-sizing:border-box}body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 Inter,system-ui,sans-serif}
main{max-width:720px;margin:0 auto;padding:48px 24px}header{display:flex;align-items:center;gap:16px;color:var(--accent)}
h1{flex:1;margin:0;font-size:28px;line-height:1.2;color:var(--ink);font-weight:650}.state{margin:0;font-size:14px}.ready{color:var(--ready)}.starting{color:var(--waiting)}
.state i{font-style:normal}.lead{margin:16px 0 32px;color:var(--quiet)}
section{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:24px;margin:0 0 24px;box-shadow:0 1px 2px rgb(0 0 0/.04)}
h2{margin:0 0 12px;font-size:16px;font-weight:650}section p{margin:0 0 12px;color:var(--quiet)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:8px 24px;margin:0}dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere}dd b{font-weight:600;margin-right:8px}.none{color:var(--quiet)}
ol{margin:0;padding:0;list-style:none;counter-reset:step}li{counter-increment:step;display:grid;grid-template-columns:28px 1fr;row-gap:4px;padding:12px 0;border-top:1px solid var(--line)}
li:first-child{border-top:0;padding-top:0}li:last-child{padding-bottom:0}li::before{content:counter(step);grid-row:1/3;color:var(--accent);font-weight:650;font-variant-numeric:tabular-nums}
code{font:14px/1.5 ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}li code{color:var(--accent)}footer{color:var(--quiet);font-size:14px}
@media (max-width:520px){main{padding:24px 16px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}}`;
