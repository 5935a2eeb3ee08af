// `quoin terminal` at a real keyboard: a pseudo-terminal, keys and cards typed into it, the screen drawn as the box changes it.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { systemClock } from "../../../daemon/runtime/clock.ts";
import { ask, served } from "../api/asking.ts";

const main = fileURLToPath(new URL("../../../daemon/main.ts", import.meta.url));
const patienceMs = 20_000;

/** util-linux `script` gives its command a terminal of its own and passes what is typed. */
function onTerminal(command: string): { type(text: string): void; shows(text: string): Promise<void>; end: Promise<number | null> } {
  const child = spawn("/usr/bin/script", ["-qefc", command, "/dev/null"], { stdio: ["pipe", "pipe", "inherit"] });
  let seen = "";
  const waiting = new Set<() => void>();
  child.stdout.on("data", (chunk: Buffer) => {
    seen += chunk.toString();
    for (const look of waiting) look();
  });
  return {
    type: (text) => void child.stdin.write(text),
    shows: (text) =>
      new Promise((resolve, reject) => {
        const cancel = systemClock.after(patienceMs, () => reject(new Error(`never showed ${text}; showed ${seen}`)));
        const look = (): void => {
          const at = seen.indexOf(text);
          if (at < 0) return;
          seen = seen.slice(at + text.length);
          waiting.delete(look);
          cancel();
          resolve();
        };
        waiting.add(look);
        look();
      }),
    end: new Promise((resolve) => child.on("close", resolve)),
  };
}

test("keys go to the pad, c types a card, changes from elsewhere appear by themselves, q leaves the terminal as it was", async () => {
  await using it = await served();
  await ask(it.socket, "PUT", "/api/v1/printers/hall", { body: { uri: "folder:/srv/hall" } });
  await ask(it.socket, "PUT", "/api/v1/terminals/door", { body: { printers: ["hall"] } });
  const screen = onTerminal(`${process.execPath} ${main} terminal door --data ${it.data} --language en`);
  await screen.shows("q leave");
  screen.type("1\r");
  await screen.shows("typed 1 #");
  assert.deepEqual(it.box.typed, ["1", "#"]);
  screen.type("\u001b[A");
  screen.type("c");
  await screen.shows("Card: ");
  screen.type("041234");
  await screen.shows("Card: 041234");
  screen.type("\u007f5\r");
  await screen.shows("card 041235");
  screen.type("\u007f");
  await screen.shows("card 041235 *");
  await ask(it.socket, "POST", "/api/v1/terminals/door/card", { body: { number: "99887766" } });
  await screen.shows("card 99887766");
  screen.type("q");
  assert.equal(await screen.end, 0);
});

test("a box that goes away ends the terminal with a sentence and 3", async () => {
  await using it = await served();
  await ask(it.socket, "PUT", "/api/v1/printers/hall", { body: { uri: "folder:/srv/hall" } });
  await ask(it.socket, "PUT", "/api/v1/terminals/door", { body: { printers: ["hall"] } });
  const screen = onTerminal(`${process.execPath} ${main} terminal --data ${it.data} --language en`);
  await screen.shows("q leave");
  await it.api.stop();
  await screen.shows("went away");
  assert.equal(await screen.end, 3);
});
