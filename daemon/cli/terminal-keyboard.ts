// A terminal at a keyboard: draws every change as it comes and sends the keys, in the order they were typed.
import type { ScreenView } from "../api/contract/printing.ts";
import { say } from "../words/index.ts";
import type { Context } from "./context.ts";

const clear = "\u001b[2J\u001b[H";
const bright = (text: string): string => `\u001b[1m${text}\u001b[0m`;
const dim = (text: string): string => `\u001b[2m${text}\u001b[0m`;

const enter = "\r";
const abandon = "\u001b";
const rubout = "\u007f";
/** Arrows and their like, as terminals send them (ECMA-48 control sequences); they mean nothing here. */
const specialKey = /\u001b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z])/g;
const interrupt = "\u0003";
const endOfInput = "\u0004";

/** Enter, Backspace (two codes) and Escape, as keyboards send them, are keys of the pad. */
const padKeys: Readonly<Record<string, string>> = { "\r": "#", "\n": "#", "\u007f": "*", "\b": "*", "\u001b": "*" };

export const drawn = (screen: ScreenView, twoLines: boolean): readonly string[] =>
  twoLines ? screen.twoLines.map((line) => `[${line.padEnd(16).slice(0, 16)}]`) : screen.lines;

export class KeyboardTerminal {
  readonly #context: Context;
  readonly #terminal: string;
  readonly #twoLines: boolean;
  readonly #left = new AbortController();
  #screen: ScreenView | undefined;
  /** The card number being typed, after `c`. */
  #card: string | undefined;
  #problem = "";
  #sending: Promise<unknown> = Promise.resolve();

  constructor(context: Context, terminal: string, twoLines: boolean) {
    this.#context = context;
    this.#terminal = terminal;
    this.#twoLines = twoLines;
  }

  /** Until `q`, Ctrl-C or Ctrl-D. */
  async run(): Promise<void> {
    const { stdin, stdout } = this.#context.io;
    const typed = (text: string): void => this.#typed(text);
    stdin.setRawMode?.(true);
    stdin.setEncoding("utf8");
    stdin.on("data", typed);
    try {
      const route = "GET /api/v1/terminals/{terminal}/live";
      for await (const screen of this.#context.client.lines(route, { params: { terminal: this.#terminal } }, this.#left.signal)) {
        this.#screen = screen;
        this.#draw();
      }
    } catch (error) {
      if (!this.#left.signal.aborted) throw error;
    } finally {
      stdin.off("data", typed);
      stdin.setRawMode?.(false);
      stdin.pause();
      stdout.write("\r\n");
    }
  }

  /** Several characters at once are a paste, or a reader that types. */
  #typed(text: string): void {
    for (const one of text.replaceAll(specialKey, "")) {
      if (one === interrupt || one === endOfInput) this.#left.abort();
      else if (this.#card !== undefined) this.#typedCard(this.#card, one);
      else if (one === "q") this.#left.abort();
      else if (one === "c") this.#card = "";
      else this.#press(padKeys[one] ?? (/[0-9#*]/.test(one) ? one : ""));
    }
    if (!this.#left.signal.aborted) this.#draw();
  }

  #typedCard(number: string, one: string): void {
    if (one === rubout) this.#card = number.slice(0, -1);
    else if (one === abandon || one === enter) {
      this.#card = undefined;
      if (one === enter && number !== "") this.#show(number);
    } else this.#card = number + one.replace(/[^\x21-\x7e]/, "");
  }

  #press(keys: string): void {
    if (keys === "") return;
    this.#send(() =>
      this.#context.client.call("POST /api/v1/terminals/{terminal}/keys", { params: { terminal: this.#terminal }, body: { keys } }),
    );
  }

  #show(number: string): void {
    this.#send(() =>
      this.#context.client.call("POST /api/v1/terminals/{terminal}/card", { params: { terminal: this.#terminal }, body: { number } }),
    );
  }

  #send(act: () => Promise<unknown>): void {
    this.#problem = "";
    this.#sending = this.#sending.then(act).catch((error: unknown) => {
      this.#problem = error instanceof Error ? error.message : String(error);
      this.#draw();
    });
  }

  #draw(): void {
    const { language, io } = this.#context;
    const [first = "", ...rest] = this.#screen ? drawn(this.#screen, this.#twoLines) : [];
    const foot = this.#card === undefined ? say(language, "cli.terminal-keys") : say(language, "cli.terminal-card", { number: this.#card });
    io.stdout.write(clear + [bright(first), ...rest, "", ...(this.#problem === "" ? [] : [this.#problem]), dim(foot)].join("\r\n"));
  }
}
